import JSON
import Calendars
import Campaigns
import Commands
import Diagnostics
import Manifests
import Planning
import State
import Support
import Testing

/// A plan made without reading settled manifests again must say what it would say having read them.
@Suite("Manifests that are settled")
struct SettledReadingTests {
    private static let project = "version: 1\nplatforms: { opal: {}, cakewalk: {} }\n"

    private static func campaign(_ name: String, title: String, more: String = "") -> String {
        """
        campaign: \(name)
        name: \(title)
        due: 2099-01-29
        \(more)
        reviews:
          opal:
            reviewer_assignment_policy: MANUALLY
            send_reviewer_assignment_notification: true
            self_review_allowed: false
            uar_scope: { tags: [{ key: team, value: \(name) }] }
          cakewalk:
            accessReviewType: Manager
            createdByUserId: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111
            workAppIds: all

        """
    }

    private static let files = [
        "muster.yaml": project, "a.yaml": campaign("a", title: "A"), "b.yaml": campaign("b", title: "B"),
        "c.yaml": campaign("c", title: "C") + "---\n" + campaign("d", title: "D"),
    ]
    private static let now = Instant(seconds: 1_800_000_000)

    private func open(_ files: [String: String]) -> OpenedProject {
        ProjectLoader.open(MemoryFolder(files), at: ".", shownFolder: "shown/")
    }

    private func loaded(_ files: [String: String]) async -> LoadedProject {
        await ProjectLoader.load(
            open(files), in: MemoryFolder(files), isSandbox: true, at: Instant(seconds: 1_800_000_000))
    }

