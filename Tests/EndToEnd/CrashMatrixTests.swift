import Foundation
import JSON
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The built binary, killed at every named step, for each kind.
@Suite("Killed at a named step")
struct CrashMatrixTests {
    private static let project = """
        version: 1
        platforms:
          cakewalk: { settle: 1s }
          conductorone: { baseURL: https://acme.conductor.one, settle: 1s }
          opal: { settle: 1s }

        """

    /// The kind's block, where it stands, and where the stand-in keeps what it makes.
    static let kinds: [(kind: String, block: String, collection: String)] = [
        (
            "cakewalk.access-review",
            "reviews: { cakewalk: { accessReviewType: Manager, createdByUserId: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111, workAppIds: all } }",
            "reviews"
        ),
        (
            "conductorone.access-review",
            """
            reviews:
              conductorone:
                ownerIds: [o1]
                policyId: p1
                scopeType: ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS
                scopeV2: { specificResources: {}, allUsers: {}, allAccounts: {}, allGrants: {} }
                entitlements: [{ appId: a1, appEntitlementId: e1 }]
                autoStartCampaign: true
                scheduledStartDate: asap
            """, "reviews"
        ),
        (
            "opal.uar",
            "reviews: { opal: { reviewer_assignment_policy: MANUALLY, send_reviewer_assignment_notification: true, self_review_allowed: true, uar_scope: all } }",
            "uars"
        ),
        (
            "opal.request",
            "requests: { opal: { reason: For the auditor, duration_minutes: 60, resources: [{ id: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b112 }], groups: [], target_user_id: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b114 } }",
            "requests"
        ),
    ]

    /// Every named step, and for those that come again and again the first few times.
    static let steps =
        [
            "list.before", "list.after", "call.create.before", "call.create.after", "call.scope.before",
            "call.scope.after", "call.settings.before", "call.settings.after", "journal.header", "journal.removed",
        ]
        + ["journal.written", "journal.synced", "state.temporary", "state.renamed"].flatMap { step in
            (1...4).map { "\(step):\($0)" }
        }

    @Test("whatever step it is, the next runs make it exactly once, and state is what the vendor has", arguments: kinds)
    func killed(kind: String, block: String, collection: String) throws {
        var deaths = 0
        for step in Self.steps {
            var muster = try Muster()
            try muster.write(Self.project, to: "muster.yaml")
            try muster.write("campaign: c\nname: N\ndue: 2099-01-29\n\(block)\n", to: "campaigns/c.yaml")
            muster.environment["MUSTER_TEST_KILL_AT"] = step
            let first = try muster("apply", "--sandbox", "--yes")
            if first.isCrash { deaths += 1 }
            #expect(first.isCrash ? first.code == SIGKILL : first.code == 0, "\(step): \(first.errors)")
            muster.environment["MUSTER_TEST_KILL_AT"] = nil
            let next = try muster("apply", "--sandbox", "--yes")
            #expect(next.code == 0, "\(step): \(next.errors)")
            let made = try ids(muster, collection)
            #expect(made.count == 1, "\(step): \(made)")
            let state = try JSONReader.read(Array(muster.read(".muster/state.json").utf8))
            #expect(state["intents"]?.objectValue?.isEmpty == true, "\(step)")
            let record = state["resources"]?.objectValue?.members.first?.value
            #expect(record?["kind"]?.stringValue == kind, "\(step)")
            if kind != "cakewalk.access-review" {
                #expect(record?["id"]?.stringValue.map { [$0] } == made.sorted(), "\(step)")
            }
            #expect(!muster.exists(".muster/state.json.journal"), "\(step)")
            #expect(try muster("plan", "--sandbox").output == "Plan: 0 to create, 1 unchanged.\n", "\(step)")
        }
        #expect(deaths >= 12, "only \(deaths) steps were reached")
    }

    @Test("at 300 random instants, while vendors fail at random, each address comes to exist exactly once")
    func random() throws {
        let bench = Muster.binary.deletingLastPathComponent().appending(path: "muster-bench")
        var muster = try Muster()
        muster.environment = ["TMPDIR": muster.outsideFolder.path]
        let result = try muster.run(["crash", "--kills", "300", "--seed", "20270111"], by: bench, limit: 600)
        #expect(result.code == 0, "\(result.output)\(result.errors)")
        #expect(result.output.hasPrefix("300 kills in "), "\(result.output)")
    }

    /// The ids of what the stand-in has in a collection.
    private func ids(_ muster: Muster, _ collection: String) throws -> Set<String> {
        guard muster.exists(".muster/sandbox.jsonl") else { return [] }
        let effects = try muster.read(".muster/sandbox.jsonl").split(separator: "\n").map { line in
            try JSONReader.read(Array(line.utf8))
        }
        return Set(
            effects.filter { $0["collection"]?.stringValue == collection }.compactMap { $0["id"]?.stringValue })
    }
}
