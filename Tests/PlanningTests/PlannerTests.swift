import Calendars
import Campaigns
import Diagnostics
import JSON
import Planning
import State
import Testing
import Vendors

@Suite("A plan")
struct PlannerTests {
    static let now = Instant(seconds: 1_800_000_000)
    static let place = SourceLocation(file: "c.yaml", range: .start)

    static func resource(
        _ campaign: String = "c", name: String = "N", opens: Int? = nil, due: Int = 30, tags: JSONValue = ["a", "b"],
        kind: Kind = .opalUAR,
        change: (inout Resource) -> Void = { _ in }
    ) -> Resource {
        let dueInstant = now.adding(seconds: due * 86_400)
        let fields: JSONObject =
            kind == .cakewalkAccessReview
            ? [
                "name": .string(name), "accessReviewType": "Manager", "dueDate": .string(dueInstant.rfc3339),
                "workAppIds": tags,
            ]
            : [
                "name": .string(name), "deadline": .string(dueInstant.rfc3339),
                "reviewer_assignment_policy": "MANUALLY",
                "send_reviewer_assignment_notification": true, "time_zone": "UTC", "self_review_allowed": false,
                "uar_scope": ["apps": tags],
            ]
        var resource = Resource(
            address: Address(campaign: campaign, review: "r"), platform: "p", kind: kind, name: name,
            opens: opens.map { now.adding(seconds: $0 * 86_400) }, due: dueInstant, fields: fields,
            calls: kind.vendorKind.calls(for: fields, marker: nil), location: place)
        change(&resource)
        return resource
    }

    static func record(_ resource: Resource) -> Record {
        Record(
            address: resource.address, platform: resource.platform, kind: resource.kind, name: resource.name,
            vendorID: "id", createdAt: now,
            due: resource.due, calls: resource.calls, localDates: resource.localDates)
    }

    static func state(_ records: [Record] = [], intents: [Intent] = []) -> StateContents {
        var state = StateContents(world: .real, lineage: "l")
        for record in records { state.records[record.address] = record }
        for intent in intents { state.intents[intent.address] = intent }
        return state
    }

    static func plan(
        _ resources: [Resource], _ state: StateContents = state(), guardrails: Guardrails = Guardrails(),
        allowed: Int? = nil
    ) -> Plan {
        Planner.plan(resources, state: state, at: now, guardrails: guardrails, platforms: [:], allowedCreates: allowed)
    }

    static func intent(_ resource: Resource, _ progress: Intent.Progress = Intent.unanswered) -> Intent {
        Intent(
            attempt: "x", address: resource.address, platform: resource.platform, host: "h", kind: resource.kind,
            name: resource.name,
            due: resource.due, begun: now, calls: resource.calls, progress: progress)
    }

    @Test("creates what is wanted now and not in state, and says how late")
    func create() {
        let entry = Self.plan([Self.resource(opens: -7)]).entries.first
        #expect(entry?.action == .create)
        #expect(entry?.lateness == Lateness(daysLate: 7, daysLeft: 30))
        #expect(entry?.consequences.isEmpty == false)
    }

    @Test("waits for what opens later, and misses what fell due, with a warning")
    func timing() {
        #expect(Self.plan([Self.resource(opens: 1)]).entries.map(\.action) == [.upcoming])
        let missed = Self.plan([Self.resource(opens: -9, due: -1)])
        #expect(missed.entries.map(\.action) == [.missed])
        #expect(missed.diagnostics.map(\.code) == [.missedReview])
        #expect(!missed.diagnostics.hasErrors)
    }

