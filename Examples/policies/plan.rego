# What a company may want of its reviews beyond what `guardrails` in muster.yaml can say. In the pull request's check:
#
#   muster plan --format json > plan.json
#   conftest test --policy Examples/policies plan.json
#
# The page "Plan" of Muster's reference has every member of the plan.
package main

import rego.v1

# A plan of another format may say what this policy checks by other names, and would pass unseen.
deny contains message if {
	input.format != "muster.plan/2"
	message := sprintf("this policy reads muster.plan/2, not %v", [input.format])
}

# The only hosts that credentials go to besides the vendors' own.
hosts := {"opal.eu.acme.example"}

deny contains message if {
	some entry in input.entries
	entry.hostOwner == "other"
	not entry.host in hosts
	message := sprintf("%v goes to %v with %v", [entry.address, entry.host, entry.variables])
}

# What is wanted, and not created yet.
wanted contains entry if {
	some entry in input.entries
	entry.action in {"create", "upcoming", "held"}
}

deny contains message if {
	some entry in wanted
	entry.everything
	not entry.labels["scope-approved-by"]
	message := sprintf("%v covers %v: name in the label `scope-approved-by` who agreed", [entry.address, entry.everything])
}

deny contains message if {
	some entry in wanted
	entry.labels.framework == "sox"
	entry.kind == "opal.uar"
	not entry.fields.reminder_schedule
	message := sprintf("%v is a SOX review without a `reminder_schedule`", [entry.address])
}

deny contains message if {
	some entry in wanted
	entry.labels.framework == "sox"
	entry.fields.reviewer_assignment_policy == "MANUALLY"
	message := sprintf("%v is a SOX review that waits for somebody to assign reviewers", [entry.address])
}
