import Campaigns
import JSON
import Testing

@testable import Vendors

@Suite struct DifferencesTests {
    private func differences(
        _ kind: Kind, _ declared: JSONObject, _ recorded: JSONObject, unchanged: Set<String> = []
    ) -> [FieldDifference] {
        Vendors.differences(
            declared: Samples.minimal(kind).with(declared), recorded: Samples.minimal(kind).with(recorded),
            kind: kind.vendorKind,
            unchangedDates: unchanged)
    }

    @Test("what was created as declared has no difference", arguments: Kind.allCases) func same(kind: Kind) {
        let marker = Marker(address: Address(campaign: "sox", review: "x"), lineage: "7f3a")
        for fields in Samples.full(kind) {
            let recorded = kind.vendorKind.fields(of: kind.vendorKind.calls(for: fields, marker: marker))
            #expect(
                Vendors.differences(declared: fields, recorded: recorded, kind: kind.vendorKind, unchangedDates: [])
                    == [])
        }
    }

    @Test("a difference is told at its deepest place") func deepest() {
        #expect(
            differences(
                .opalUAR, ["uar_scope": ["tags": [["key": "a"]], "names": ["x"]]],
                ["uar_scope": ["tags": [["key": "b"]], "names": ["x"]]])
                == [FieldDifference(path: "uar_scope.tags", declared: [["key": "a"]], recorded: [["key": "b"]])])
        let scope: JSONObject = [
            "userCriteria": ["multiUserProfileAttributes": ["team": ["values": [["value": "IT"]]]]]
        ]
        let other: JSONObject = [
            "userCriteria": ["multiUserProfileAttributes": ["team": ["values": [["value": "HR"]]]]]
        ]
        #expect(
            differences(.conductorOneAccessReview, ["scopeV2": .object(scope)], ["scopeV2": .object(other)]).map(\.path)
                == ["scopeV2.userCriteria.multiUserProfileAttributes.team.values"])
    }

    @Test("sets have no order, and ids no case") func sets() {
        let (a, b) = (Samples.app, Samples.user)
        #expect(
            differences(
                .cakewalkAccessReview, ["workAppIds": [.string(a), .string(b.uppercased())]],
                ["workAppIds": [.string(b), .string(a)]]) == [])
        #expect(
            differences(.cakewalkAccessReview, ["workAppIds": [.string(a)]], ["workAppIds": "all"]).map(\.path) == [
                "workAppIds"
            ])
    }

    @Test("a list whose order means something has one") func lists() {
        func columns(_ words: String...) -> JSONObject {
            ["columnConfig": ["orderedColumns": .array(words.map { ["builtin": .string($0)] })]]
        }
        #expect(
            differences(.conductorOneAccessReview, columns("A", "B"), columns("B", "A")).map(\.path)
                == ["columnConfig.orderedColumns"])
    }

    @Test("an absent field is the documented default") func defaults() {
        #expect(differences(.opalUAR, ["instantly_action_reviews": false], [:]) == [])
        #expect(
            differences(.opalUAR, ["instantly_action_reviews": true], [:])
                == [FieldDifference(path: "instantly_action_reviews", declared: true, recorded: nil)])
        #expect(
            differences(
                .opalUAR, ["uar_scope": ["names": ["x"]]], ["uar_scope": ["names": ["x"], "filter_operator": "ANY"]])
                == [])
        #expect(differences(.conductorOneAccessReview, ["autoResolve": false, "description": ""], [:]) == [])
        #expect(differences(.cakewalkAccessReview, ["description": .null], [:]) == [])
        #expect(differences(.cakewalkAccessReview, ["description": ""], [:]).count == 1)
        #expect(differences(.opalUAR, ["reminder_schedule": []], [:]).map(\.path) == ["reminder_schedule"])
    }

    @Test("dates are instants") func instants() {
        #expect(differences(.opalUAR, ["deadline": "2027-01-29T23:59:59-05:00"], [:]) == [])
        #expect(differences(.opalUAR, ["deadline": "2027-01-30T04:59:59.5Z"], [:]) == [])
        #expect(
            differences(.opalUAR, ["deadline": "2027-01-30T05:59:59Z"], [:])
                == [
                    FieldDifference(
                        path: "deadline", declared: "2027-01-30T05:59:59Z", recorded: "2027-01-30T04:59:59Z")
                ])
    }

    @Test("a date that only newer zone data moved is unchanged") func movedByZones() {
        #expect(differences(.opalUAR, ["deadline": "2027-01-30T05:59:59Z"], [:], unchanged: ["deadline"]) == [])
        func period(_ start: JSONValue) -> JSONObject {
            [
                "scopeV2": [
                    "grantsByCriteria": ["grantsAddedBetween": ["startDate": start, "endDate": "2027-01-01T00:00:00Z"]]
                ]
            ]
        }
        #expect(
            differences(
                .conductorOneAccessReview, period("2026-10-01T04:00:00Z"), period("2026-10-01T05:00:00Z"),
                unchanged: ["scopeV2.grantsByCriteria.grantsAddedBetween.startDate"]) == [])
    }

    @Test("`asap` is a word, not an instant") func asap() {
        #expect(
            differences(
                .conductorOneAccessReview, ["scheduledStartDate": "asap"],
                ["scheduledStartDate": "2027-01-04T00:00:00Z"]
            ).map(\.path) == ["scheduledStartDate"])
    }

    @Test("a field that an older table had is told too") func unknownField() {
        #expect(
            differences(.opalUAR, [:], ["sunset": true]) == [
                FieldDifference(path: "sunset", declared: nil, recorded: true)
            ])
    }
}
