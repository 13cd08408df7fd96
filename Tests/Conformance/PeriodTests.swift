import Applying
import Calendars
import Campaigns
import Diagnostics
import Manifests
import Planning
import State
import Support
import Testing
import Vendors

/// Campaigns that recur, through plan and apply: a time that was covered once is never covered again.
@Suite("Periods")
struct PeriodTests {
    private static func campaign(
        _ schedule: String = "{ every: quarter, start: 2027-01-04T09:00 }", head: String = "campaign: sox"
    ) -> String {
        """
        \(head)
        name: SOX ${period}
        schedule: \(schedule)
        due: 21d
        reviews:
          opal:
            reviewer_assignment_policy: MANUALLY
            send_reviewer_assignment_notification: true
            self_review_allowed: false
            uar_scope: all

        """
    }

    private static func world(at text: String) async throws -> World {
        let world = try await World()
        try world.go(to: text)
        return world
    }

    private func actions(_ world: World, _ campaign: String, guardrails: Guardrails = Guardrails()) async throws
        -> [String]
    {
        Planner.plan(
            try await world.load(campaign), state: try await world.store.read(expecting: World.identity),
            at: world.clock.now(), guardrails: guardrails, platforms: [:]
        ).entries.map { "\($0.address) \($0.action.rawValue)" }
    }

