import Applying
import Calendars
import Campaigns
import JSON
import State
import Support
import Testing
import Transport
import Vendors

/// What must hold for a second lost call as for the first, and for what an earlier run left.
@Suite("A call lost again")
struct RepeatedLossTests {
    private static let now = ResourceMachineTests.now
    private static let lost = ResourceMachine.Event.unanswered(.transport(.lost("reset")))
    private static let made = ResourceMachineTests.answer(200, ["uar_id": "u9"])

    private static func intent(_ kind: Kind = .opalUAR) -> Intent {
        var intent = ResourceMachineTests.intent(kind)
        switch kind {
        case .opalUAR: intent.calls = [Call(step: .create, path: "/uar", body: ["name": "N"])]
        case .opalRequest: intent.calls = [Call(step: .create, path: "/requests", body: ["reason": "N"])]
        default: break
        }
        intent.namesakes = kind == .cakewalkAccessReview ? nil : []
        return intent
    }

    private static func item(
        _ id: String, due: Instant? = nil, state: String? = nil, isGone: Bool = false, _ object: JSONObject = [:]
    ) -> ListedItem {
        ListedItem(id: id, name: "N", due: due, state: state, isGone: isGone, object: object)
    }

    private static func shows(_ items: ListedItem...) -> ResourceMachine.Event {
        .listed(Sighting(begun: now.uptime, namesakes: items, ids: items.map(\.id)))
    }

    @Test("a second lost call is given the same time as the first, and two listings of its own")
    func second() {
        var drive = ResourceMachineTests.Drive(Self.intent())
        drive.run([
            Self.shows(), Self.lost, Self.shows(), Self.shows(), Self.lost, Self.shows(), Self.shows(), Self.made,
        ])
        let round = ["send create", "record lost", "list", "settle 120.0", "list"]
        #expect(drive.log == ["list", "record intended"] + round + ["record retried"] + round + ["record stopped"])
    }

    @Test("with no time to settle, a second lost call has two listings of its own all the same")
    func secondWithoutSettling() {
        var drive = ResourceMachineTests.Drive(Self.intent(), circumstances: Circumstances(settle: 0))
        drive.run([
            Self.shows(), Self.lost, Self.shows(), Self.shows(), Self.lost, Self.shows(), Self.shows(), Self.made,
        ])
        let round = ["send create", "record lost", "list", "list"]
        #expect(drive.log == ["list", "record intended"] + round + ["record retried"] + round + ["record stopped"])
    }

    @Test("at Cakewalk, a name that is taken is that of the review that an earlier run may have made")
    func resumedConflict() {
        var drive = ResourceMachineTests.Drive(
            Self.intent(.cakewalkAccessReview).lost(at: Self.now), isResumed: true)
        drive.now = Self.now.adding(seconds: 3600)
        drive.run([ResourceMachineTests.answer(409)])
        #expect(drive.log == ["record retried", "send create", "record made-create"])
        #expect(drive.outcome?.result == .recovered)
    }

    @Test("an interrupt before the call is sent again keeps the intent of the one before", arguments: [429, 401])
    func interrupted(status: Int) {
        var drive = ResourceMachineTests.Drive(
            Self.intent(.cakewalkAccessReview).lost(at: Self.now), isResumed: true)
        drive.now = Self.now.adding(seconds: 3600)
        let wait = ResourceMachineTests.answer(429)
        drive.run(status == 429 ? [wait] : [ResourceMachineTests.answer(401), wait], interruptsWaits: true)
        #expect(drive.log.suffix(2) == ["send create", "wait 0.5"])
        #expect(drive.outcome?.result == .interrupted)
    }

    @Test("what the vendor has of its name is written down with the intent, whoever it is said to be")
    func known() {
        var drive = ResourceMachineTests.Drive(Self.intent())
        drive.run([.listed(Sighting(begun: Self.now.uptime, ids: ["u0", "u1"])), Self.made])
        guard case .intended(let intent)? = drive.events.first else {
            Issue.record("no intent")
            return
        }
        #expect(intent.namesakes == ["u0", "u1"])
    }

