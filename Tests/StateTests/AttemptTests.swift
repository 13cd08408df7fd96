import Calendars
import Campaigns
import JSON
import State
import Testing

@Suite("Events and the attempt that they are about")
struct AttemptTests {
    private static let intent = StateStoreTests.intent("c")
    private static let begun = StateContents(world: .real, lineage: "l").folding([.intended(intent)])
    private static let later = StateStoreTests.now.adding(seconds: 200)

    @Test("a loss is noted until the call is sent again, and with it whether it has settled")
    func lost() {
        let (attempt, address) = (Self.intent.attempt, Self.intent.address)
        let loss = Intent.Loss(at: Self.later, vendorAt: Self.later)
        let lost = Self.begun.folding([.lost(attempt: attempt, address: address, reason: "reset", loss)])
        #expect(lost.intents[address]?.loss == loss)
        #expect(lost.intents[address]?.progress == .unknown("reset"))
        #expect(lost.intents[address]?.isUnsettled == true)
        let settled = lost.folding([.settled(attempt: attempt, address: address)])
        #expect(settled.intents[address]?.isUnsettled == false)
        let again = settled.folding([
            .retried(attempt: attempt, address: address, creatingCalls: 2, at: Self.later)
        ])
        #expect(again.intents[address]?.loss == nil, "another call is on its way")
        let other = Self.begun.folding([.lost(attempt: "other", address: address, reason: "reset", loss)])
        #expect(other.intents[address]?.loss == nil)
    }

    @Test("a call that is sent again counts, and what was said of the one before does not")
    func retried() {
        let again = Self.begun.folding([
            .stopped(attempt: Self.intent.attempt, address: Self.intent.address, reason: "lost"),
            .retried(attempt: Self.intent.attempt, address: Self.intent.address, creatingCalls: 2, at: Self.later),
        ])
        #expect(again.intents[Self.intent.address]?.creatingCalls == 2)
        #expect(again.intents[Self.intent.address]?.lastCall == Self.later)
        #expect(again.intents[Self.intent.address]?.progress == Intent.unanswered, "not why the one before was lost")
    }

    static let others: [JournalEvent] = [
        .retried(attempt: "other", address: intent.address, creatingCalls: 2, at: later),
        .made(
            .init(attempt: "other", address: intent.address, step: .create, vendorID: "v", vendorState: nil, at: later)),
        .resolved(attempt: "other", address: intent.address, field: "f", instant: later),
        .stopped(attempt: "other", address: intent.address, reason: "lost"),
        .failed(attempt: "other", address: intent.address),
    ]

    @Test("what happened to another attempt changes nothing of this one", arguments: others)
    func other(_ event: JournalEvent) {
        #expect(Self.begun.folding([event]) == Self.begun)
    }

    @Test("an attempt that became a record is not begun again by its own event")
    func finished() {
        let done = Self.begun.folding([StateStoreTests.made(Self.intent)])
        #expect(done.records.count == 1)
        #expect(done.folding([.intended(Self.intent)]) == done)
    }

    @Test("what a person adopted is no longer begun")
    func adopted() {
        let record = Record(
            address: Self.intent.address, platform: "p", kind: .opalUAR, name: "N", vendorID: "v",
            createdAt: Self.later, due: Self.later, calls: [], evidence: .adopted)
        let state = Self.begun.folding([.adopted(record: record)])
        #expect(state.intents.isEmpty)
        #expect(state.records == [record.address: record])
    }

    @Test("an id is held on its platform by the record or the half-made attempt that has it")
    func holder() {
        var draft = Self.intent
        draft.calls.append(Call(step: .settings, path: "/y", body: [:]))
        let made = StateStoreTests.made(draft)
        for intent in [draft, Self.intent] {
            let state = StateContents(world: .real, lineage: "l").folding([.intended(intent), made])
            #expect(state.holder(of: "v", on: "p") == intent.address)
            #expect(state.holder(of: "v", on: "q") == nil)
            #expect(state.holder(of: "w", on: "p") == nil)
        }
    }

    @Test(
        "how it is known that it exists is the creating call's, whatever came after",
        arguments: [Record.Evidence.nameConflict, .listing])
    func evidence(_ evidence: Record.Evidence) {
        var draft = Self.intent
        draft.calls.append(Call(step: .settings, path: "/y", body: [:]))
        let made = [Call.Step.create, .settings].map { step -> JournalEvent in
            .made(
                .init(
                    attempt: draft.attempt, address: draft.address, step: step, vendorID: "v", vendorState: nil,
                    evidence: step == .create ? evidence : .answer, at: Self.later))
        }
        let state = StateContents(world: .real, lineage: "l").folding([.intended(draft)] + made)
        #expect(state.records[draft.address]?.evidence == evidence)
    }
}