    @Test("leaves what is as declared: lists of ids without order, an absent field as its documented default")
    func unchanged() {
        let record = Self.record(Self.resource(tags: ["a", "b"]))
        #expect(
            Self.plan([Self.resource(tags: ["b", "a"])], Self.state([record])).entries.map(\.action) == [.unchanged])
        let explicit = Self.resource { $0.fields["instantly_action_reviews"] = false }
        #expect(Self.plan([explicit], Self.state([record])).entries.map(\.action) == [.unchanged])
        let labelled = Self.resource(opens: -3) { $0.labels = ["a": "b"] }
        #expect(Self.plan([labelled], Self.state([record])).entries.map(\.action) == [.unchanged])
    }

    @Test("shows a change by its field, and takes a date that newer zone data moved for the same")
    func changed() {
        let record = Self.record(Self.resource { $0.localDates = ["deadline": "2027-02-14 X/Y"] })
        let plan = Self.plan([Self.resource(name: "M", tags: ["a"])], Self.state([record]))
        #expect(plan.entries.map(\.action) == [.changed])
        #expect(plan.entries.first?.differences.map(\.path) == ["name", "uar_scope.apps"])
        let moved = Self.resource {
            $0.localDates = ["deadline": "2027-02-14 X/Y"]
            $0.fields["deadline"] = "2027-01-01T00:00:00Z"
        }
        #expect(Self.plan([moved], Self.state([record])).entries.map(\.action) == [.unchanged])
        let elsewhere = Self.resource { $0.platform = "q" }
        #expect(Self.plan([elsewhere], Self.state([record])).entries.first?.differences.map(\.path) == ["platform"])
    }

    @Test("holds back what a limit about it stands against")
    func held() {
        let short = Self.plan([Self.resource(due: 4)], guardrails: Guardrails(minReviewDays: 5))
        #expect(short.entries.map(\.action) == [.held])
        #expect(short.diagnostics.map(\.code) == [.heldBack])
        let over = Self.record(Self.resource(due: -1))
        #expect(
            Self.plan([Self.resource(due: 9)], Self.state([over])).entries.map(\.action) == [.held],
            "an address is not used again")
        let former = Self.resource("new") {
            $0.formerly = [FormerAddress(Address(campaign: "old", review: "r"), at: Self.place)]
        }
        let begun = Self.intent(Self.resource("old", name: "Other"))
        let blocked = Self.plan([former], Self.state(intents: [begun])).entries.first { $0.address.campaign == "new" }
        #expect(blocked?.action == .held)
    }

    @Test("never creates two of one name on a platform; names at Cakewalk are taken for ever")
    func names() {
        let running = Self.record(Self.resource("a", name: "Quarterly "))
        #expect(
            Self.plan([Self.resource("b", name: "quarterly")], Self.state([running])).entries.first {
                $0.address.campaign == "b"
            }?.action == .held)
        let over = Self.record(Self.resource("a", due: -1))
        #expect(Self.plan([Self.resource("b")], Self.state([over])).entries.map(\.action) == [.create], "names recur")
        let cakewalk = Self.record(Self.resource("a", due: -1, kind: .cakewalkAccessReview))
        #expect(
            Self.plan([Self.resource("b", kind: .cakewalkAccessReview)], Self.state([cakewalk])).entries.map(\.action)
                == [.held])
        #expect(Self.plan([Self.resource("b"), Self.resource("a")]).entries.map(\.action) == [.create, .held])
    }

    @Test("resumes what was begun, declared or not, and says in what it differs")
    func resumed() {
        let begun = Self.resource()
        let plan = Self.plan([Self.resource(name: "M")], Self.state(intents: [Self.intent(begun)]))
        #expect(plan.entries.map(\.action) == [.resume])
        #expect(plan.entries.first?.reasons.contains("it is declared differently from how it was begun") == true)
        #expect(Self.plan([], Self.state(intents: [Self.intent(begun)])).entries.map(\.action) == [.resume])
        #expect(!plan.work.isEmpty)
    }

    @Test("names what is no longer declared while it runs, and only counts what is over")
    func undeclared() {
        let plan = Self.plan(
            [], Self.state([Self.record(Self.resource("a")), Self.record(Self.resource("b", due: -1))]))
        #expect(plan.entries.map(\.action) == [.undeclared])
        #expect(plan.tidiedAway == 1)
        #expect(plan.work.isEmpty)
    }

    @Test("is refused as a whole above the limit, unless an operator allows so many")
    func refused() {
        let resources = (1...3).map { Self.resource("c\($0)", name: "N\($0)") }
        let limit = Guardrails(maxCreates: 2)
        #expect(Self.plan(resources, guardrails: limit).refusals.first?.code == .tooManyCreates)
        #expect(Self.plan(resources, guardrails: limit, allowed: 3).refusals.first == nil)
        #expect(Self.plan(resources, guardrails: limit, allowed: 2).refusals.first != nil)
    }
}

@Suite("A saved plan")
struct SavedPlanTests {
    static let identity = StateIdentity(world: .real, lineage: "l")

    private func saved(_ plan: Plan) throws -> SavedPlan {
        try SavedPlan.read(
            JSONWriter.write(SavedPlan.document(plan, identity: Self.identity, isInstantGiven: false), style: .pretty))
    }

    @Test("comes back as it was written, and not when it was edited")
    func roundTrip() throws {
        let plan = PlannerTests.plan([PlannerTests.resource()])
        let saved = try saved(plan)
        #expect(saved.entries.map(\.calls) == [PlannerTests.resource().calls])
        #expect(saved.lineage == "l")
        let document = JSONWriter.text(SavedPlan.document(plan, identity: Self.identity, isInstantGiven: false))
        #expect(throws: SavedPlanError.self) {
            try SavedPlan.read(Array(document.replacing("MANUALLY", with: "BY_SELF").utf8))
        }
        #expect(throws: SavedPlanError.self) {
            try SavedPlan.read(Array(document.replacing("muster.plan/2", with: "muster.plan/3").utf8))
        }
        #expect(throws: SavedPlanError.self) { try SavedPlan.read(Array("{".utf8)) }
    }

    @Test("is consent to what still comes out the same; what opened since is left out")
    func given() throws {
        let saved = try saved(PlannerTests.plan([PlannerTests.resource("a")]))
        let later = PlannerTests.plan([PlannerTests.resource("a"), PlannerTests.resource("b", name: "M")])
        let (a, b) = (Address(campaign: "a", review: "r"), Address(campaign: "b", review: "r"))
        #expect(Consent(of: saved, to: later) == .given([a], leftOut: [b]))
    }

    @Test("counts what was done or begun since with the same body as the same")
    func done() throws {
        let resource = PlannerTests.resource()
        let saved = try saved(PlannerTests.plan([resource]))
        let done = PlannerTests.plan([resource], PlannerTests.state([PlannerTests.record(resource)]))
        #expect(Consent(of: saved, to: done) == .given([resource.address], leftOut: []))
        let begun = PlannerTests.plan([resource], PlannerTests.state(intents: [PlannerTests.intent(resource)]))
        #expect(Consent(of: saved, to: begun) == .given([resource.address], leftOut: []))
    }

    @Test("is stale when anything of it moved, and names it")
    func stale() throws {
        let saved = try saved(PlannerTests.plan([PlannerTests.resource()]))
        for plan in [
            PlannerTests.plan([]), PlannerTests.plan([PlannerTests.resource(name: "M")]),
            PlannerTests.plan([PlannerTests.resource(opens: 1)]),
            PlannerTests.plan([PlannerTests.resource { $0.platform = "q" }]),
        ] {
            guard case .stale(let moved, let notes) = Consent(of: saved, to: plan) else {
                Issue.record("not stale")
                continue
            }
            #expect(moved == 1)
            #expect(notes.first?.message.hasPrefix("`c/r` ") == true)
        }
    }
}
