import Campaigns
import Diagnostics
import JSON
import Manifests
import Support
import Testing
import Vendors

/// Nothing widens by accident: the fields that decide about what a review or request covers, taken from the vendors' descriptions,
/// are refused in every way in which they could mean more than what is written.
@Suite("Nothing widens by accident")
struct WideningTests {
    /// Fields that decide about how and by whom, and not about what. Every other field of a description must have its cases here.
    static let beside: [Kind: Set<String>] = [
        .cakewalkAccessReview: ["name", "description", "accessReviewType", "dueDate", "createdByUserId"],
        .opalUAR: [
            "name", "reviewer_assignment_policy", "send_reviewer_assignment_notification", "deadline", "time_zone",
            "self_review_allowed", "instantly_action_reviews", "reminder_schedule", "reminder_include_manager",
        ],
        .opalRequest: ["reason", "support_ticket", "duration_minutes", "custom_metadata"],
        .conductorOneAccessReview: [
            "displayName", "description", "ownerIds", "policyId", "completionDate", "notificationConfig", "expandMask",
            "reviewInstructions", "defaultView", "autoResolve", "usePolicyOverride", "autoGenerateReport",
            "autoStartCampaign", "scheduledStartDate", "accuracyIssueAction", "autoCloseCampaign", "autoCloseDecision",
            "columnConfig", "signatureConfig", "reviewerAttributeConfig", "exemptCertifiedAccessConflicts",
        ],
    ]

    /// What looks wide, and is taken all the same, with the reason.
    static let allowed: [Kind: [String: String]] = [
        .cakewalkAccessReview: ["workAppIds all": "the description's own word"],
        .opalUAR: ["uar_scope all": "the description's own word"],
        .opalRequest: [:],
        .conductorOneAccessReview: [
            "duplicateFrom absent": "the scope is stated", "duplicateFrom null": "the scope is stated",
            "inclusionScope absent": "it adds to the scope", "inclusionScope null": "it adds to the scope",
            "scopeV2.principalTypeFilter absent": "documented: users",
            "scopeV2.principalTypeFilter PRINCIPAL_TYPE_FILTER_UNSPECIFIED": "documented: users",
            "scopeV2.excludedSpecificResources absent": "it leaves out",
            "scopeV2.excludedSpecificResources null": "it leaves out",
            "scopeV2.excludedResourceTypeSelections absent": "it leaves out",
            "scopeV2.excludedResourceTypeSelections null": "it leaves out",
        ],
    ]

    /// Members that are sound and narrow nothing down by themselves.
    static let narrowsNothing: [Kind: Set<String>] = [
        .opalUAR: ["uar_scope.group_visibility", "uar_scope.filter_operator", "uar_scope.include_group_bindings"]
    ]

    /// Members that count only beside another, and so are refused alone.
    private static func needsPartner(_ path: String) -> Bool {
        path.hasSuffix("AccessProfileIds") || path.contains(".grantsAddedBetween")
    }

    static let kinds: [Widenings] = [
        Widenings(
            kind: .cakewalkAccessReview,
            bases: [
                (
                    ["accessReviewType": "Manager", "createdByUserId": .string(uuid), "workAppIds": [.string(uuid)]],
                    ["workAppIds"]
                )
            ]),
        Widenings(kind: .opalUAR, bases: [(uar, ["uar_scope"])]),
        Widenings(
            kind: .opalRequest,
            bases: [
                (request, ["target_user_id"]), (request, ["resources"]),
                (request.with(["resources": [], "groups": [["id": .string(uuid)]]]), ["groups"]),
                (request.with(["target_user_id": nil, "target_group_id": .string(uuid)]), ["target_group_id"]),
            ]),
        Widenings(kind: .conductorOneAccessReview, bases: conductorOne),
    ]

    private static let uuid = "5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111"

    private static let uar: JSONObject = [
        "reviewer_assignment_policy": "MANUALLY", "send_reviewer_assignment_notification": true,
        "self_review_allowed": false, "time_zone": "UTC", "uar_scope": ["names": ["x"]],
    ]

