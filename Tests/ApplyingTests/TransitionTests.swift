import Calendars
import Campaigns
import Foundation
import JSON
import State
import Support
import Testing
import Transport
import Vendors

@testable import Applying

/// Every transition of the work on one resource, as the page Protocol has it: each row is made by driving the machine.
@Suite("The table of transitions")
struct TransitionTests {
    private static let now = ResourceMachineTests.now
    private static let review = ListedItem(
        id: "u9", name: "N", due: nil, createdAt: nil, createdBy: nil, state: nil, marker: nil, isGone: false,
        object: ["uar_id": "u9", "name": "N"])

    private static func intent(_ kind: Kind, progress: Intent.Progress = Intent.unanswered) -> Intent {
        var intent = ResourceMachineTests.intent(kind, progress: progress)
        if kind == .opalUAR { intent.calls = [Call(step: .create, path: "/uar", body: ["name": "N"])] }
        intent.namesakes = []
        return intent
    }

    /// One row: what happened before, and what happens then.
    private struct Row {
        let what: String
        var kind = Kind.opalUAR
        var isResumed = false
        var progress = Intent.unanswered
        var circumstances = Circumstances()
        var creatingCalls = 1
        var loss: Intent.Loss?
        /// When each event comes, in seconds.
        var pause = 0
        let events: [ResourceMachine.Event]

        /// State, event, action, next state.
        func cells() -> [String] {
            var intent = TransitionTests.intent(kind, progress: progress)
            intent.creatingCalls = creatingCalls
            intent.loss = loss
            var machine = ResourceMachine(
                intent, isResumed: isResumed, circumstances: circumstances,
                patience: .init(maxWait: 60, jitter: { 0.5 }))
            var now = TransitionTests.now
            var (before, action) = (machine.phase, "")
            for event in events {
                before = machine.phase
                action = TransitionTests.text(machine.next(event, at: Moment(now)))
                now = now.adding(seconds: pause)
            }
            return [TransitionTests.text(before), what, action, TransitionTests.text(machine.phase)]
        }
    }

    private static func listed(
        _ namesakes: [ListedItem] = [], marked: [ListedItem] = [], after seconds: Int = 0,
        lookalikes: [ListedItem] = [], isQuiet: Bool = true
    ) -> ResourceMachine.Event {
        .listed(
            Sighting(
                begun: now.adding(seconds: seconds).uptime, namesakes: namesakes, marked: marked,
                lookalikes: lookalikes, isQuiet: isQuiet))
    }

    private static let answer = ResourceMachineTests.answer
    private static let lost = ResourceMachine.Event.unanswered(.transport(.lost("reset")))
    private static let called: [ResourceMachine.Event] = [.begin, listed(), .recorded]
    private static let c1 = ResourceMachineTests.campaign([:])
    private static let halfMade = Intent.Progress.made(vendorID: "id1", at: now, done: [.create], stopped: nil)

    private static var other: ListedItem {
        var item = review
        item.id = "u1"
        return item
    }

    private static var changed: ListedItem {
        var item = review
        item.object["name"] = "M"
        return item
    }

