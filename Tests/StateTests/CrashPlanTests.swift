#if DEBUG
    import Testing

    @testable import State

    @Suite("MUSTER_TEST_KILL_AT")
    struct CrashPlanTests {
        @Test("is due the Nth time that its step is reached, and only then")
        func due() throws {
            var plan = try #require(CrashPlan("journal.synced:2"))
            let reached = ["journal.synced", "journal.written", "journal.synced", "journal.synced"]
            #expect(reached.map { plan.isDue(at: $0) } == [false, false, true, false])
            var once = try #require(CrashPlan("state.renamed"))
            #expect([once.isDue(at: "state.renamed"), once.isDue(at: "state.renamed")] == [true, false])
        }

        @Test("is nothing where it can't be read", arguments: ["", ":1", "step:0", "step:-1", "step:x", "step:1:2"])
        func unreadable(_ text: String) { #expect(CrashPlan(text) == nil) }
    }
#endif
