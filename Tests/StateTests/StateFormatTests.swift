import Calendars
import Campaigns
import JSON
import State
import Support
import Testing

@Suite("The format of state")
struct StateFormatTests {
    private static let identity = StateIdentity(world: .real, lineage: "6f1c")

    private func written(_ contents: StateContents) async throws -> (text: String, read: StateContents) {
        let files = MemoryFileSystem()
        let store = LocalStateStore(path: "state.json", files: files, clock: ManualClock(advancesItself: true))
        try await store.create(contents)
        let bytes = try #require(try files.read("state.json"))
        return (String(decoding: bytes, as: UTF8.self), try await store.read(expecting: Self.identity))
    }

    /// A state with every member that there is.
    private var full: StateContents {
        let now = StateStoreTests.now
        let recurring = Address(campaign: "sox", period: "2027-Q1", review: "opal")
        let calls = [
            Call(step: .create, path: "/uars", body: ["name": "SOX \"Q1\"", "all": [1, 2.5, .null, true, [:]]])
        ]
        let record = Record(
            address: recurring, platform: "opal", kind: .opalUAR, name: "SOX", vendorID: "v", vendorState: "ACTIVE",
            createdAt: Instant(seconds: now.seconds, nanoseconds: 5), due: now, calls: calls, resolved: ["start": now],
            localDates: ["deadline": "2027-01-29 UTC"], evidence: .listing,
            provenance: Provenance(manifest: "c.yaml", commit: "abc", actor: "dana"), attempt: "t1")
        let bare = Record(
            address: Address(campaign: "bare", review: "cakewalk"), platform: "cakewalk", kind: .cakewalkAccessReview,
            name: "B", vendorID: nil, createdAt: now, due: now, calls: [], evidence: .adopted)
        var unknown = StateStoreTests.intent("unknown")
        unknown.namesakes = []
        var made = StateStoreTests.intent("made")
        made.namesakes = ["n1", "n2"]
        made.resolved = ["start": now]
        made.vendorState = "DRAFT"
        made.user = "u1"
        made.lastCall = now.adding(seconds: 60)
        made.evidence = .listing
        made.progress = .made(vendorID: nil, at: now, done: [.create, .scope], stopped: "the vendor said no")
        var contents = StateContents(
            world: .real, lineage: "6f1c", serial: 7,
            platforms: ["opal": .init(host: "api.opal.dev", tenant: "acme"), "cakewalk": .init(host: "h")],
            records: [record.address: record, bare.address: bare],
            intents: [unknown.address: unknown, made.address: made],
            settled: SettledManifests(
                basis: "b",
                files: [
                    "c.yaml": .init([1], addresses: [recurring, bare.address]), "é/d.yaml": .init([], addresses: []),
                ]))
        contents.ignored = [
            bare.address: ["other": .init(actor: "dana", at: now), "another": .init(actor: nil, at: now)]
        ]
        return contents
    }

    @Test("gives back all that was written")
    func roundTrip() async throws { #expect(try await written(full).read == full) }

    @Test("is the same bytes for the same state, in whatever order its parts came")
    func canonical() async throws {
        var turned = full
        turned.records = Records(
            Dictionary(uniqueKeysWithValues: full.records.values.reversed().map { ($0.address, $0) }))
        let address = Address(campaign: "sox", period: "2027-Q1", review: "opal")
        turned.records[address]?.calls[ifThere: 0]?.body = ["all": [1, 2.5, .null, true, [:]], "name": "SOX \"Q1\""]
        #expect(turned == full)
        #expect(try await written(turned).text == (try await written(full).text))
    }

    @Test("is text that a person can read, its format first")
    func golden() async throws {
        let record = Record(
            address: Address(campaign: "sox", period: "2027-Q1", review: "opal"), platform: "opal", kind: .opalUAR,
            name: "SOX", vendorID: "v", createdAt: StateStoreTests.now, due: StateStoreTests.now,
            calls: [Call(step: .create, path: "/uars", body: ["name": "SOX"])], attempt: "t1")
        let small = StateContents(
            world: .real, lineage: "6f1c", serial: 1, platforms: ["opal": .init(host: "api.opal.dev")],
            records: [record.address: record],
            settled: SettledManifests(
                basis: "b",
                files: ["campaigns/sox.yaml": .init(Array("campaign: sox".utf8), addresses: [record.address])]))
        #expect(try await written(small).text == Self.golden)
    }

    private static let golden = """
        {
          "format": "muster.state/2",
          "intents": {},
          "lineage": "6f1c",
          "platforms": {
            "opal": {
              "host": "api.opal.dev"
            }
          },
          "resources": {
            "sox@2027-Q1/opal": {
              "attempt": "t1",
              "calls": [
                {
                  "body": {
                    "name": "SOX"
                  },
                  "method": "POST",
                  "path": "/uars",
                  "step": "create"
                }
              ],
              "createdAt": "2027-01-15T08:00:00Z",
              "digest": "ff111b97f9a6c2bb032d04ee6574adfd82f2f5d5b8e424df1d78ee911fdb28cd",
              "due": "2027-01-15T08:00:00Z",
              "evidence": "answer",
              "id": "v",
              "kind": "opal.uar",
              "name": "SOX",
              "period": "2027-Q1",
              "platform": "opal"
            }
          },
          "serial": 1,
          "settled": {
            "basis": "b",
            "files": {
              "campaigns/sox.yaml": {
                "addresses": [
                  "sox@2027-Q1/opal"
                ],
                "digest": "5bcf2ed126a262c366cf1dc153da4e32ea77d7302f4cecc38655a2e39f55dc7a"
              }
            }
          },
          "world": "real",
          "digest": "b84614db27e5350d39075b58e41467b5353829bed5f8d5d3f51c315e92f26c04"
        }

        """
}
