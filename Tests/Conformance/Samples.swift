import Campaigns
import Testing

/// A sound manifest for each kind, and an edit that shows.
struct KindSample: Sendable, CustomTestStringConvertible {
    let kind: Kind
    let campaign: String
    /// A text of the manifest, what it is edited to, and the field that is then declared differently.
    let edit: (from: String, to: String, field: String)

    var testDescription: String { kind.rawValue }

    static let project = """
        version: 1
        platforms: { cakewalk: {}, conductorone: { baseURL: https://acme.conductor.one }, opal: {} }

        """

    static let all: [KindSample] = Kind.allCases.map(sample)

    private static func sample(_ kind: Kind) -> KindSample {
        switch kind {
        case .cakewalkAccessReview:
            KindSample(
                kind: kind,
                campaign: """
                    campaign: c
                    name: Quarterly review
                    description: Who has what.
                    due: 2027-01-29
                    reviews:
                      cakewalk:
                        accessReviewType: Manager
                        createdByUserId: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111
                        workAppIds: [5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b112]
                    """, edit: ("Manager", "WorkAppOwner", "accessReviewType"))
        case .conductorOneAccessReview:
            KindSample(
                kind: kind,
                campaign: """
                    campaign: c
                    name: Quarterly review
                    description: Who has what.
                    due: 2027-01-29
                    reviews:
                      conductorone:
                        ownerIds: [2NlXa]
                        policyId: 2NlXb
                        scopeType: ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS
                        scopeV2:
                          specificResources: {}
                          userCriteria: { managerUserIds: [2NlXm], userStatus: [ENABLED] }
                          allAccounts: {}
                          grantsByCriteria: { daysSinceAdded: 86400s, sourceFilter: GRANT_SOURCE_FILTER_DIRECT }
                        entitlements: [{ appId: 2NlXc, appEntitlementId: 2NlXd }]
                        notificationConfig: { sendKickoff: true }
                        reviewInstructions: Look twice.
                        autoStartCampaign: true
                        scheduledStartDate: asap
                        autoCloseCampaign: true
                        autoCloseDecision: CLOSE_DECISION_SKIP
                    """, edit: ("Look twice.", "Look thrice.", "reviewInstructions"))
        case .opalUAR:
            KindSample(
                kind: kind,
                campaign: """
                    campaign: c
                    name: Quarterly review
                    due: 2027-01-29
                    reviews:
                      opal:
                        reviewer_assignment_policy: BY_MANAGER
                        send_reviewer_assignment_notification: true
                        time_zone: Europe/Berlin
                        self_review_allowed: false
                        instantly_action_reviews: true
                        reminder_schedule: [7, 1]
                        reminder_include_manager: true
                        uar_scope: { filter_operator: ALL, group_types: [OKTA_GROUP], tags: [{ key: a, value: b }], names: [prod] }
                    """, edit: ("names: [prod]", "names: [test]", "uar_scope.names"))
        case .opalRequest:
            KindSample(
                kind: kind,
                campaign: """
                    campaign: c
                    due: 2027-01-29
                    requests:
                      opal:
                        reason: Read access for the auditor
                        duration_minutes: 60
                        resources: [{ id: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b112, access_level_remote_id: "role" }]
                        groups: [{ id: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b113 }]
                        target_user_id: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b114
                        support_ticket: { ticketing_provider: JIRA, remote_id: "1", identifier: A-1, url: "https://x.example/A-1" }
                        custom_metadata: [{ name: n, type: SHORT_TEXT, value: v }]
                    """, edit: ("duration_minutes: 60", "duration_minutes: 90", "duration_minutes"))
        }
    }
}