    @Test("a review of its name that is due later today, and a request that says no state, are not over")
    func open() {
        let today = Self.item("u1", due: Self.now.adding(seconds: 60))
        let cases = [(Kind.opalUAR, today), (.opalRequest, Self.item("r1"))]
        for (kind, item) in cases {
            var drive = ResourceMachineTests.Drive(Self.intent(kind))
            drive.run([Self.shows(item), Self.made])
            #expect(drive.log == ["list"], "\(kind)")
            #expect(drive.outcome?.result == .ambiguous)
        }
    }

    @Test("one that was made and deleted since is for a person, and is not made again")
    func deleted() {
        var intent = Self.intent(.conductorOneAccessReview)
        intent.namesakes = []
        var drive = ResourceMachineTests.Drive(intent, isResumed: true)
        let gone = Self.shows(Self.item("id1", isGone: true))
        drive.run([gone, gone, ResourceMachineTests.answer(200, ResourceMachineTests.campaign([:]))])
        #expect(drive.log == ["record lost", "list", "record settled,stopped"])
        #expect(drive.outcome?.result == .ambiguous)
    }

    @Test("a draft found in a listing is read before it is gone on with, and only as it was begun")
    func foundDraft() {
        var intent = Self.intent(.conductorOneAccessReview)
        intent.namesakes = []
        let draft = Self.shows(Self.item("id1", ["displayName": "N"]))
        var asBegun = ResourceMachineTests.Drive(intent, isResumed: true)
        asBegun.run([draft, ResourceMachineTests.answer(200, ResourceMachineTests.campaign(["displayName": "M"]))])
        #expect(asBegun.log == ["record lost", "list", "record made-create", "read id1", "record stopped"])
        for declaration in [Circumstances.Declaration.differently, .notAnyMore] {
            var other = ResourceMachineTests.Drive(
                intent, isResumed: true, circumstances: Circumstances(declaration: declaration))
            other.run([draft, ResourceMachineTests.answer(200, ResourceMachineTests.campaign([:]))])
            #expect(other.log == ["record lost", "list", "record made-create", "record stopped"], "\(declaration)")
        }
    }

    @Test("what `asap` stood for in an earlier run is what a later one sends")
    func asap() {
        let progress = Intent.Progress.made(vendorID: "id1", at: Self.now, done: [.create, .scope], stopped: "lost")
        var intent = ResourceMachineTests.intent(.conductorOneAccessReview, progress: progress)
        intent.resolved = ["scheduledStartDate": Self.now.adding(seconds: 900)]
        var drive = ResourceMachineTests.Drive(intent, isResumed: true)
        drive.now = Self.now.adding(seconds: 60)
        drive.run([
            ResourceMachineTests.answer(200, ResourceMachineTests.campaign([:])),
            ResourceMachineTests.answer(200, ResourceMachineTests.selection),
        ])
        #expect(drive.log == ["read id1", "read scope_and_entitlements", "send settings"])
    }

    @Test("what `asap` can't have stood for yet is worked out anew")
    func asapLater() {
        let progress = Intent.Progress.made(vendorID: "id1", at: Self.now, done: [.create, .scope], stopped: "lost")
        for seconds in [901, 400_000_000] {
            var intent = ResourceMachineTests.intent(.conductorOneAccessReview, progress: progress)
            intent.resolved = ["scheduledStartDate": Self.now.adding(seconds: seconds)]
            var drive = ResourceMachineTests.Drive(intent, isResumed: true)
            drive.now = Self.now
            drive.run([
                ResourceMachineTests.answer(200, ResourceMachineTests.campaign([:])),
                ResourceMachineTests.answer(200, ResourceMachineTests.selection),
            ])
            let instants = drive.events.compactMap {
                if case .resolved(_, _, _, let instant) = $0 { instant } else { nil }
            }
            #expect(instants == [Self.now.adding(seconds: 900)])
        }
    }

