import Calendars
import Campaigns
import Diagnostics
import JSON
import Vendors
import YAML

/// What a project's guardrails have against a resource that follows from its manifest, whatever the time. Each holds back that resource
/// alone. No message names an address: what the reviews and periods of a campaign have in common is then one fault.
struct GuardrailRules {
    private let guardrails: Guardrails
    private let campaign: CampaignDocument

    init(_ project: Project, _ campaign: CampaignDocument) {
        guardrails = project.guardrails
        self.campaign = campaign
    }

    /// - Parameter due: when the resource is due, and where that is written.
    func refusals(
        of block: CampaignDocument.Block, on platform: Platform, _ vendorKind: any VendorKind, _ layers: FieldLayers,
        due: Instant, at dueNode: LocatedNode
    ) -> [Diagnostic] {
        var refusals: [Diagnostic] = []
        refuse(&refusals, description(vendorKind, layers))
        for label in guardrails.requiredLabels { refuse(&refusals, missing(label)) }
        refuse(&refusals, length(due, dueNode, isRequest: block.isRequest))
        refuse(&refusals, otherPlatform(platform, block))
        if guardrails.forbidsAll, let everything = vendorKind.everything(in: layers.fields) {
            refusals.append(
                (layers.node(at: everything.path) ?? block.key).diagnostic(
                    .forbiddenAll, "it would cover \(everything.meaning), which `guardrails.forbidAll` refuses",
                    fix: "name what is to be reviewed"))
        }
        if guardrails.forbidsSelfReview, let field = vendorKind.selfReview(in: layers.fields) {
            refusals.append(
                (layers.node(at: FieldPath(field)) ?? block.key).diagnostic(
                    .forbiddenSelfReview,
                    "people would review their own access, which `guardrails.forbidSelfReview` refuses",
                    fix: "let somebody else review it"))
        }
        if guardrails.requiresDirectory {
            for use in layers.names where use.id == nil {
                refusals.append(
                    Diagnostic(
                        .unknownName,
                        "`\(Project.directoryName)` does not have \(use.name.reference) of `\(platform.name)`",
                        at: use.location, fix: "`muster resolve` looks it up"))
            }
        }
        return refusals
    }

    private func refuse(_ refusals: inout [Diagnostic], _ refusal: Diagnostic?) {
        if let refusal { refusals.append(refusal) }
    }

    /// The vendor's own, where it takes one: reviewers see that. Else the campaign's.
    private func description(_ vendorKind: any VendorKind, _ layers: FieldLayers) -> Diagnostic? {
        guard guardrails.requiresDescription else { return nil }
        let field = vendorKind.table.fields.first { $0.filledBy == .description }
        let text =
            field.map { layers.fields[$0.name]?.stringValue } ?? campaign.said.description?.value.scalar?.text
        if let text, !text.isOnlyWhitespace { return nil }
        return campaign.nameNode.diagnostic(
            .missingDescription, "`guardrails.requireDescription` wants a description",
            fix: "say with `description:` what is reviewed, and why")
    }

    private func missing(_ label: String) -> Diagnostic? {
        if let text = campaign.labels[label], !text.isOnlyWhitespace { return nil }
        return campaign.nameNode.diagnostic(
            .missingLabel, "`guardrails.requireLabels` wants the label `\(label)`",
            fix: "add it to the campaign's `labels`")
    }

    /// Without an opening, the time depends on when it is created.
    private func length(_ due: Instant, _ node: LocatedNode, isRequest: Bool) -> Diagnostic? {
        guard guardrails.minReviewDays > 0 || guardrails.maxReviewDays != nil, let opening = campaign.opening else {
            return nil
        }
        let start = opening.countedFrom.map { campaign.zone.startOfDay($0) } ?? opening.instant
        let days = due.wholeSeconds(since: start) / 86_400
        let shown = "it would be open for \(days == 1 ? "1 day" : "\(days) days")"
        if days < guardrails.minReviewDays {
            return node.diagnostic(
                .unfitLength, "\(shown), and `guardrails.minReviewDays` is \(guardrails.minReviewDays)",
                fix: "make it due later, or let it open earlier")
        }
        // Access that was asked for may be wanted for longer than a review takes.
        guard let most = guardrails.maxReviewDays, days > most, !isRequest else { return nil }
        return node.diagnostic(
            .unfitLength, "\(shown), and `guardrails.maxReviewDays` is \(most)",
            fix: "make it due earlier, or let it open later")
    }

    private func otherPlatform(_ platform: Platform, _ block: CampaignDocument.Block) -> Diagnostic? {
        guard let allowed = guardrails.allowedPlatforms, !allowed.contains(platform.name) else { return nil }
        let names = allowed.map { "`\($0)`" }.joined(separator: ", ")
        return block.key.diagnostic(
            .platformNotAllowed, "`\(platform.name)` is not among `guardrails.allowedPlatforms`",
            fix: "use \(allowed.count == 1 ? names : "one of \(names)"), or allow it in `\(Project.fileName)`")
    }
}
