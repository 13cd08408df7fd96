import JSON
import Applying
import Calendars
import Campaigns
import Diagnostics
import JSON
import Manifests
import Planning
import State
import Support
import Testing

/// Reviews that take the vendor's id of another one.
@Suite("References between reviews")
struct ReviewReferenceTests {
    private static let project = "version: 1\nplatforms: { conductorone: {}, opal: {} }\n"

    private static func campaign(
        _ name: String, _ from: String? = nil, when: String = "due: 2027-01-29", title: String? = nil
    ) -> String {
        """
        campaign: \(name)
        name: \(title ?? name.uppercased())
        \(when)
        reviews:
          conductorone:
            ownerIds: [ o ]
            policyId: p
            scopeType: ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS
        \(from.map { "    duplicateFrom: ${review:\($0)}" } ?? "    scopeV2: { appAccess: {}, allUsers: {}, allAccounts: {}, allGrants: {} }")

        """
    }

    private func loaded(_ campaigns: String...) async -> LoadedProject {
        await loadProject([
            "muster.yaml": Self.project, "campaign.yaml": campaigns.joined(separator: "---\n"),
        ])
    }

    private func plan(_ loaded: LoadedProject, _ state: StateContents = StateContents(world: .sandbox, lineage: nil))
        -> Plan
    {
        Planner.plan(
            loaded.resources, state: state, at: Instant(seconds: 1_800_000_000), guardrails: Guardrails(),
            platforms: [:])
    }

    private static func record(_ resource: Resource, id: String?) -> Record {
        Record(
            address: resource.address, platform: resource.platform, kind: resource.kind, name: resource.name,
            vendorID: id,
            createdAt: Instant(seconds: 1_799_900_000), due: resource.due, covers: resource.recurrence?.covers,
            calls: resource.calls, names: resource.recordedNames)
    }