    @Test("each creating call is counted with the one before, and the count is written down with it")
    func counted() {
        var intent = Self.intent(.cakewalkAccessReview)
        intent.creatingCalls = 3
        var drive = ResourceMachineTests.Drive(intent, isResumed: true)
        drive.run([Self.lost, Self.lost])
        let counts = drive.events.compactMap { if case .retried(_, _, let count, _) = $0 { count } else { nil } }
        #expect(counts == [4, 5])
    }

    @Test("giving up on a vendor that has too many requests keeps the intent of what may exist")
    func laterCallGivenUp() {
        let progress = Intent.Progress.made(vendorID: "id1", at: Self.now, done: [.create], stopped: nil)
        let intents = [
            (ResourceMachineTests.intent(.conductorOneAccessReview, progress: progress), [Self.draft, Self.tooMany]),
            (Self.intent(.cakewalkAccessReview).lost(at: Self.now), [Self.tooMany]),
        ]
        for (intent, replies) in intents {
            var drive = ResourceMachineTests.Drive(intent, isResumed: true, maxWait: 60)
            drive.now = Self.now.adding(seconds: 3600)
            drive.run(replies)
            #expect(drive.log.last == "record stopped", "\(drive.log)")
        }
    }

    private static let draft = ResourceMachineTests.answer(200, ResourceMachineTests.campaign([:]))
    private static let tooMany = ResourceMachineTests.answer(429, nil, [.init("Retry-After", "61")])

    @Test("a draft or a read-back of another shape stops it, and nothing more is sent")
    func unreadable() {
        let progress = Intent.Progress.made(vendorID: "id1", at: Self.now, done: [.create], stopped: nil)
        var draft = ResourceMachineTests.Drive(
            ResourceMachineTests.intent(.conductorOneAccessReview, progress: progress), isResumed: true)
        draft.run([ResourceMachineTests.answer(200, [:]), Self.draft])
        #expect(draft.log == ["read id1", "record stopped"])
        var scope = ResourceMachineTests.Drive(ResourceMachineTests.intent(.conductorOneAccessReview))
        scope.run([
            Self.shows(), Self.draft, ResourceMachineTests.answer(200, [:]),
            ResourceMachineTests.answer(200, ["list": "x"]),
            Self.draft,
        ])
        #expect(scope.log.suffix(3) == ["send scope", "read scope_and_entitlements", "record stopped"])
    }

    @Test("a campaign whose scope the creating call sent is read back before its settings are sent")
    func scopeOfTheCreate() {
        var intent = ResourceMachineTests.intent(.conductorOneAccessReview)
        intent.calls.removeAll { $0.step == .scope }
        intent.calls[ifThere: 0]?.body = ["displayName": "N", "scopeType": "ACCESS_REVIEW_SCOPE_TYPE_BY_APPS"]
        for (found, isSent) in [
            ("ACCESS_REVIEW_SCOPE_TYPE_BY_APPS", true), ("ACCESS_REVIEW_SCOPE_TYPE_BY_USERS", false),
        ] {
            var drive = ResourceMachineTests.Drive(intent)
            let shown = ResourceMachineTests.answer(200, ResourceMachineTests.campaign(["scopeType": .string(found)]))
            drive.run([Self.shows(), shown, shown])
            #expect(drive.log.contains("read id1"))
            #expect(drive.log.contains("send settings") == isSent)
        }
    }

    @Test("its marker on two items is for a person, though only one of them has its name")
    func twoMarkers() {
        let items = ["id1", "id2"].map { Self.item($0, ["displayName": "N"]) }
        for isResumed in [false, true] {
            var drive = ResourceMachineTests.Drive(
                Self.intent(.conductorOneAccessReview), isResumed: isResumed)
            drive.run([
                .listed(
                    Sighting(begun: Self.now.uptime, namesakes: Array(items.prefix(1)), marked: items, ids: ["id1"])),
                Self.draft,
            ])
            #expect(drive.outcome?.result == .ambiguous)
            #expect(!drive.log.contains("send create"))
        }
    }
}