    /// The state that an apply of the files leaves.
    private func applied(_ files: [String: String] = Self.files) async -> StateContents {
        let loaded = await loaded(files)
        #expect(!loaded.diagnostics.hasErrors)
        let records = loaded.resources.map { resource in
            Record(
                address: resource.address, platform: resource.platform, kind: resource.kind, name: resource.name,
                vendorID: "v", createdAt: Self.now, due: resource.due, calls: resource.calls,
                localDates: resource.localDates)
        }
        var state = StateContents(world: .sandbox, lineage: nil)
        state.records = Records(Dictionary(records.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first }))
        state.settled = loaded.settled(in: state, basis: SettledReading.basis(of: open(files)))
        return state
    }

    private func plan(_ loaded: LoadedProject, settled: Set<Address> = [], _ state: StateContents) -> Plan {
        Planner.plan(
            loaded.resources, settled: settled, state: state, at: Self.now, guardrails: Guardrails(),
            platforms: loaded.project?.platforms ?? [:])
    }

    /// Reads the files with this state in both ways, and expects the same of both. How many manifests were passed over.
    private func passedOver(_ files: [String: String], _ state: StateContents) async -> Int {
        let short = await SettledReading(
            open(files), in: MemoryFolder(files), isSandbox: true, at: Instant(seconds: 1_800_000_000), state)
        let whole = await loaded(files)
        #expect(short.loaded.diagnostics == whole.diagnostics)
        let (quick, full) = (plan(short.loaded, settled: short.addresses, state), plan(whole, state))
        for action in PlanEntry.Action.allCases {
            #expect(quick.count(of: action) == full.count(of: action), "\(action)")
        }
        #expect(quick.diagnostics == full.diagnostics)
        #expect(quick.tidiedAway == full.tidiedAway)
        let shown = { (plan: Plan) in plan.entries.filter { $0.action != .unchanged }.map(\.address) }
        #expect(shown(quick) == shown(full))
        return short.loaded.passedOver.count
    }

    private func intent(_ record: Record) -> Intent {
        Intent(
            attempt: "t", address: record.address, platform: record.platform, host: "h", kind: record.kind,
            name: record.name, due: record.due, begun: Self.now, calls: record.calls)
    }

    @Test("are not read again while nothing changes")
    func unchanged() async {
        let state = await applied()
        #expect(await passedOver(Self.files, state) == 3)
        #expect(plan(await loaded(Self.files), state).count(of: .unchanged) == 8)
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let passedOver: Int
        let make: @Sendable (inout [String: String]) -> Void

        init(_ description: String, passesOver count: Int, _ make: @escaping @Sendable (inout [String: String]) -> Void)
        {
            testDescription = description
            passedOver = count
            self.make = make
        }
    }

    @Test(
        "are read again where a change may concern them",
        arguments: [
            Change("a scope is widened", passesOver: 2) {
                $0["a.yaml"] = $0["a.yaml"]?.replacing("{ tags: [{ key: team, value: a }] }", with: "all")
            },
            Change("a comment", passesOver: 2) { $0["a.yaml"]? += "# said later\n" },
            Change("a fault", passesOver: 2) { $0["a.yaml"]? += "nonsense: 1\n" },
            Change("no YAML at all", passesOver: 2) { $0["a.yaml"] = "{" },
            Change("a file less", passesOver: 2) { $0["a.yaml"] = nil },
            Change("a file under another name", passesOver: 2) {
                $0["team/a.yaml"] = $0["a.yaml"]
                $0["a.yaml"] = nil
            },
            Change("a file more", passesOver: 3) { $0["e.yaml"] = campaign("e", title: "E") },
            Change("a file twice", passesOver: 0) { $0["e.yaml"] = $0["a.yaml"] },
            Change("a campaign of a name that is there", passesOver: 0) { $0["e.yaml"] = campaign("d", title: "E") },
            Change("a review of a name that is there", passesOver: 0) { $0["e.yaml"] = campaign("e", title: "D") },
            Change("two files change places", passesOver: 1) {
                ($0["a.yaml"], $0["b.yaml"]) = ($0["b.yaml"], $0["a.yaml"])
            },
            Change("a former name that is there", passesOver: 0) {
                $0["e.yaml"] = campaign("e", title: "E", more: "formerly: [a]")
            },
            Change("a rename", passesOver: 2) { $0["a.yaml"] = campaign("e", title: "A", more: "formerly: [a]") },
            Change("a campaign goes from one file to another", passesOver: 1) {
                $0["c.yaml"] = campaign("c", title: "C")
                $0["a.yaml"]? += "---\n" + campaign("d", title: "D")
            },
            Change("a default of all", passesOver: 0) {
                $0["muster.yaml"] = $0["muster.yaml"]?.replacing(
                    "opal: {}", with: "opal: { defaults: { opal.uar: { instructions: Look closely } } }")
            },
            Change("a comment in muster.yaml", passesOver: 0) { $0["muster.yaml"]? += "# said later\n" },
            Change("files that are no longer included", passesOver: 0) { $0["muster.yaml"]? += "include: [a.yaml]\n" },
        ])
    func changed(_ change: Change) async {
        var files = Self.files
        change.make(&files)
        #expect(await passedOver(files, await applied()) == change.passedOver)
    }

    @Test("are none whose reviews state has otherwise than declared, or not at all")
    func records() async throws {
        let (a, b) = (Address(campaign: "a", review: "opal"), Address(campaign: "b", review: "cakewalk"))
        let whole = await applied()
        func settled(_ change: (inout StateContents) -> Void) async -> Set<String> {
            var state = whole
            change(&state)
            return Set(await loaded(Self.files).settled(in: state, basis: "b")?.files.keys.sorted() ?? [])
        }
        #expect(await settled { _ in } == ["a.yaml", "b.yaml", "c.yaml"])
        #expect(await settled { $0.records[a] = nil } == ["b.yaml", "c.yaml"])
        #expect(await settled { $0.records[a]?.calls[ifThere: 0]?.body = [:] } == ["b.yaml", "c.yaml"])
        #expect(await settled { $0.records[a]?.name = "Other" } == ["b.yaml", "c.yaml"])
        #expect(await settled { $0.records[b]?.due = Self.now } == ["a.yaml", "c.yaml"])
        let record = try #require(whole.records[a])
        let intent = intent(record)
        #expect(await settled { $0.intents[a] = intent } == ["b.yaml", "c.yaml"])
    }

    @Test("are none with a warning or a former name")
    func manifests() async {
        var files = Self.files
        files["a.yaml"] = Self.campaign("a", title: "A", more: "formerly: [z]")
        files["e.yaml"] = Self.campaign("e", title: "E").replacing("MANUALLY", with: "BY_THE_MOON")
        let state = await applied(files)
        #expect(state.settled?.files.keys.sorted() == ["b.yaml", "c.yaml"])
        #expect(await passedOver(files, state) == 2)
    }

    @Test(
        "are none by the word of another Muster, other zone data or another muster.yaml, or while something is under way"
    )
    func void() async throws {
        var state = await applied()
        state.settled?.basis = "of another"
        #expect(await passedOver(Self.files, state) == 0)
        state = await applied()
        let address = Address(campaign: "a", review: "opal")
        let record = try #require(state.records[address])
        state.intents[address] = intent(record)
        #expect(await passedOver(Self.files, state) == 0)
    }

    @Test("are none any more after an event, and as they were where a state holds the event already")
    func events() async throws {
        let state = await applied()
        let forgotten = state.folding([.forgot(address: Address(campaign: "a", review: "opal"))])
        #expect(forgotten.settled == nil)
        #expect(await passedOver(Self.files, forgotten) == 0)
        let known = state.folding([.platform(name: "opal", identity: .init(host: "h"))])
        var settled = known
        settled.settled = state.settled
        #expect(settled.folding([.platform(name: "opal", identity: .init(host: "h"))]) == settled)
    }
}
