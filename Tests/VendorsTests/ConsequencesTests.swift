import Campaigns
import JSON
import Testing

@testable import Vendors

@Suite struct ConsequencesTests {
    private func consequences(_ kind: Kind, _ changes: JSONObject = [:]) -> [String] {
        kind.vendorKind.consequences(of: Samples.minimal(kind).with(changes))
    }

    @Test("Cakewalk's review starts at once, for its reviewers, over its apps") func cakewalk() {
        #expect(
            consequences(.cakewalkAccessReview, ["workAppIds": "all"]) == [
                "It is launched at once: Cakewalk documents no draft, and no call to read, change or delete a review",
                "Each user's manager is asked to review", "It covers all work apps",
            ])
        #expect(consequences(.cakewalkAccessReview).count == 2)
    }

    @Test("a campaign stays a draft, or says when it starts") func conductorOneStart() {
        #expect(
            consequences(.conductorOneAccessReview).first == "It stays a draft until someone starts it at ConductorOne")
        #expect(
            consequences(.conductorOneAccessReview, ["autoStartCampaign": true, "scheduledStartDate": "asap"]).first
                == "It starts by itself 15 minutes after its last call; its scope can't be changed once it has")
        #expect(
            consequences(
                .conductorOneAccessReview, ["autoStartCampaign": true, "scheduledStartDate": "2027-01-04T05:00:00Z"]
            ).first == "It starts by itself at 2027-01-04T05:00:00Z; its scope can't be changed once it has")
    }

    @Test("a campaign says whom it mails, how it closes and what is all") func conductorOneRest() {
        let sentences = consequences(
            .conductorOneAccessReview,
            [
                "notificationConfig": ["sendKickoff": true, "sendReminders": true, "sendClose": true],
                "autoCloseCampaign": true, "autoCloseDecision": "CLOSE_DECISION_REVOKED", "duplicateFrom": "2NlXOld",
                "scopeV2": ["allUsers": [:], "allGrants": [:], "specificAccessConflicts": [:], "allAccounts": .null],
            ])
        #expect(
            sentences.dropFirst() == [
                "Reviewers are told by mail when it starts", "Reviewers with tasks left are reminded by mail",
                "A mail says when it is closed",
                "It closes by itself at 2027-01-30T04:59:59Z, and access that nobody reviewed is revoked",
                "Its scope and entitlements are copied from campaign `2NlXOld`", "Its scope has all users, all grants",
                "What `specificAccessConflicts` holds must be chosen at ConductorOne before it starts: no API call sets it",
            ])
    }

    @Test("a UAR starts at once and says whom it tells") func uar() {
        #expect(
            consequences(
                .opalUAR,
                [
                    "reminder_schedule": [1, 7, 3], "reminder_include_manager": true, "instantly_action_reviews": true,
                    "self_review_allowed": true, "uar_scope": "all", "reviewer_assignment_policy": "BY_SELF",
                ]) == [
                    "It starts at once, on the access that there is at that moment; Opal's API can't change, stop or delete it",
                    "Everyone reviews their own access", "Reviewers are notified at once",
                    "Reviewers, and their managers are reminded 7, 3, 1 days before the deadline",
                    "Access is taken away as soon as a reviewer decides so", "People may review their own access",
                    "It covers everything in Opal: every resource and group",
                ])
        #expect(
            consequences(.opalUAR, ["send_reviewer_assignment_notification": false])
                .contains("Reviewers are not notified when it starts"))
    }

    @Test("a request asks at once and says for how long") func request() {
        #expect(
            consequences(.opalRequest) == [
                "Approvers are asked at once, and access is given as soon as they agree",
                "Access lasts for 14 days once it is given",
            ])
        #expect(consequences(.opalRequest, ["duration_minutes": 60]).last == "Access lasts for 1 hour once it is given")
        #expect(
            consequences(.opalRequest, ["duration_minutes": 61]).last == "Access lasts for 61 minutes once it is given")
        #expect(consequences(.opalRequest, ["duration_minutes": -1]).last == "Access lasts until someone takes it away")
        #expect(
            consequences(.opalRequest, ["target_user_id": .null, "target_group_id": .string(Samples.app)]).last
                == "Everyone in the group is to have access")
    }

    @Test("sentences have no full stop", arguments: Kind.allCases) func sentences(kind: Kind) {
        for fields in Samples.full(kind) {
            #expect(kind.vendorKind.consequences(of: fields).allSatisfy { !$0.hasSuffix(".") && !$0.isEmpty })
        }
    }
}