    private static let request: JSONObject = [
        "reason": "Audit", "duration_minutes": 60, "resources": [["id": .string(uuid)]], "groups": [],
        "target_user_id": .string(uuid),
    ]

    private static let conductorOne: [(block: JSONObject, path: [String])] = {
        let everything: JSONObject = ["appAccess": [:], "allUsers": [:], "allAccounts": [:], "allGrants": [:]]
        let selections: JSONObject = [
            "specificResources": ["entitlements": [["appId": "a", "appEntitlementId": "e"]]],
            "resourceTypeSelections": ["resourceTypeSelections": [["appId": "a", "resourceTypeId": "t"]]],
        ]
        func block(_ type: String, _ scope: JSONObject, _ others: JSONObject = [:]) -> JSONObject {
            let block: JSONObject = [
                "ownerIds": ["o"], "policyId": "p", "scopeType": .string("ACCESS_REVIEW_SCOPE_TYPE_" + type),
                "scopeV2": .object(scope),
            ]
            return block.with(others)
        }
        let scopeV2 = Kind.conductorOneAccessReview.fields.first { $0.name == "scopeV2" }?.type
        guard case .object(let members, let oneOf)? = scopeV2 else { return [] }
        let whole = block("BY_ENTITLEMENTS", everything)
        var bases: [(block: JSONObject, path: [String])] = [
            (whole, ["scopeType"]), (whole.with(["duplicateFrom": "d"]), ["duplicateFrom"]),
            (whole.with(["inclusionScope": ["userIds": ["u"]]]), ["inclusionScope"]),
        ]
        for member in members {
            let group = oneOf.first { $0.members.contains(member.name) }?.name
            let path = ["scopeV2", member.name]
            switch group {
            case "access_conflicts_scope": bases.append((block("BY_ACCESS_CONFLICTS", [member.name: [:]]), path))
            case "resource_scope": bases.append((block("BY_RESOURCE", [member.name: [:]]), path))
            case nil where member.name == "scopeRoleSelection":
                bases.append((block("BY_RESOURCE", [member.name: [:]]), path))
            case nil, "excluded_apps_and_resources_scope": bases.append((whole, path))
            case .some(let group):
                // The choice that stands in `everything` makes room for this one.
                let rivals = oneOf.first { $0.name == group }?.members ?? []
                let others = everything.members.filter { !rivals.contains($0.key) }
                let lists = selections[member.name]?.objectValue ?? [:]
                let base = block("BY_ENTITLEMENTS", JSONObject(members: others), lists)
                bases.append((base, path))
                for list in lists.keys {
                    bases.append(
                        (block("BY_ENTITLEMENTS", JSONObject(members: others).with([member.name: [:]]), lists), [list]))
                }
            }
        }
        bases.append((whole, ["scopeV2"]))
        return bases
    }()

    private func diagnostics(_ sample: Widening) async -> [Diagnostic] {
        let platform = sample.kind.vendor.rawValue
        let loaded = await loadProject([
            "muster.yaml": "version: 1\nplatforms: { \(platform): {} }\n", "c.yaml": sample.campaign,
        ])
        #expect(loaded.diagnostics.hasErrors || !loaded.resources.isEmpty)
        return loaded.diagnostics.filter { $0.severity == .error }
    }

    private func isAlone(_ sample: Widening) -> Bool {
        sample.way == "alone" && !(Self.narrowsNothing[sample.kind] ?? []).contains(sample.path)
    }

    @Test(
        "every field of every description decides about the scope and is tested here, or is known not to",
        arguments: Kind.allCases)
    func classified(kind: Kind) throws {
        let widenings = try #require(Self.kinds.first { $0.kind == kind })
        let tested = Set(widenings.bases.compactMap(\.path.first))
        let beside = Self.beside[kind] ?? []
        #expect(tested.isDisjoint(with: beside))
        #expect(tested.union(beside) == Set(kind.fields.map(\.name)), "a new field needs its place here")
        // A field that has a word for everything is wide without it.
        #expect(Set(kind.fields.filter { $0.all != nil }.map(\.name)).isSubset(of: tested))
        if kind == .conductorOneAccessReview {
            let members = kind.fields.first { $0.name == "scopeV2" }?.type.fields.map(\.name) ?? []
            #expect(Set(widenings.bases.filter { $0.path.count == 2 }.compactMap(\.path.last)) == Set(members))
        }
    }

