import Applying
import Calendars
import Campaigns
import JSON
import State
import Testing
import Transport

@Suite("The work on one resource")
struct ResourceMachineTests {
    static let now = Instant(seconds: 1_800_000_000)

    /// Drives a machine with answers for its sends and reads, writing down what it does.
    struct Drive {
        var machine: ResourceMachine
        var log: [String] = []
        var events: [JournalEvent] = []
        var notes: [String] = []
        var outcome: Outcome?

        /// What the clock shows; waiting moves it.
        var now = ResourceMachineTests.now

        init(
            _ intent: Intent, isResumed: Bool = false, circumstances: Circumstances = Circumstances(),
            maxWait: Double = 600
        ) {
            machine = ResourceMachine(
                intent, isResumed: isResumed, circumstances: circumstances,
                patience: .init(maxWait: maxWait, jitter: { 0.5 }))
        }

        /// `replies` are used up in turn, one for each send or read; a wait and a renewal succeed unless said otherwise.
        mutating func run(_ replies: [ResourceMachine.Event], renews: Bool = true, interruptsWaits: Bool = false) {
            var replies = replies[...]
            var event = ResourceMachine.Event.begin
            for _ in 0..<200 {
                let action = machine.next(event, at: Moment(now))
                if let note = machine.takeNote() { notes.append(note) }
                switch action {
                case .record(let recorded):
                    events += recorded
                    log.append("record \(recorded.map(name).joined(separator: ","))")
                    event = .recorded
                case .send(let call):
                    log.append("send \(call.step.rawValue)")
                    guard let reply = replies.popFirst() else { return }
                    event = reply
                case .read(let path):
                    log.append("read \(path.split(separator: "/").last ?? "")")
                    guard let reply = replies.popFirst() else { return }
                    event = reply
                case .list:
                    log.append("list")
                    guard let reply = replies.popFirst() else { return }
                    if case .listed(var sighting) = reply {
                        sighting.begun = now.uptime
                        event = .listed(sighting)
                    } else {
                        event = reply
                    }
                case .settle(let seconds, _):
                    log.append("settle \(seconds)")
                    now = now.adding(seconds: Int(seconds.rounded(.up)))
                    event = interruptsWaits ? .interrupted : .waited
                case .renewCredential:
                    log.append("renew")
                    event = .renewed(renews)
                case .wait(let seconds, _, let pauses):
                    log.append("wait \(seconds)\(pauses ? " all" : "")")
                    event = interruptsWaits ? .interrupted : .waited
                case .end(let outcome):
                    self.outcome = outcome
                    return
                }
            }
        }

        private func name(_ event: JournalEvent) -> String {
            switch event {
            case .intended: "intended"
            case .retried: "retried"
            case .made(let made): "made-\(made.step.rawValue)"
            case .resolved: "resolved"
            case .stopped: "stopped"
            case .lost: "lost"
            case .settled: "settled"
            case .failed: "failed"
            case .platform: "platform"
            case .forgot: "forgot"
            case .moved: "moved"
            case .accepted: "accepted"
            case .adopted: "adopted"
            case .ignored: "ignored"
            }
        }
    }

    static func intent(_ kind: Kind = .cakewalkAccessReview, progress: Intent.Progress = Intent.unanswered) -> Intent {
        let calls: [Call] =
            kind == .conductorOneAccessReview
            ? [
                Call(step: .create, path: "/api/v1/access_review", body: ["displayName": "N"]),
                Call(
                    step: .scope, path: "/api/v1/access_review/{id}/scope_and_entitlements",
                    body: ["entitlements": [["appId": "a", "appEntitlementId": "e"]]]),
                Call(
                    step: .settings, path: "/api/v1/access_review/{id}",
                    body: [
                        "accessReview": ["autoStartCampaign": true, "scheduledStartDate": "asap"],
                        "updateMask": "autoStartCampaign,scheduledStartDate",
                    ]),
            ] : [Call(step: .create, path: "/api/v1/AccessReviews", body: ["name": "N"])]
        return Intent(
            attempt: "x", address: Address(campaign: "c", review: "r"), platform: "p", host: "h", kind: kind, name: "N",
            due: now.adding(seconds: 86_400), begun: now, calls: calls, progress: progress)
    }

