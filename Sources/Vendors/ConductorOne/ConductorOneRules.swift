import Calendars
import Campaigns
import Diagnostics
import JSON

extension ConductorOneAccessReview {
    func faults(in fields: JSONObject) -> [FieldFault] {
        var faults = Faults()
        faults.checkNotBlank("displayName", in: fields)
        faults.checkNoMarker("description", in: fields)
        if fields["ownerIds"] == [] {
            faults.add(
                .invalidValue, at: FieldPath("ownerIds"),
                "`ownerIds` is empty, and ConductorOne wants at least one owner",
                fix: "name the user who owns the campaign")
        }
        ConductorOneScopeRules(fields: fields).check(&faults)
        checkStart(fields, &faults)
        checkClose(fields, &faults)
        if let scope = fields.given("inclusionScope")?.objectValue {
            let type = table["inclusionScope"]?.type
            CriteriaRules.check(scope, type?.fields ?? [], at: FieldPath("inclusionScope"), &faults)
        }
        faults.checkDeprecated(in: fields, of: table)
        faults.checkDuplicates(in: fields, of: table)
        return faults.found
    }

    private func checkStart(_ fields: JSONObject, _ faults: inout Faults) {
        let date = fields.given("scheduledStartDate")?.stringValue
        if fields["autoStartCampaign"] == true, date == nil {
            faults.add(
                .missingRequiredPartner, at: FieldPath("autoStartCampaign"),
                "`autoStartCampaign` needs `scheduledStartDate`, the only way to start a campaign by its API",
                fix: "add `scheduledStartDate: asap`, or a date")
        }
        if date != nil, fields["autoStartCampaign"] != true {
            faults.add(
                .missingRequiredPartner, at: FieldPath("scheduledStartDate"),
                "`scheduledStartDate` starts nothing without `autoStartCampaign: true`",
                fix: "add `autoStartCampaign: true`, or remove the date")
        }
        if let start = date.flatMap({ Instant(rfc3339: $0) }),
            let due = fields.given("completionDate")?.stringValue.flatMap({ Instant(rfc3339: $0) }), start >= due
        {
            faults.add(
                .invalidValue, at: FieldPath("scheduledStartDate"), "the campaign would start when it is already due",
                fix: "set `scheduledStartDate` before `completionDate`")
        }
    }

    private func checkClose(_ fields: JSONObject, _ faults: inout Faults) {
        let decision = fields.given("autoCloseDecision")?.stringValue
        let isDecided = decision.map { !$0.isUnspecifiedWord } ?? false
        if fields["autoCloseCampaign"] == true, !isDecided {
            faults.add(
                .missingRequiredPartner, at: FieldPath(decision == nil ? "autoCloseCampaign" : "autoCloseDecision"),
                "`autoCloseCampaign` needs `autoCloseDecision`: what becomes of what nobody reviewed",
                fix: "add `autoCloseDecision`: CLOSE_DECISION_REVOKED, CLOSE_DECISION_SKIP or CLOSE_DECISION_NO_ACTION")
        }
        if isDecided, fields["autoCloseCampaign"] != true {
            faults.add(
                .missingRequiredPartner, at: FieldPath("autoCloseDecision"),
                "`autoCloseDecision` has no effect without `autoCloseCampaign: true`",
                fix: "add `autoCloseCampaign: true`, or remove the decision")
        }
    }
}
