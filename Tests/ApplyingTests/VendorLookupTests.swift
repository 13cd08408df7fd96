import Applying
import Calendars
import Campaigns
import Diagnostics
import JSON
import State
import Support
import Testing
import Transport

@Suite("What a vendor has, looked up for a person")
struct VendorLookupTests {
    private static let now = ApplierTests.now

    private func lookup(_ body: JSONValue) throws -> VendorLookup {
        let clock = ManualClock(Self.now, advancesItself: true)
        let client = ModelClient { _ in Answer(status: 200, body: JSONWriter.write(body)) }
        let session = try VendorSession(
            credential: .opal(token: Secret("t")), declared: try BaseURL("https://x.example/v1"), client: client,
            clock: clock, limiter: RateLimiter(limit: nil, clock: clock), version: "test")
        return VendorLookup(
            session, clock: clock, provenance: Provenance(actor: "me"), maxWait: 1, interruption: Interruption())
    }

    private func resource(_ kind: Kind = .opalUAR) -> Resource {
        let name = kind == .opalUAR ? "name" : "displayName"
        return Resource(
            address: Address(campaign: "c", review: "r"), platform: "p", kind: kind, name: "N",
            due: Self.now.adding(seconds: 900), fields: [name: "N"],
            calls: [Call(step: .create, path: "/x", body: .object([name: "N"]))],
            location: SourceLocation(file: "c.yaml", range: .start))
    }

    @Test("what is adopted is what was asked for, and state says that a person took it")
    func adopted() async throws {
        let review: JSONValue = ["uar_id": "u1", "name": "N", "deadline": "2027-01-29T22:59:59Z"]
        let adoption = try await lookup(review).adoption(of: resource(), as: "u1")
        #expect(adoption.record.vendorID == "u1")
        #expect(adoption.record.evidence == .adopted)
        #expect(adoption.record.provenance.actor == "me")
        await #expect(throws: LookupFailure.self, "the answer is about another one") {
            try await lookup(review).adoption(of: resource(), as: "u2")
        }
    }

    @Test("what someone deleted is not offered for adoption")
    func deleted() async throws {
        let campaigns = [("a1", "DRAFT"), ("a2", "DELETED")].map { id, state -> JSONValue in
            [
                "accessReview": [
                    "id": .string(id), "displayName": "N", "state": .string("ACCESS_REVIEW_STATE_\(state)"),
                ]
            ]
        }
        let found = try await lookup(["list": .array(campaigns), "nextPageToken": ""]).namesakes(
            of: [resource(.conductorOneAccessReview)], in: StateContents(world: .real, lineage: "l"),
            markerLineage: "l")
        #expect(found == [resource().address: ["a1"]])
    }
}