    @Test("take the id from state, or wait for what is created before them")
    func states() async throws {
        let loaded = await loaded(
            Self.campaign("a"), Self.campaign("b", "a/conductorone"), Self.campaign("c", "b/conductorone"))
        #expect(loaded.diagnostics.map(\.message) == [])
        let first = plan(loaded)
        #expect(first.entries.map(\.action) == [.create, .create, .create])
        #expect(first.entries.map { $0.waitsFor.map(\.description) } == [[], ["a/conductorone"], ["b/conductorone"]])
        #expect(
            try first.entries.at(1).reasons == ["the id of a/conductorone is known after apply, which creates it first"]
        )
        var order = CreationOrder(first.entries)
        var state = StateContents(world: .sandbox, lineage: nil)
        var turns: [[String]] = []
        while !order.isEmpty {
            let turn = order.nextTurn(state)
            #expect(turn.held.isEmpty)
            turns.append(turn.ready.map(\.address.campaign))
            for entry in turn.ready {
                let resource = try #require(entry.resource)
                state.records[entry.address] = Self.record(resource, id: "id-" + entry.address.campaign)
            }
        }
        #expect(turns == [["a"], ["b"], ["c"]])
        let record = try #require(state.records[Address(campaign: "c", review: "conductorone")])
        #expect(record.calls.first?.body["duplicateFrom"] == "id-b")
        #expect(record.names == ["${review:b/conductorone}": "id-b"])
        // What was created so is as it is declared; and what comes later takes the id from state.
        let again = plan(loaded, state)
        #expect(again.entries.map(\.action) == [.unchanged, .unchanged, .unchanged])
        state.records[Address(campaign: "c", review: "conductorone")] = nil
        let last = try plan(loaded, state).entries.at(2)
        #expect(last.action == .create && last.waitsFor.isEmpty)
        #expect(last.resource?.calls.first?.body["duplicateFrom"] == "id-b")
    }

    @Test("what a saved plan says by name or review is the same once its id is known, be it done or begun")
    func consent() async throws {
        let loaded = await loaded(Self.campaign("a"), Self.campaign("b", "a/conductorone"))
        let saved = try SavedPlan.read(
            JSONWriter.write(
                SavedPlan.document(
                    plan(loaded), identity: StateIdentity(world: .sandbox, lineage: nil), isInstantGiven: false)))
        var state = StateContents(world: .sandbox, lineage: nil)
        let (a, b) = try (loaded.resources.at(0), loaded.resources.at(1))
        // Killed after the first: the second has the id of the first by now.
        state.records[a.address] = Self.record(a, id: "id-a")
        guard case .given = Consent(of: saved, to: plan(loaded, state)) else {
            Issue.record("it is stale, though only what it says was done")
            return
        }
        let filled = try b.filled(b.reviews.at(0), by: "id-a")
        state.records[b.address] = Self.record(filled, id: "id-b")
        guard case .given(_, leftOut: []) = Consent(of: saved, to: plan(loaded, state)) else {
            Issue.record("it is stale, though all that it says was done")
            return
        }
        // Another body is another.
        state.records[b.address]?.calls[ifThere: 0]?.body = ["duplicateFrom": "id-x"]
        guard case .stale = Consent(of: saved, to: plan(loaded, state)) else {
            Issue.record("it consents to what it doesn't say")
            return
        }
    }

    @Test("and names are never sent in place of ids, whoever forgot to look them up")
    func neverSent() async throws {
        let named = """
            campaign: n
            name: N
            due: 2099-01-29
            reviews:
              cakewalk:
                accessReviewType: Manager
                createdByUserId: ${user:dana@acme.example}
                workAppIds: all

            """
        for campaigns in [
            named,
            Self.campaign("a", when: "due: 2099-01-29") + "---\n"
                + Self.campaign("b", "a/conductorone", when: "due: 2099-01-29"),
        ] {
            let world = try await World()
            let result = try await world.apply(campaigns)
            let refused = result.ends.filter { $0.outcome.result == .failed }
            #expect(refused.map(\.outcome.message) == ["not begun: names in it have no ids"])
            #expect(await world.made == result.ends.count - 1)
            #expect(try await world.store.read(expecting: World.identity).intents.isEmpty)
        }
    }

    @Test("hold back only what depends on one that was not created")
    func failed() async throws {
        let loaded = await loaded(
            Self.campaign("a"), Self.campaign("b", "a/conductorone"), Self.campaign("c", "b/conductorone"),
            Self.campaign("d"))
        var order = CreationOrder(plan(loaded).entries)
        var state = StateContents(world: .sandbox, lineage: nil)
        let first = order.nextTurn(state)
        #expect(first.ready.map(\.address.campaign) == ["a", "d"])
        let second = order.nextTurn(state)
        #expect(second.ready.isEmpty)
        #expect(second.held.map(\.address.campaign) == ["b"])
        #expect(second.held.first?.faults.map(\.code) == [.missingReview])
        #expect(order.nextTurn(state).held.map(\.address.campaign) == ["c"])
        #expect(order.isEmpty)
        state.records = [:]
    }

    @Test("mean the last review before a period, whichever was opened")
    func previous() async throws {
        let when = "schedule: { every: quarter, start: 2026-07-01 }\ndue: 14d"
        let sox = Self.campaign("sox", "sox@previous/conductorone", when: when, title: "S ${period}")
        let loaded = await loadProject(
            ["muster.yaml": Self.project, "a.yaml": sox], at: Instant(seconds: 1_798_800_000))
        let none = Planner.plan(
            loaded.resources, state: StateContents(world: .sandbox, lineage: nil), at: Instant(seconds: 1_798_800_000),
            guardrails: Guardrails(), platforms: [:])
        #expect(none.entries.map(\.action) == [.held, .upcoming])
        #expect(try none.entries.at(0).faults.first?.message.contains("there is no review before it") == true)
        // Of the two that state has, the later one, though a quarter was passed over since.
        var state = StateContents(world: .sandbox, lineage: nil)
        for (number, key) in ["2026-Q1", "2026-Q2"].enumerated() {
            var record = try Self.record(loaded.resources.at(0), id: "id-\(key)")
            record.address.period = key
            record.covers =
                Instant(
                    seconds: 1_770_000_000 + number * 7_800_000)..<Instant(seconds: 1_777_000_000 + number * 7_800_000)
            record.due = record.covers?.upperBound ?? record.due
            state.records[record.address] = record
        }
        let next = Planner.plan(
            loaded.resources, state: state, at: Instant(seconds: 1_798_800_000), guardrails: Guardrails(),
            platforms: [:])
        let entry = try #require(next.entries.first { $0.action == .create })
        #expect(entry.resource?.calls.first?.body["duplicateFrom"] == "id-2026-Q2")
    }

    @Test("are refused where they wait for each other, and the cycle is shown")
    func cycle() async throws {
        let loaded = await loaded(
            Self.campaign("a", "c/conductorone"), Self.campaign("b", "a/conductorone"),
            Self.campaign("c", "b/conductorone"),
            Self.campaign("d", "a/conductorone"), Self.campaign("e", "e/conductorone"))
        #expect(
            loaded.diagnostics.map(\.message) == [
                "reviews wait for each other: `a/conductorone` -> `c/conductorone` -> `b/conductorone` -> `a/conductorone`",
                "reviews wait for each other: `e/conductorone` -> `e/conductorone`",
            ])
    }

    @Test("are held back where nobody has the other one, it is of another kind, opens later or is held itself")
    func missing() async throws {
        let typo = await loaded(Self.campaign("alpha"), Self.campaign("b", "alpah/conductorone"))
        #expect(plan(typo).entries.map(\.action) == [.create, .held])
        #expect(try plan(typo).entries.at(1).faults.first?.fix == "did you mean `alpha/conductorone`?")
        let later = await loaded(
            Self.campaign("a", when: "opens: 2027-02-01\ndue: 2027-02-12"), Self.campaign("b", "a/conductorone"),
            Self.campaign("c", "b/conductorone"))
        #expect(plan(later).entries.map(\.action) == [.upcoming, .held, .held])
        #expect(try plan(later).entries.at(1).faults.first?.message.contains("which is upcoming") == true)
        var state = StateContents(world: .sandbox, lineage: nil)
        let pair = await loaded(Self.campaign("a"), Self.campaign("b", "a/conductorone"))
        var other = try Self.record(pair.resources.at(0), id: "x")
        (other.platform, other.kind) = ("opal", .opalUAR)
        state.records[other.address] = other
        #expect(plan(pair, state).entries.map(\.action).last == .held)
    }

    @Test(
        "are refused at the place where they can't stand, or are no address",
        arguments: [
            ("duplicateFrom: 1️⃣${review:nowhere}2️⃣", DiagnosticCode.unknownReference),
            ("duplicateFrom: 1️⃣${user:dana@acme.example}2️⃣", .unfittingName),
            ("duplicateFrom: x\n    policyId: 1️⃣${review:a/conductorone}2️⃣", .unfittingName),
        ])
    func refused(text: String, code: DiagnosticCode) async throws {
        let campaign = Self.campaign("b", "a/conductorone").replacing("    policyId: p\n", with: "")
            .replacing("duplicateFrom: ${review:a/conductorone}", with: text)
        let source = MarkedSource(
            text.contains("policyId")
                ? campaign : campaign.replacing("    scopeType", with: "    policyId: p\n    scopeType"))
        let loaded = await loaded(source.text)
        let errors = loaded.diagnostics.filter { $0.code != .widerThanWritten }
        #expect(errors.map(\.code) == [code], "\(errors.map(\.message))")
        #expect(errors.first?.location?.range == source["1️⃣", "2️⃣"])
    }
}