    @Test(
        "what is stated in a sound way is taken, so that each refusal below is about the width",
        arguments: Kind.allCases)
    func sound(kind: Kind) async throws {
        let widenings = try #require(Self.kinds.first { $0.kind == kind })
        var refused: [String] = []
        for sample in widenings.sound + widenings.all.filter(isAlone) where !Self.needsPartner(sample.path) {
            let found = await diagnostics(sample)
            if !found.isEmpty { refused.append("\(sample.name): \(found.map(\.message))") }
        }
        #expect(refused == [])
    }

    @Test("each way of being wide is refused, but those that are known to be meant", arguments: Kind.allCases)
    func refused(kind: Kind) async throws {
        let widenings = try #require(Self.kinds.first { $0.kind == kind })
        var taken: Set<String> = []
        var codes: [DiagnosticCode: Int] = [:]
        for sample in widenings.all where !isAlone(sample) {
            let found = await diagnostics(sample)
            if found.isEmpty { taken.insert(sample.name) }
            for code in Set(found.map(\.code)) { codes[code, default: 0] += 1 }
        }
        #expect(taken.sorted() == (Self.allowed[kind] ?? [:]).keys.sorted())
        let expected: Set<DiagnosticCode> = [
            .widerThanWritten, .invalidValue, .wrongType, .missingField, .unknownEnumValue, .missingRequiredPartner,
            .invalidDate,
        ]
        #expect(Set(codes.keys).isSubset(of: expected), "\(codes.map { "\($0.key.rawValue) \($0.value)" })")
        #expect(codes[.widerThanWritten] != nil)
    }

    @Test(
        "what a description says of a field that is left out, or empty, is why that is refused",
        arguments: Kind.allCases)
    func meanings(kind: Kind) async throws {
        let widenings = try #require(Self.kinds.first { $0.kind == kind })
        for field in kind.fields where field.absentMeans != nil {
            let sample = try #require(widenings.all.first { $0.path == field.name && $0.way == "absent" })
            #expect(await diagnostics(sample).map(\.code) == [.widerThanWritten], "\(field.name)")
        }
        for field in kind.fields where field.emptyMeans != nil {
            let samples = widenings.all.filter { $0.path == field.name && ["[]", "{}"].contains($0.way) }
            for sample in samples { #expect(await !diagnostics(sample).isEmpty, "\(field.name)") }
        }
    }

    @Test("`all` is what the description sends for it, and the plan says it in words", arguments: Kind.allCases)
    func all(kind: Kind) throws {
        for field in kind.fields {
            guard let all = field.all, let base = Self.kinds.first(where: { $0.kind == kind })?.bases.first?.block
            else {
                continue
            }
            let fields = base.with([field.name: "all"])
            let vendorKind = kind.vendorKind
            let body = vendorKind.calls(for: fields, marker: nil).first { $0.step == field.step }?.body
            #expect(body?[field.name] == all.sends)
            #expect(vendorKind.consequences(of: fields).contains { $0.contains(all.meaning) }, "\(all.meaning)")
            #expect(!vendorKind.consequences(of: base).contains { $0.contains(all.meaning) })
        }
    }
}

extension JSONObject {
    fileprivate func with(_ changes: KeyValuePairs<String, JSONValue?>) -> JSONObject {
        changes.reduce(into: self) { $0[$1.key] = $1.value }
    }

    fileprivate func with(_ changes: JSONObject) -> JSONObject {
        changes.members.reduce(into: self) { $0[$1.key] = $1.value }
    }
}

extension Kind {
    /// The vendor's own description.
    var fields: [Field] { vendorKind.fields }
}