    private static let rows: [Row] = [
        Row(what: "it begins, and the vendor can be listed", events: [.begin]),
        Row(what: "it begins, and the vendor can't be listed", kind: .cakewalkAccessReview, events: [.begin]),
        Row(what: "a listing shows nothing of its name that isn't over", events: [.begin, listed()]),
        Row(what: "a listing shows an item of its name that isn't over", events: [.begin, listed([review])]),
        Row(
            what: "a listing shows the marker on the one item that is it",
            circumstances: Circumstances(), events: [.begin, listed([review], marked: [review])]),
        Row(
            what: "a listing shows the marker on two items", circumstances: Circumstances(),
            events: [.begin, listed([review, other], marked: [review, other])]),
        Row(what: "no complete listing can be made", events: [.begin, .unlisted("403", .stops)]),
        Row(what: "the intent is on disk", events: called),
        Row(what: "2xx, readable", events: called + [answer(200, ["uar_id": "u9"], [])]),
        Row(what: "429, with how long to wait", events: called + [answer(429, nil, [.init("Retry-After", "7")])]),
        Row(
            what: "not sent, or 429 without how long to wait",
            events: called + [.unanswered(.transport(.notSent("refused")))]),
        Row(
            what: "429, for longer than it may wait", events: called + [answer(429, nil, [.init("Retry-After", "61")])]),
        Row(what: "the wait is over", events: called + [answer(429, nil, []), .waited]),
        Row(what: "an interrupt while it waits", events: called + [answer(429, nil, []), .interrupted]),
        Row(what: "401", events: called + [answer(401, nil, [])]),
        Row(what: "the credential is new", events: called + [answer(401, nil, []), .renewed(true)]),
        Row(what: "the credential can't be renewed", events: called + [answer(401, nil, []), .renewed(false)]),
        Row(what: "403, or another 4xx", events: called + [answer(403, nil, [])]),
        Row(
            what: "409 at Cakewalk, no call before it was lost", kind: .cakewalkAccessReview,
            events: [.begin, .recorded, answer(409, nil, [])]),
        Row(what: "no readable answer", events: called + [lost]),
        Row(what: "the loss is on disk, and the vendor can be listed", events: called + [lost, .recorded]),
        Row(
            what: "the loss is on disk, and the vendor can't be listed", kind: .cakewalkAccessReview,
            events: [.begin, .recorded, lost, .recorded]),
        Row(
            what: "the time to settle is over, the vendor can't be listed, and a person is to be asked",
            kind: .cakewalkAccessReview, circumstances: Circumstances(asksPerson: true), pause: 60,
            events: [.begin, .recorded, lost, .recorded, .waited]),
        Row(
            what: "an earlier run left it not known, and did not note that its call was lost", isResumed: true,
            events: [.begin]),
        Row(
            what: "an earlier run left it not known, and noted that its call was lost", isResumed: true,
            loss: Intent.Loss(at: now, vendorAt: now), events: [.begin]),
        Row(
            what: "the same, and the machine's clock was set back since", isResumed: true,
            loss: Intent.Loss(at: now.adding(seconds: 60), vendorAt: now), events: [.begin]),
        Row(what: "one candidate, as it was sent", isResumed: true, events: [.begin, .recorded, listed([review])]),
        Row(
            what: "another address that is the same took it first", isResumed: true,
            events: [.begin, .recorded, listed([review]), .taken]),
        Row(
            what: "one candidate that is otherwise, or several", isResumed: true,
            events: [.begin, .recorded, listed([changed])]),
        Row(
            what: "no candidate, but one new that is equal in all but the name, while others' calls are on their way",
            isResumed: true, events: [.begin, .recorded, listed(lookalikes: [other], isQuiet: false)]),
        Row(
            what: "no candidate, but one new that is equal in all but the name, and no other call is on its way",
            isResumed: true, events: [.begin, .recorded, listed(lookalikes: [other])]),
        Row(
            what: "no candidate, late enough, and what was written down is not what the kind makes", isResumed: true,
            circumstances: Circumstances(shapeFault: "another path"),
            events: [.begin, .recorded, listed(), .waited, listed(after: 120)]),
        Row(
            what: "half made, and what was written down is not what the kind makes", kind: .conductorOneAccessReview,
            isResumed: true, progress: halfMade, circumstances: Circumstances(shapeFault: "another path"),
            events: [.begin]),
        Row(what: "no candidate, too early to be sure", isResumed: true, events: [.begin, .recorded, listed()]),
        Row(
            what: "no candidate, too early to be sure, and the run doesn't wait", isResumed: true,
            circumstances: Circumstances(waitsToSettle: false), events: [.begin, .recorded, listed()]),
        Row(
            what: "no candidate, late enough, in the first listing", isResumed: true,
            events: [.begin, .recorded, listed(after: 120)]),
        Row(
            what: "no candidate, late enough, in the second listing", isResumed: true,
            events: [.begin, .recorded, listed(), .waited, listed(after: 120)]),
        Row(
            what: "the same, and nothing declares it any more", isResumed: true,
            circumstances: Circumstances(declaration: .notAnyMore),
            events: [.begin, .recorded, listed(), .waited, listed(after: 120)]),
        Row(
            what: "the same, and it is declared otherwise by now", isResumed: true,
            circumstances: Circumstances(declaration: .differently),
            events: [.begin, .recorded, listed(), .waited, listed(after: 120)]),
        Row(
            what: "the same, after 5 creating calls", isResumed: true, creatingCalls: 5,
            events: [.begin, .recorded, listed(), .waited, listed(after: 120)]),
        Row(
            what: "no complete listing can be made", isResumed: true,
            events: [.begin, .recorded, .unlisted("500", .none)]),
        Row(
            what: "the time to settle is over, and the vendor can be listed", isResumed: true,
            events: [.begin, .recorded, listed(), .waited]),
        Row(
            what: "the time to settle is over, and the vendor can't be listed", kind: .cakewalkAccessReview, pause: 60,
            events: [.begin, .recorded, lost, .recorded, .waited]),
        Row(what: "an interrupt", isResumed: true, events: [.begin, .recorded, listed(), .interrupted]),
        Row(
            what: "the second call is on disk", isResumed: true,
            events: [.begin, .recorded, listed(), .waited, listed(after: 120), .recorded]),
        Row(
            what: "409 at Cakewalk, after a call that was lost", kind: .cakewalkAccessReview, pause: 60,
            events: [.begin, .recorded, lost, .recorded, .waited, .recorded, answer(409, nil, [])]),
        Row(
            what: "403, or another 4xx, after a call at Cakewalk that was lost", kind: .cakewalkAccessReview, pause: 60,
            events: [.begin, .recorded, lost, .recorded, .waited, .recorded, answer(422, nil, [])]),
        Row(
            what: "what was made is on disk, and no call is left",
            events: called + [answer(200, ["uar_id": "u9"], []), .recorded]),
        Row(
            what: "what was made is on disk, and a call is left", kind: .conductorOneAccessReview,
            events: called + [answer(200, c1, []), .recorded]),
        Row(
            what: "a set call is answered with 2xx, and can be read back", kind: .conductorOneAccessReview,
            events: called + [answer(200, c1, []), .recorded, answer(200, [:], [])]),
        Row(
            what: "what was set is as it was sent", kind: .conductorOneAccessReview,
            events: called + [
                answer(200, c1, []), .recorded, answer(200, [:], []),
                answer(200, ResourceMachineTests.selection, []),
            ]),
        Row(
            what: "what was set is not as it was sent", kind: .conductorOneAccessReview,
            events: called + [answer(200, c1, []), .recorded, answer(200, [:], []), answer(200, ["list": []], [])]),
        Row(
            what: "a set call is refused", kind: .conductorOneAccessReview,
            events: called + [answer(200, c1, []), .recorded, answer(400, nil, [])]),
        Row(
            what: "a set call has no readable answer", kind: .conductorOneAccessReview,
            events: called + [answer(200, c1, []), .recorded, lost]),
        Row(
            what: "the loss of a set call is on disk", kind: .conductorOneAccessReview,
            events: called + [answer(200, c1, []), .recorded, lost, .recorded]),
        Row(
            what: "a set call has no readable answer for the second time", kind: .conductorOneAccessReview,
            events: called + [answer(200, c1, []), .recorded, lost, .recorded, answer(200, c1, []), lost]),
        Row(
            what: "`asap` is to be worked out for a set call", kind: .conductorOneAccessReview,
            events: called + [
                answer(200, c1, []), .recorded, answer(200, [:], []),
                answer(200, ResourceMachineTests.selection, []), .recorded,
            ]),
        Row(
            what: "what `asap` stands for is on disk", kind: .conductorOneAccessReview,
            events: called + [
                answer(200, c1, []), .recorded, answer(200, [:], []),
                answer(200, ResourceMachineTests.selection, []), .recorded, .recorded,
            ]),
        Row(
            what: "an earlier run left it half made", kind: .conductorOneAccessReview, isResumed: true,
            progress: halfMade, events: [.begin]),
        Row(
            what: "half made, and declared otherwise by now or not any more", kind: .conductorOneAccessReview,
            isResumed: true, progress: halfMade, circumstances: Circumstances(declaration: .differently),
            events: [.begin]),
        Row(
            what: "the draft is as it was left", kind: .conductorOneAccessReview, isResumed: true, progress: halfMade,
            events: [.begin, answer(200, c1, [])]),
        Row(
            what: "someone changed or started the draft", kind: .conductorOneAccessReview, isResumed: true,
            progress: halfMade, events: [.begin, answer(200, ResourceMachineTests.campaign(["displayName": "M"]), [])]),
        Row(
            what: "the draft can't be read now", kind: .conductorOneAccessReview, isResumed: true, progress: halfMade,
            events: [.begin, answer(503, nil, [])]),
        Row(what: "the end is on disk", events: called + [answer(400, nil, []), .recorded]),
    ]