    @Test("each is opened once, with the time that it covers, and the next when its time comes")
    func opened() async throws {
        let world = try await Self.world(at: "2027-01-05T00:00:00Z")
        #expect(try await actions(world, Self.campaign()) == ["sox@2027-Q1/opal create", "sox@2027-Q2/opal upcoming"])
        _ = try await world.apply(Self.campaign())
        #expect(
            try await actions(world, Self.campaign()) == ["sox@2027-Q1/opal unchanged", "sox@2027-Q2/opal upcoming"])
        let record = try #require(
            try await world.store.read(expecting: World.identity).records[
                Address(campaign: "sox", period: "2027-Q1", review: "opal")])
        #expect(record.covers?.lowerBound.rfc3339 == "2027-01-04T09:00:00Z")
        #expect(record.covers?.upperBound.rfc3339 == "2027-04-04T09:00:00Z")
        try world.go(to: "2027-04-05T00:00:00Z")
        _ = try await world.apply(Self.campaign())
        _ = try await world.apply(Self.campaign())
        #expect(await world.made == 2)
    }

    @Test(
        "an edit of cadence, start, zone or fiscal year opens none for a time that is covered",
        arguments: [
            "{ every: month, start: 2027-01-04T09:00 }", "{ every: week, start: 2027-01-05 }",
            "{ every: year, start: 2027-01-04T09:00 }", "{ every: half-year, start: 2027-02-01 }",
            "{ every: quarter, start: 2027-01-04T09:00, fiscalYearStart: 2 }",
            "{ rrule: FREQ=MONTHLY;BYDAY=1MO, start: 2027-01-04 }",
        ])
    func edited(schedule: String) async throws {
        let world = try await Self.world(at: "2027-01-05T00:00:00Z")
        _ = try await world.apply(Self.campaign())
        try world.go(to: "2027-03-15T00:00:00Z")
        let edited = Self.campaign(schedule).replacing("due: 21d", with: "due: 5d")
        #expect(try await actions(world, edited).filter { $0.hasSuffix("create") } == [])
        _ = try await world.apply(edited)
        #expect(await world.made == 1)
        let covered = try await world.plan(edited).entries.first { $0.action == .covered }
        #expect(covered?.reasons.first?.hasPrefix("covered by sox@2027-Q1/opal") ?? false)
        // Once that time is over, it goes on.
        try world.go(to: "2028-07-06T00:00:00Z")
        let on = try await actions(world, edited)
        #expect(!on.contains { $0.hasSuffix("covered") }, "\(on)")
    }

    @Test(
        "an opening that moves by hours costs no period",
        arguments: ["2027-01-04T08:00", "2027-01-04T10:30", "2027-01-04T00:30"])
    func moved(start: String) async throws {
        let world = try await Self.world(at: "2027-01-05T00:00:00Z")
        _ = try await world.apply(Self.campaign())
        let edited = Self.campaign("{ every: quarter, start: \(start) }")
        #expect(
            try await actions(world, edited) == ["sox@2027-Q1/opal unchanged", "sox@2027-Q2/opal upcoming"])
        try world.go(to: "2027-04-05T00:00:00Z")
        let plan = try await world.plan(edited)
        #expect(plan.entries.first?.action == .create)
        #expect(plan.entries.first?.reasons == [])
    }

    @Test("renamed together with its cadence, it is still known what it covered")
    func renamed() async throws {
        let world = try await Self.world(at: "2027-01-05T00:00:00Z")
        _ = try await world.apply(Self.campaign())
        try world.go(to: "2027-02-05T00:00:00Z")
        let monthly = Self.campaign(
            "{ every: month, start: 2027-01-04T09:00 }", head: "campaign: sox-monthly\nformerly: [ sox ]")
        #expect(
            try await actions(world, monthly)
                == ["sox-monthly@2027-02/opal covered", "sox-monthly@2027-03/opal covered"])
    }

    @Test("a review that did not recur becomes the period that it was for, where `formerly` says so")
    func oneOff() async throws {
        let once = Self.campaign().replacing("name: SOX ${period}", with: "name: SOX 2027-Q1")
            .replacing("schedule: { every: quarter, start: 2027-01-04T09:00 }\ndue: 21d", with: "due: 2027-01-25")
        let world = try await Self.world(at: "2027-01-05T00:00:00Z")
        _ = try await world.apply(once)
        #expect(
            try await actions(world, Self.campaign()) == [
                "sox/opal undeclared", "sox@2027-Q1/opal covered", "sox@2027-Q2/opal upcoming",
            ])
        let said = Self.campaign(head: "campaign: sox\nformerly: [ sox/opal ]")
        #expect(try await actions(world, said) == ["sox@2027-Q1/opal move", "sox@2027-Q2/opal upcoming"])
        _ = try await world.apply(said)
        #expect(try await actions(world, said) == ["sox@2027-Q1/opal unchanged", "sox@2027-Q2/opal upcoming"])
        #expect(await world.made == 1)
        try world.go(to: "2027-03-01T00:00:00Z")
        let monthly = said.replacing("every: quarter", with: "every: month")
        #expect(try await actions(world, monthly).allSatisfy { $0.hasSuffix("covered") })
    }

    @Test(
        "after an outage the newest is opened while it has enough time left, and the others are told; none is an error")
    func outage() async throws {
        let world = try await Self.world(at: "2027-01-05T00:00:00Z")
        _ = try await world.apply(Self.campaign())
        try world.go(to: "2027-10-06T00:00:00Z")
        let plan = try await world.plan(Self.campaign())
        #expect(plan.entries.first?.action == .create)
        #expect(plan.entries.first?.reasons == ["passed over, since no run came upon them in time: 2027-Q2, 2027-Q3"])
        #expect(!plan.diagnostics.hasErrors)
        // Too little time is left, or `missed: skip` wants none that late.
        var limits = Guardrails()
        limits.minReviewDays = 20
        #expect(
            try await actions(world, Self.campaign(), guardrails: limits).first == "sox@2027-Q4/opal missed")
        try world.go(to: "2027-10-08T00:00:00Z")
        let skipping = Self.campaign("{ every: quarter, start: 2027-01-04T09:00, missed: skip }")
        let skipped = try await world.plan(skipping)
        #expect(skipped.entries.first?.action == .missed)
        #expect(skipped.diagnostics.map(\.code) == [.missedPeriod])
        #expect(!skipped.diagnostics.hasErrors)
        // Its time is over without anyone having opened it.
        try world.go(to: "2027-11-01T00:00:00Z")
        #expect(try await actions(world, Self.campaign()).first == "sox@2027-Q4/opal missed")
    }

    @Test(
        "nothing opens in a freeze, neither in time nor late; what opens after it is told, and where too little time is left"
    )
    func freezes() async throws {
        let project = KindSample.project + "freezes: [ { from: 2027-01-01, to: 2027-01-10, reason: close } ]\n"
        let once = try #require(KindSample.all.first { $0.kind == .opalUAR }).campaign
        for (campaign, address) in [(Self.campaign(), "sox@2027-Q1/opal"), (once, "c/opal")] {
            let world = try await Self.world(at: "2027-01-05T00:00:00Z")
            var limits = Guardrails()
            limits.minReviewDays = 15
            let plan = try await world.frozenPlan(campaign, project, limits)
            let entry = try #require(plan.entries.first { $0.address.description == address })
            #expect(entry.action == .upcoming)
            #expect(entry.reasons == ["nothing opens before 2027-01-11, frozen from 2027-01-01 to 2027-01-10: close"])
            // The schedule's is due on the 25th, counted from the nominal opening; the other's far off.
            #expect(entry.faults.map(\.code) == (address == "c/opal" ? [] : [.tooLittleAfterFreeze]))
            try world.go(to: "2027-01-11T08:59:00Z")
            let before = try await world.frozenPlan(campaign, project, Guardrails())
            #expect(before.count(of: .create) == (address == "c/opal" ? 1 : 0), "at its own time of day")
            try world.go(to: "2027-01-11T09:00:00Z")
            #expect(try await world.frozenPlan(campaign, project, Guardrails()).count(of: .create) == 1)
        }
    }

    private static func moving(_ missed: String = "latest", due: String = "21d") -> String {
        campaign("{ every: quarter, start: 2027-01-04T09:00, missed: \(missed), dueFrom: opening }")
            .replacing("due: 21d", with: "due: \(due)")
    }

    @Test("where due dates count from the day of opening, a late review has all its days, and keeps them")
    func dueFromOpening() async throws {
        let world = try await Self.world(at: "2027-02-20T12:00:00Z")
        let late = try await world.plan(Self.moving())
        #expect(late.entries.map(\.action) == [.create, .upcoming])
        #expect(late.entries.map(\.due.rfc3339) == ["2027-03-13T23:59:59Z", "2027-04-25T23:59:59Z"])
        _ = try await world.apply(Self.moving())
        try world.go(to: "2027-03-01T00:00:00Z")
        let on = try await world.plan(Self.moving())
        #expect(on.entries.map(\.action) == [.unchanged, .upcoming])
        #expect(try on.entries.at(0).due.rfc3339 == "2027-03-13T23:59:59Z")
        // What is written otherwise is a change, and a name alone leaves the date as it is.
        let longer = try await world.plan(Self.moving(due: "28d"))
        #expect(try longer.entries.at(0).action == .changed)
        let renamed = try await world.plan(Self.moving().replacing("SOX $", with: "SoX $"))
        #expect(try renamed.entries.at(0).differences.map(\.path) == ["name"])
        // It is over, and what is written by now is for the periods to come.
        try world.go(to: "2027-03-20T00:00:00Z")
        for edited in [Self.moving(), Self.moving(due: "28d"), Self.campaign().replacing("21d", with: "80d")] {
            #expect(try await actions(world, edited).first == "sox@2027-Q1/opal unchanged")
        }
        try world.go(to: "2027-04-05T00:00:00Z")
        _ = try await world.apply(Self.moving())
        #expect(await world.made == 2)
    }

    @Test("a create that was lost on the day before is the same review a day later, whose due date has moved on since")
    func lostMoving() async throws {
        let world = try await Self.world(at: "2027-02-20T23:59:00Z")
        let client = CutClient(world.client, at: "/uar", .afterCreate)
        _ = try await world.apply(Self.moving(), through: client, waits: false)
        try world.go(to: "2027-02-22T00:00:00Z")
        _ = try await world.apply(Self.moving())
        #expect(await world.made == 1)
        #expect(
            try await actions(world, Self.moving()) == ["sox@2027-Q1/opal unchanged", "sox@2027-Q2/opal upcoming"])
    }

    @Test("`missed: all` opens what an outage passed over in the last year, and nothing before the first review")
    func all() async throws {
        let world = try await Self.world(at: "2028-02-01T00:00:00Z")
        #expect(
            try await actions(world, Self.moving("all")).filter { $0.hasSuffix("create") } == [
                "sox@2028-Q1/opal create"
            ], "it begins where it is")
        let early = try await Self.world(at: "2027-01-05T00:00:00Z")
        _ = try await early.apply(Self.moving("all"))
        try early.go(to: "2028-02-01T00:00:00Z")
        let plan = try await early.plan(Self.moving("all"))
        #expect(
            plan.entries.map { "\($0.address) \($0.action.rawValue)" } == [
                "sox@2027-Q2/opal create", "sox@2027-Q3/opal create", "sox@2027-Q4/opal create",
                "sox@2028-Q1/opal create", "sox@2028-Q2/opal upcoming",
            ])
        #expect(plan.entries.allSatisfy { $0.reasons.isEmpty })
        #expect(plan.entries.prefix(4).allSatisfy { $0.due.rfc3339 == "2028-02-22T23:59:59Z" })
        _ = try await early.apply(Self.moving("all"))
        _ = try await early.apply(Self.moving("all"))
        #expect(await early.made == 5)
        // Longer ago than a year.
        try early.go(to: "2029-08-01T00:00:00Z")
        let old = try await early.plan(Self.moving("all"))
        #expect(old.count(of: .create) == 4)
        #expect(
            old.entries.first { $0.action == .create }?.reasons
                == ["passed over, since no run came upon them in time: 2028-Q2, 2028-Q3"])
    }

    @Test("a freeze takes no days from a review whose due date counts from its opening")
    func frozenMoving() async throws {
        let project = KindSample.project + "freezes: [ { from: 2027-01-01, to: 2027-01-10, reason: close } ]\n"
        let world = try await Self.world(at: "2027-01-05T00:00:00Z")
        var limits = Guardrails()
        limits.minReviewDays = 20
        let entry = try #require(try await world.frozenPlan(Self.moving(), project, limits).entries.first)
        #expect(entry.action == .upcoming)
        #expect(entry.faults.isEmpty)
        #expect(entry.due.rfc3339 == "2027-02-01T23:59:59Z")
    }

    @Test("a period whose call was lost is found out about when the next one is on, and nothing is called for it")
    func lost() async throws {
        let world = try await Self.world(at: "2027-01-05T00:00:00Z")
        let client = CutClient(world.client, at: "/uar", .beforeCreate)
        _ = try await world.apply(Self.campaign(), through: client, waits: false)
        try world.go(to: "2027-04-05T00:00:00Z")
        _ = try await world.apply(Self.campaign())
        #expect(await world.made == 1)
        let state = try await world.store.read(expecting: World.identity)
        #expect(state.intents.isEmpty)
        #expect(state.records.keys.map(\.description) == ["sox@2027-Q2/opal"])
    }
}

extension World {
    fileprivate func frozenPlan(_ campaign: String, _ project: String, _ limits: Guardrails) async throws -> Plan {
        let loaded = await loadProject(["muster.yaml": project, "campaign.yaml": campaign], at: clock.now())
        #expect(loaded.diagnostics.isEmpty)
        return Planner.plan(
            loaded.resources, state: try await store.read(expecting: Self.identity), at: clock.now(),
            guardrails: limits, platforms: [:], freezes: try #require(loaded.project).freezes)
    }

    /// Moves the clock to an instant.
    fileprivate func go(to text: String) throws {
        clock.advance(seconds: try #require(Instant(rfc3339: text)).secondsSince(clock.now()))
    }
}