    static func answer(_ status: Int, _ body: JSONValue? = nil, _ headers: [Answer.Header] = [])
        -> ResourceMachine.Event
    {
        .answered(Answer(status: status, headers: headers, body: body.map { JSONWriter.write($0) } ?? []))
    }

    static func campaign(_ fields: JSONObject, state: String = "ACCESS_REVIEW_STATE_DRAFT") -> JSONValue {
        var review: JSONObject = ["id": "id1", "displayName": "N", "state": .string(state)]
        for member in fields.members { review[member.key] = member.value }
        return ["accessReview": ["accessReview": .object(review)]]
    }

    @Test("the intent is written down before the call, and what was made after it")
    func order() {
        var drive = Drive(Self.intent())
        drive.run([Self.answer(204)])
        #expect(drive.log == ["record intended", "send create", "record made-create"])
        #expect(drive.outcome?.result == .created)
    }

    /// One row of the table of answers: what comes back, then what becomes of the resource.
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let event: ResourceMachine.Event
        let result: Outcome.Result
        let journal: String
        var effect = Outcome.PlatformEffect.none
        var testDescription: String { name }
    }

    static let certain: [Row] = [
        Row(name: "400", event: answer(400), result: .failed, journal: "failed"),
        Row(name: "409 at Cakewalk", event: answer(409), result: .failed, journal: "failed"),
        Row(name: "422", event: answer(422), result: .failed, journal: "failed"),
        Row(name: "403", event: answer(403), result: .failed, journal: "failed", effect: .forbidden),
        Row(
            name: "sign-in refused", event: .unanswered(.signInRefused("no")), result: .failed, journal: "failed",
            effect: .stops),
    ]

    @Test(
        "an answer that ends it means what the table says, and is never followed by another create", arguments: certain)
    func ends(_ row: Row) {
        var drive = Drive(Self.intent())
        drive.run([row.event, Self.answer(204)])
        #expect(drive.log == ["record intended", "send create", "record \(row.journal)"])
        #expect(drive.outcome?.result == row.result)
        #expect(drive.outcome?.platformEffect == row.effect)
        #expect(drive.outcome?.message != nil)
    }

    static let lost: [(String, ResourceMachine.Event)] = [
        ("2xx that can't be read", answer(200, "what?")), ("3xx", answer(302)), ("408", answer(408)),
        ("499", answer(499)), ("500", answer(500)), ("503", answer(503)),
        ("lost", .unanswered(.transport(.lost("reset")))),
    ]

    @Test(
        "at Cakewalk, the same call again tells what became of one that was lost, once that has settled",
        arguments: lost)
    func cakewalk(name: String, event: ResourceMachine.Event) {
        let again = [
            "record intended", "send create", "record lost", "settle 120.0", "record retried", "send create",
            "record made-create",
        ]
        var notMade = Drive(Self.intent())
        notMade.run([event, Self.answer(204)])
        #expect(notMade.log == again)
        #expect(notMade.outcome?.result == .created)
        var wasMade = Drive(Self.intent())
        wasMade.run([event, Self.answer(409)])
        #expect(wasMade.log == again)
        #expect(wasMade.outcome?.result == .recovered)
        #expect(wasMade.outcome?.message?.contains("409") ?? false, "it rests on what nobody documents")
        guard case .made(let made)? = wasMade.events.last else { return #expect(Bool(false)) }
        #expect(made.evidence == .nameConflict)
    }

    @Test("at Cakewalk, what refuses the second call says nothing about the first", arguments: [400, 401, 403, 422])
    func cakewalkRefused(status: Int) {
        var drive = Drive(Self.intent())
        drive.run([Self.answer(500), Self.answer(status), Self.answer(status)])
        #expect(drive.log.last == "record stopped")
        #expect(drive.outcome?.result == .unknown)
    }

    @Test("at Cakewalk, no second call is sent where a person is to be asked, or it is declared otherwise by now")
    func cakewalkAsks() {
        for circumstances in [
            Circumstances(asksPerson: true), Circumstances(declaration: .differently),
            Circumstances(declaration: .notAnyMore), Circumstances(shapeFault: "it goes elsewhere"),
        ] {
            var drive = Drive(Self.intent(), isResumed: true, circumstances: circumstances)
            drive.run([Self.answer(204)])
            #expect(drive.log == ["record lost", "settle 120.0", "record settled,stopped"])
            #expect(drive.outcome?.result == .unknown)
        }
    }

    @Test("two lost calls are the most of one run, and five of all; then a person must allow one more")
    func limits() {
        var drive = Drive(Self.intent())
        drive.run([Self.answer(500), Self.answer(500), Self.answer(204)])
        #expect(drive.log.filter { $0 == "send create" }.count == 2)
        #expect(drive.outcome?.result == .unknown)
        var intent = Self.intent()
        intent.creatingCalls = 5
        var fifth = Drive(intent, isResumed: true)
        fifth.run([Self.answer(204)])
        #expect(!fifth.log.contains("send create"))
        #expect(fifth.outcome?.message?.contains("muster recover c/r --retry") ?? false)
        var allowed = Drive(intent, isResumed: true, circumstances: Circumstances(isRetryAllowed: true))
        allowed.run([Self.answer(500), Self.answer(204)])
        #expect(allowed.log.filter { $0 == "send create" }.count == 1)
    }

    @Test("without time to settle it is left for a later run")
    func noWait() {
        var drive = Drive(Self.intent(), circumstances: Circumstances(waitsToSettle: false))
        drive.run([Self.answer(500), Self.answer(204)])
        #expect(drive.log == ["record intended", "send create", "record lost"])
        #expect(drive.outcome?.result == .waiting)
    }

    @Test("an interrupt while it settles keeps the intent")
    func interruptedSettling() {
        var drive = Drive(Self.intent())
        drive.run([Self.answer(500)], interruptsWaits: true)
        #expect(drive.log == ["record intended", "send create", "record lost", "settle 120.0"])
        #expect(drive.outcome?.result == .interrupted)
    }

    @Test("what was certainly not processed is sent again after a wait")
    func again() {
        var drive = Drive(Self.intent())
        drive.run([
            .unanswered(.transport(.notSent("refused"))), Self.answer(429, nil, [.init("Retry-After", "7")]),
            Self.answer(429),
            .unanswered(.signInLater(retryAfterSeconds: 3, "busy")), Self.answer(204),
        ])
        #expect(
            drive.log == [
                "record intended", "send create", "wait 0.5", "send create", "wait 7.0 all", "send create", "wait 2.0",
                "send create", "wait 3.0 all",
                "send create", "record made-create",
            ])
        #expect(drive.outcome?.result == .created)
    }

    @Test("waits that together are longer than its patience end it at once, and drop the intent")
    func patience() {
        var drive = Drive(Self.intent(), maxWait: 60)
        drive.run([Self.answer(429, nil, [.init("Retry-After", "61")])])
        #expect(drive.log == ["record intended", "send create", "record failed"])
        #expect(drive.outcome?.result == .failed)
        var several = Drive(Self.intent(), maxWait: 60)
        let later = Self.answer(429, nil, [.init("Retry-After", "40")])
        several.run([later, later, Self.answer(204)])
        #expect(several.log == ["record intended", "send create", "wait 40.0 all", "send create", "record failed"])
    }

    @Test("401 renews the credential once, then stops the platform")
    func unauthorized() {
        var renewed = Drive(Self.intent())
        renewed.run([Self.answer(401), Self.answer(204)])
        #expect(renewed.log == ["record intended", "send create", "renew", "send create", "record made-create"])
        var twice = Drive(Self.intent())
        twice.run([Self.answer(401), Self.answer(401)])
        #expect(twice.log.last == "record failed")
        #expect(twice.outcome?.platformEffect == .stops)
        var never = Drive(Self.intent())
        never.run([Self.answer(401), Self.answer(204)], renews: false)
        #expect(never.log == ["record intended", "send create", "renew", "record failed"])
    }

    @Test("an interrupt while it waits leaves no intent of a call that was not processed")
    func interrupted() {
        var drive = Drive(Self.intent())
        drive.run([Self.answer(429)], interruptsWaits: true)
        #expect(drive.log == ["record intended", "send create", "wait 0.5", "record failed"])
        #expect(drive.outcome?.result == .interrupted)
    }

    static let nothingThere = ResourceMachine.Event.listed(Sighting(begun: now.uptime))

    static let selection: JSONValue = [
        "list": [["accessReviewEntitlement": ["appId": "a", "appEntitlementId": "e"]]], "scopeV2": .null,
    ]

    @Test("several calls: each is read back before the next, and asap is written down before it is sent")
    func several() {
        var drive = Drive(Self.intent(.conductorOneAccessReview))
        let settings = Self.campaign([
            "autoStartCampaign": true, "scheduledStartDate": .string(Self.now.adding(seconds: 900).rfc3339),
        ])
        drive.run([
            Self.nothingThere,
            Self.answer(200, Self.campaign([:])), Self.answer(200, Self.selection), Self.answer(200, Self.selection),
            Self.answer(200, settings),
            Self.answer(200, settings),
        ])
        #expect(
            drive.log == [
                "list", "record intended", "send create", "record made-create", "send scope",
                "read scope_and_entitlements",
                "record made-scope",
                "record resolved", "send settings", "read id1", "record made-settings",
            ])
        #expect(drive.outcome == Outcome(.created, vendorID: "id1"))
        #expect(
            drive.events.contains(
                .resolved(
                    attempt: "x", address: Self.intent().address, field: "scheduledStartDate",
                    instant: Self.now.adding(seconds: 900))))
    }

    @Test("a read that fails is repeated, as late as the vendor says, in seconds or as a date")
    func readAgain() {
        let progress = Intent.Progress.made(vendorID: "id1", at: Self.now, done: [.create], stopped: nil)
        var drive = Drive(Self.intent(.conductorOneAccessReview, progress: progress), isResumed: true)
        drive.run([
            Self.answer(500), Self.answer(429, nil, [.init("Retry-After", "Fri, 15 Jan 2027 08:00:30 GMT")]),
            .unanswered(.transport(.lost("reset"))), Self.answer(404),
        ])
        #expect(
            drive.log == [
                "read id1", "wait 0.5", "read id1", "wait 30.0 all", "read id1", "wait 2.0", "read id1",
                "record stopped",
            ])
        #expect(drive.outcome?.result == .failed)
    }

    @Test("a read-back that differs stops before anything can start")
    func differs() {
        var drive = Drive(Self.intent(.conductorOneAccessReview))
        drive.run([
            Self.nothingThere, Self.answer(200, Self.campaign([:])), Self.answer(200, [:]),
            Self.answer(200, ["list": []]),
        ])
        #expect(drive.log.last == "record stopped")
        #expect(!drive.log.contains("send settings"))
        #expect(drive.outcome?.result == .unknown)
    }

    @Test("what refuses a later call keeps the intent", arguments: [400, 403])
    func laterCall(status: Int) {
        var drive = Drive(Self.intent(.conductorOneAccessReview))
        drive.run([Self.nothingThere, Self.answer(200, Self.campaign([:])), Self.answer(status)])
        #expect(drive.log.suffix(2) == ["send scope", "record stopped"])
        #expect(drive.outcome?.result == .failed)
        #expect(drive.outcome?.vendorID == "id1")
    }

    @Test("a lost call that only sets is sent once more, after a look at the draft, and then left for a later run")
    func lostLaterCall() {
        var drive = Drive(Self.intent(.conductorOneAccessReview))
        drive.run([
            Self.nothingThere,
            Self.answer(200, Self.campaign([:])), Self.answer(500), Self.answer(200, Self.campaign([:])),
            Self.answer(500),
        ])
        #expect(
            drive.log == [
                "list", "record intended", "send create", "record made-create", "send scope", "record stopped",
                "read id1",
                "send scope", "record stopped",
            ])
        #expect(drive.outcome?.result == .unknown)
        #expect(drive.outcome?.vendorID == "id1")
    }

    @Test("a resumption reads the draft, then what was set last, and goes on where it stopped")
    func resumed() {
        let progress = Intent.Progress.made(vendorID: "id1", at: Self.now, done: [.create, .scope], stopped: "lost")
        var drive = Drive(Self.intent(.conductorOneAccessReview, progress: progress), isResumed: true)
        let settings = Self.campaign([
            "autoStartCampaign": true, "scheduledStartDate": .string(Self.now.adding(seconds: 900).rfc3339),
        ])
        drive.run([
            Self.answer(200, Self.campaign([:])), Self.answer(200, Self.selection), Self.answer(200, settings),
            Self.answer(200, settings),
        ])
        #expect(
            drive.log == [
                "read id1", "read scope_and_entitlements", "record resolved", "send settings", "read id1",
                "record made-settings",
            ])
        #expect(drive.outcome?.result == .resumed)
    }

    @Test("a resumption finds that the call was made after all")
    func finished() {
        let progress = Intent.Progress.made(vendorID: "id1", at: Self.now, done: [.create, .scope], stopped: "lost")
        var drive = Drive(Self.intent(.conductorOneAccessReview, progress: progress), isResumed: true)
        drive.run([Self.answer(200, Self.campaign(["autoStartCampaign": true], state: "ACCESS_REVIEW_STATE_OPEN"))])
        #expect(drive.log == ["read id1", "record made-settings"])
        #expect(drive.outcome?.result == .resumed)
    }

    @Test(
        "a draft that someone changed or started is left for a person",
        arguments: [
            campaign(["displayName": "Another"]), campaign([:], state: "ACCESS_REVIEW_STATE_OPEN"),
        ])
    func changedDraft(draft: JSONValue) {
        let progress = Intent.Progress.made(vendorID: "id1", at: Self.now, done: [.create], stopped: nil)
        var drive = Drive(Self.intent(.conductorOneAccessReview, progress: progress), isResumed: true)
        drive.run([Self.answer(200, draft)])
        #expect(drive.log == ["read id1", "record stopped"])
        #expect(drive.outcome?.result == .unknown)
    }

    @Test(
        "whatever comes back, a create that may have had an effect is followed by another only once that is written down"
    )
    func property() {
        var generator = SplitMix(seed: 20_270_111)
        for _ in 0..<3_000 {
            var drive = Drive(Self.intent(.cakewalkAccessReview))
            var replies: [ResourceMachine.Event] = []
            for _ in 0..<12 { replies.append(Self.random(&generator)) }
            drive.run(replies, renews: generator.next() % 2 == 0)
            var rest = replies[...]
            var (mayHaveActed, isOpen) = (0, false)
            for line in drive.log {
                if line == "record retried" { isOpen = false }
                guard line == "send create" else { continue }
                #expect(!isOpen, "\(drive.log)")
                guard let reply = rest.popFirst(), Self.mayHaveActed(reply) else { continue }
                (mayHaveActed, isOpen) = (mayHaveActed + 1, true)
            }
            #expect(mayHaveActed <= 2, "\(drive.log)")
            #expect(drive.outcome != nil)
        }
    }

    private static func random(_ generator: inout SplitMix) -> ResourceMachine.Event {
        switch generator.next() % 9 {
        case 0: answer(200, campaign([:]))
        case 1: answer(204)
        case 2: answer(429)
        case 3: answer(401)
        case 4: answer(500)
        case 5: .unanswered(.transport(.lost("x")))
        case 6: .unanswered(.transport(.notSent("x")))
        case 7: answer(400)
        default: answer(200, ["uar_id": "u1", "id": "r1"])
        }
    }

    private static func mayHaveActed(_ event: ResourceMachine.Event) -> Bool {
        switch event {
        case .answered(let answer): [200, 204, 500].contains(answer.status)
        case .unanswered(.transport(.lost)): true
        default: false
        }
    }

    struct SplitMix: RandomNumberGenerator {
        var state: UInt64
        init(seed: UInt64) { state = seed }
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var bits = state
            bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
            bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
            return bits ^ (bits >> 31)
        }
    }
}