    private static func text(_ phase: ResourceMachine.Phase) -> String {
        switch phase {
        case .idle: "new"
        case .surveying: "surveying"
        case .recordingIntent: "recording the intent"
        case .recordingResolution: "recording `asap`"
        case .recordingRetry: "recording the second call"
        case .calling(.create): "calling create"
        case .calling: "calling set"
        case .recordingLoss: "recording the loss"
        case .finding: "finding out"
        case .settling: "settling"
        case .inspecting: "inspecting"
        case .verifying: "verifying"
        case .recordingMade: "recording what was made"
        case .ending: "recording the end"
        case .ended: "ended"
        }
    }

    private static func text(_ action: ResourceMachine.Action) -> String {
        switch action {
        case .record(let events): "write down: \(events.map(text).joined(separator: ", "))"
        case .send(let call): call.step == .create ? "send create" : "send set"
        case .read: "read it"
        case .list: "list"
        case .renewCredential: "renew the credential"
        case .wait(_, _, let pausesPlatform): pausesPlatform ? "wait, and the platform with it" : "wait"
        case .settle: "wait until it has settled, while others go on"
        case .end(let outcome):
            "end: \(outcome.result.rawValue)\(outcome.platformEffect == .stops ? ", and stop the platform" : "")"
        }
    }

    private static func text(_ event: JournalEvent) -> String {
        switch event {
        case .intended: "intended"
        case .retried: "retried"
        case .made: "made"
        case .resolved: "resolved"
        case .stopped: "stopped"
        case .lost: "lost"
        case .settled: "settled"
        case .failed: "failed"
        default: "?"
        }
    }

    @Test("is what the page says, row by row, and has every state")
    func page() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/Commands/Commands.docc/Protocol.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let written = text.split(separator: "\n").drop { !$0.hasPrefix("| state | what happens") }.dropFirst(2)
            .filter { $0.hasPrefix("| ") }.map(String.init)
        let rows = Self.rows.map { "| \($0.cells().joined(separator: " | ")) |" }
        #expect(written == rows, "\(rows.joined(separator: "\n"))")
        let states = try Set(Self.rows.map { try $0.cells().at(0) })
        #expect(states.count == 14, "every state but the end is left: \(states.sorted())")
    }
}
