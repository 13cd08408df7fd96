import Applying
import Calendars
import Campaigns
import JSON
import Planning
import Sandbox
import State
import Support
import Synchronization
import Testing
import Transport
import Vendors

/// What people, vendors and clocks do between a lost call and the run that finds out about it.
@Suite("Real life")
struct RealLifeTests {
    static let listable = ListingConformance.listable
    static let reviews = listable.filter { !$0.kind.isRequest }

    // MARK: A manifest edited between death and restart

    @Test(
        "a typo in the name, mended after the call was lost: what was made is recorded as it was made, and is changed")
    func typoFound() async throws {
        for sample in KindSample.all where sample.kind != .cakewalkAccessReview {
            let world = try await World()
            let typo = sample.misspelt
            #expect(try await world.dies(typo, .afterCreate) == [.waiting])
            #expect(try await world.results(sample.campaign).allSatisfy { [.recovered, .unknown].contains($0) })
            let plan = try await world.plan(sample.campaign)
            // A draft that still lacks calls is for a person: it was begun otherwise.
            let isHalfMade = sample.kind == .conductorOneAccessReview
            #expect(plan.entries.map(\.action) == [isHalfMade ? .resume : .changed], "\(sample)")
            #expect(await world.made == 1)
        }
    }

    @Test(
        "a typo in the name, mended before anything was made: it is never sent again, and the next apply makes it right"
    )
    func typoNotMade() async throws {
        for sample in Self.listable {
            let world = try await World()
            #expect(try await world.dies(sample.misspelt, .beforeCreate) == [.waiting])
            #expect(try await world.results(sample.campaign) == [.failed])
            #expect(await world.made == 0)
            #expect(try await world.results(sample.campaign) == [.created])
            #expect(await world.made == 1)
            #expect(try await world.plan(sample.campaign).entries.map(\.action) == [.unchanged])
        }
    }

    @Test("a typo at Cakewalk, mended after the call was lost: nothing is sent, and a person says what there is")
    func typoAtCakewalk() async throws {
        let sample = try KindSample.of(.cakewalkAccessReview)
        for death in [Death.beforeCreate, .afterCreate] {
            let world = try await World()
            #expect(try await world.dies(sample.misspelt, death) == [.waiting])
            let result = try await world.apply(sample.campaign, through: world.client)
            #expect(result.outcomes.values.map(\.result) == [.unknown])
            let message = result.outcomes.values.first?.message ?? ""
            #expect(message.contains("`muster state forget c/cakewalk --recreate`"), "\(message)")
            #expect(message.contains("`muster adopt c/cakewalk`"), "\(message)")
            // Put back, it is finished as it was begun.
            #expect(try await world.results(sample.misspelt) == [death == .afterCreate ? .recovered : .resumed])
            #expect(await world.made == 1)
        }
    }

    @Test("a campaign renamed while a call of it is unknown: it is found out under its old address first")
    func renamed() async throws {
        for sample in Self.reviews {
            for formerly in ["", "formerly: [c]\n"] {
                for death in [Death.beforeCreate, .afterCreate] where sample.kind == .opalUAR || death == .beforeCreate
                {
                    let world = try await World()
                    _ = try await world.dies(sample.campaign, death)
                    let renamed = sample.campaign.replacing("campaign: c\n", with: "campaign: d\n" + formerly)
                    #expect(
                        Set(try await world.plan(renamed).entries.map { "\($0.address.campaign) \($0.action)" })
                            == ["c resume", "d held"])
                    _ = try await world.apply(renamed, through: world.client)
                    #expect(await world.made == (death == .afterCreate ? 1 : 0))
                    let next = try await world.plan(renamed).entries.map { "\($0.address.campaign) \($0.action)" }
                    switch (death, formerly.isEmpty) {
                    case (.beforeCreate, _): #expect(next == ["d create"])
                    case (.afterCreate, false): #expect(next == ["d move"])
                    case (.afterCreate, true): #expect(next.contains("d held"), "another of that name is open")
                    }
                    _ = try await world.apply(renamed, through: world.client)
                    #expect(await world.made == 1)
                }
            }
        }
    }

    @Test("a campaign deleted while a call of it is unknown: it is found out, and never made")
    func deleted() async throws {
        for death in [Death.beforeCreate, .afterCreate] {
            let world = try await World()
            let sample = try KindSample.of(.opalUAR)
            _ = try await world.dies(sample.campaign, death)
            _ = try await world.results("")
            #expect(await world.made == (death == .afterCreate ? 1 : 0))
            let state = try await world.store.read(expecting: World.identity)
            #expect(state.intents.isEmpty)
            #expect(state.records.count == (death == .afterCreate ? 1 : 0))
        }
    }

    // MARK: A vendor that takes its time

    @Test(
        "a vendor that commits 30 s after the client gave up: it is found while it settles", arguments: KindSample.all)
    func late(_ sample: KindSample) async throws {
        let world = try await World(faults: try await sample.late(seconds: 30))
        #expect(try await world.results(sample.campaign) == [.recovered])
        #expect(await world.made == 1)
        #expect(try await world.plan(sample.campaign).entries.map(\.action) == [.unchanged])
    }

    @Test(
        "a call that waited long for its turn settles from when it left, also in a later run", arguments: [false, true])
    func delayed(isLaterRun: Bool) async throws {
        for sample in Self.listable {
            // The vendor takes no calls for 100 seconds, and has the effect of the one that it loses 30 seconds later.
            var faults = try await sample.late(seconds: 30)
            let lost = try #require(faults.script.first)
            let refused = SandboxFaults.Scripted(lost.method, lost.pathSuffix, .tooMany)
            faults.script = Array(repeating: refused, count: 100) + [lost]
            let world = try await World(faults: faults)
            if isLaterRun {
                let first = try await world.apply(sample.campaign, through: world.client, waits: false, maxWait: 600)
                #expect(first.outcomes.values.map(\.result) == [.waiting])
                world.clock.advance(seconds: 20)
            }
            #expect(try await world.results(sample.campaign) == [.recovered], "\(sample)")
            world.clock.advance(seconds: 600)
            _ = await world.vendors.answer(.init(method: "GET", target: "/opal/v1/uars", headers: [], body: []))
            #expect(await world.made == 1, "\(sample)")
        }
    }

    @Test(
        "one that commits after it should have settled makes a second; the next listing shows it, and Cakewalk refuses it"
    )
    func later() async throws {
        for sample in KindSample.all {
            let world = try await World(faults: try await sample.late(seconds: 300))
            #expect(try await world.results(sample.campaign) == [.created])
            #expect(await world.made == 1)
            world.clock.advance(seconds: 600)
            _ = await world.vendors.answer(.init(method: "GET", target: "/opal/v1/uars", headers: [], body: []))
            let isUnique = sample.kind == .cakewalkAccessReview
            #expect(await world.made == (isUnique ? 1 : 2), "the promise ends where `settle` does")
            if isUnique { continue }
            // Whatever is to be created under that name or with that marker sees it.
            try await world.store.loseRecords()
            #expect(try await world.results(sample.campaign) == [.ambiguous])
            #expect(await world.made == 2)
        }
    }

    // MARK: Others of its name

    @Test("a colleague's review of its name, made before: it stops, and nothing is sent", arguments: listable)
    func colleagueBefore(_ sample: KindSample) async throws {
        let world = try await World()
        try await world.someoneMakes(sample)
        #expect(try await world.results(sample.campaign) == [.ambiguous])
        #expect(await world.made == 1)
    }

    @Test(
        "a colleague's review of its name, made after our call was lost: nothing of ours is made twice",
        arguments: listable)
    func colleagueBetween(_ sample: KindSample) async throws {
        for death in [Death.beforeCreate, .afterCreate] {
            let world = try await World()
            _ = try await world.dies(sample.campaign, death)
            // A colleague's is not equal in all that was sent.
            try await world.someoneMakes(sample) { body in
                switch sample.kind {
                case .opalUAR: body["self_review_allowed"] = true
                case .opalRequest: body["duration_minutes"] = 45
                default: body["description"] = "Mine"
                }
            }
            let isMarked = sample.kind != .opalUAR
            let expected: Outcome.Result = death == .afterCreate && isMarked ? .recovered : .ambiguous
            let results = try await world.results(sample.campaign)
            #expect(results == [expected] || (results == [.resumed] && expected == .recovered), "\(sample) \(death)")
            #expect(await world.made == (death == .afterCreate ? 2 : 1))
        }
    }

    @Test("last year's review of its name is no obstacle, and the apply says once that it is there", arguments: reviews)
    func lastYear(_ sample: KindSample) async throws {
        let world = try await World()
        try await world.someoneMakes(sample) { body in
            body[sample.kind == .opalUAR ? "deadline" : "completionDate"] = "2026-01-29T22:59:59Z"
        }
        let events = Events()
        let result = try await world.apply(sample.campaign, through: world.client, report: events.add)
        #expect(result.outcomes.values.map(\.result) == [.created])
        #expect(await world.made == 2)
        #expect(events.notes.count == 1)
        #expect(events.notes.first?.contains("is over") ?? false, "\(events.notes)")
        // Nor is it taken for what a lost call made.
        let other = try await World()
        try await other.someoneMakes(sample) { body in
            body[sample.kind == .opalUAR ? "deadline" : "completionDate"] = "2026-01-29T22:59:59Z"
        }
        _ = try await other.dies(sample.campaign, .beforeCreate)
        #expect(try await other.results(sample.campaign) == [.resumed])
        #expect(await other.made == 2)
    }

    // MARK: State lost

    @Test("state of before the create: what carries the marker is found, Opal's review stops, Cakewalk's name is taken")
    func stateLost() async throws {
        for sample in KindSample.all {
            let world = try await World()
            #expect(try await world.results(sample.campaign) == [.created])
            try await world.store.loseRecords()
            let result = try await world.apply(sample.campaign, through: world.client)
            switch sample.kind {
            case .opalUAR: #expect(result.outcomes.values.map(\.result) == [.ambiguous])
            case .cakewalkAccessReview:
                #expect(result.outcomes.values.map(\.result) == [.failed])
                let message = result.outcomes.values.first?.message ?? ""
                #expect(message.contains("is taken at Cakewalk"))
                #expect(message.contains("`muster adopt c/cakewalk`"), "\(message)")
            default:
                #expect(result.outcomes.values.map(\.result) == [.recovered], "\(result.outcomes)")
                #expect(try await world.plan(sample.campaign).entries.map(\.action) == [.unchanged])
            }
            #expect(await world.made == 1, "\(sample)")
        }
    }

    @Test(
        "state lost and the manifest edited since: state never says of what was made before that it is as declared now")
    func stateLostAndEdited() async throws {
        let sample = try KindSample.of(.opalRequest)
        let world = try await World()
        _ = try await world.results(sample.campaign)
        try await world.store.loseRecords()
        let edited = sample.campaign.replacing(sample.edit.from, with: sample.edit.to)
        let result = try await world.apply(edited, through: world.client)
        #expect(result.outcomes.values.map(\.result) == [.ambiguous], "\(result.outcomes)")
        #expect(result.outcomes.values.first?.message?.contains("duration_minutes") ?? false)
        #expect(try await world.store.read(expecting: World.identity).records.isEmpty)
        #expect(await world.made == 1)
    }

    @Test("state lost when ConductorOne's campaign has started: nothing is sent, and the message says how it is taken")
    func stateLostAndStarted() async throws {
        let sample = try KindSample.of(.conductorOneAccessReview)
        let world = try await World()
        _ = try await world.results(sample.campaign)
        try await world.store.loseRecords()
        world.clock.advance(seconds: 3600)
        let posts = await world.posts
        let result = try await world.apply(sample.campaign, through: world.client)
        #expect(result.outcomes.values.map(\.result) == [.unknown])
        let message = result.outcomes.values.first?.message ?? ""
        #expect(message.contains("`muster adopt c/conductorone 2Sandbox"), "\(message)")
        #expect(await world.posts == posts)
    }

    // MARK: Drafts

    @Test("a draft that someone edited or started since it was left half made is left alone")
    func draftChanged() async throws {
        let sample = try KindSample.of(.conductorOneAccessReview)
        let changes: [@Sendable (inout JSONObject) -> Void] = [
            { $0["description"] = "Edited" }, { $0["state"] = "ACCESS_REVIEW_STATE_OPEN" },
            { $0["completionDate"] = "2027-02-26T22:59:59Z" },
        ]
        for change in changes {
            let world = try await World(
                faults: SandboxFaults(
                    script: .init(repeating: .init("POST", "/scope_and_entitlements", .dropBefore), count: 2)))
            #expect(try await world.results(sample.campaign) == [.unknown])
            let draft = try #require(await world.vendors.contents.list("conductorone", "reviews").first)
            var object = draft.object
            change(&object)
            try await world.vendors.put(
                .init(account: "conductorone", collection: "reviews", id: draft.id, object: object))
            let posts = await world.posts
            let result = try await world.apply(sample.campaign, through: world.client)
            #expect(result.outcomes.values.map(\.result) == [.unknown])
            #expect(result.outcomes.values.first?.message?.contains("someone changed the draft") ?? false)
            #expect(await world.posts == posts)
        }
    }

    // MARK: Credentials

    @Test("a token that expires in the middle is renewed once, and the call is sent once more")
    func expired() async throws {
        let sample = try KindSample.of(.conductorOneAccessReview)
        let world = try await World()
        let clock = world.clock
        let client = WatchingClient(client: world.client) { request in
            // Longer than a token lives, when the scope is about to be set.
            if request.url.hasSuffix("/scope_and_entitlements"), request.method == .post,
                clock.now() < World.start.adding(seconds: 900)
            {
                clock.advance(seconds: 900)
            }
        }
        let result = try await world.apply(sample.campaign, through: client)
        #expect(result.outcomes.values.map(\.result) == [.created])
        let requests = await world.vendors.requests
        #expect(requests.count { $0.path.hasSuffix("/token") } == 2)
        #expect(requests.count { $0.method == "POST" && $0.path.hasSuffix("/access_review") } == 1)
    }

    @Test("the list of another user, who sees only his own, is no proof that nothing was made")
    func otherUser() async throws {
        let sample = try KindSample.of(.conductorOneAccessReview)
        for death in [Death.beforeCreate, .afterCreate] {
            let world = try await World()
            _ = try await world.dies(sample.campaign, death)
            let result = try await world.apply(sample.campaign, through: world.client, user: "own-only-eve")
            #expect(result.outcomes.values.map(\.result) == [.unknown])
            #expect(result.outcomes.values.first?.message?.contains("use that credential again") ?? false)
            let first = try await world.results(sample.campaign)
            #expect(first == [death == .afterCreate ? .recovered : .resumed])
            #expect(await world.made == 1)
        }
    }

    @Test("a colleague who sees all campaigns finishes what another user's run began")
    func colleagueRecovers() async throws {
        let sample = try KindSample.of(.conductorOneAccessReview)
        let world = try await World()
        _ = try await world.dies(sample.campaign, .afterCreate)
        let result = try await world.apply(sample.campaign, through: world.client, user: "eve")
        #expect(result.outcomes.values.map(\.result) == [.recovered], "\(result.outcomes)")
        #expect(await world.made == 1)
    }

    // MARK: Clocks

    @Test("a vendor that moves the due date to the end of its day has made what was sent")
    func endOfDay() async throws {
        let sample = try KindSample.of(.opalUAR)
        let world = try await World()
        _ = try await world.dies(sample.campaign, .afterCreate)
        let made = try #require(await world.vendors.contents.list("opal", "uars").first)
        for deadline in ["2027-01-29T22:59:59.999Z", "2027-01-29T00:00:00+01:00"] {
            var object = made.object
            object["deadline"] = .string(deadline)
            try await world.vendors.put(.init(account: "opal", collection: "uars", id: made.id, object: object))
        }
        #expect(try await world.results(sample.campaign) == [.recovered])
        #expect(try await world.plan(sample.campaign).entries.map(\.action) == [.unchanged])
        #expect(await world.made == 1)
    }

    @Test(
        "a clock an hour off, ours or the vendor's, makes nothing twice and nothing fail", arguments: [-3600.0, 3600.0])
    func clocks(seconds: Double) async throws {
        for sample in Self.listable {
            for death in [Death.beforeCreate, .afterCreate] {
                let world = try await World()
                _ = try await world.dies(sample.campaign, death)
                world.clock.advance(seconds: seconds)
                let result = try await world.results(sample.campaign)
                #expect(result == [death == .afterCreate ? .recovered : .resumed], "\(sample) \(death)")
                #expect(await world.made == 1)
            }
        }
        // A wait that the vendor names as a date, by its own clock.
        let sample = try KindSample.of(.opalUAR)
        let world = try await World()
        let client = LaterClient(world.client, hour: seconds < 0 ? 17 : 19)
        #expect(try await world.apply(sample.campaign, through: client).outcomes.values.map(\.result) == [.created])
        #expect(await world.made == 1)
        #expect(world.clock.slept.allSatisfy { $0 <= 31 }, "\(world.clock.slept)")
    }

    @Test("two requests that differ in nothing never take the same one")
    func sameRequest() async throws {
        let sample = try #require(KindSample.all.first { $0.kind == .opalRequest })
        let twice = sample.campaign + "\n---\n" + sample.campaign.replacing("campaign: c", with: "campaign: d")
        let script = [SandboxFaults.Scripted("POST", "/requests", .dropAfter), .init("POST", "/requests", .dropBefore)]
        let world = try await World(faults: SandboxFaults(script: script))
        let project = KindSample.project.replacing("opal: {}", with: "opal: { marker: false }")
        let result = try await world.apply(twice, project: project)
        #expect(Set(result.outcomes.values.map(\.result)) == [.recovered, .created], "\(result.outcomes)")
        #expect(await world.made == 2)
        let state = try await world.store.read(expecting: World.identity)
        #expect(Set(state.records.values.compactMap(\.vendorID)).count == 2)
    }
}

// MARK: - What happens

/// When a process dies, and the network with it.
enum Death {
    /// Its creating call is never sent, and it doesn't know.
    case beforeCreate
    /// Its creating call has had its effect, and the answer is lost.
    case afterCreate
}

/// A network that ends at the creating call.
final class CutClient: HTTPClient {
    private let client: any HTTPClient
    private let path: String
    private let death: Death
    private let isCut = Mutex(false)

    init(_ client: any HTTPClient, at path: String, _ death: Death) {
        self.client = client
        self.path = path
        self.death = death
    }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> Answer {
        if isCut.withLock({ $0 }) { throw .lost("the network is down") }
        guard request.method == .post, request.url.hasSuffix(path) else { return try await client.send(request) }
        isCut.withLock { $0 = true }
        if death == .afterCreate { _ = try await client.send(request) }
        throw .lost("the network is down")
    }
}

/// Has a look at each request before it is sent.
private struct WatchingClient: HTTPClient {
    let client: any HTTPClient
    let look: @Sendable (HTTPRequest) -> Void

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> Answer {
        look(request)
        return try await client.send(request)
    }
}

/// Answers the first POST with 429 and a date to wait for, both by the vendor's clock.
private final class LaterClient: HTTPClient {
    private let client: any HTTPClient
    private let hour: Int
    private let isLater = Mutex(true)

    init(_ client: any HTTPClient, hour: Int) {
        self.client = client
        self.hour = hour
    }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> Answer {
        let isFirst = isLater.withLock { isLater in
            defer { if request.method == .post { isLater = false } }
            return isLater && request.method == .post
        }
        if !isFirst { return try await client.send(request) }
        return Answer(
            status: 429,
            headers: [
                .init("Date", "Sun, 03 Jan 2027 \(hour):13:20 GMT"),
                .init("Retry-After", "Sun, 03 Jan 2027 \(hour):13:50 GMT"),
            ])
    }
}

/// What an apply says.
private final class Events: Sendable {
    private let said = Mutex<[ApplyEvent]>([])

    func add(_ event: ApplyEvent) { said.withLock { $0.append(event) } }

    var notes: [String] {
        said.withLock { events in
            events.compactMap { if case .noted(_, let text) = $0 { text } else { nil } }
        }
    }
}

extension World {
    var client: SandboxHTTPClient { SandboxHTTPClient(vendors) }

    /// How many calls reached the vendors that may change something.
    fileprivate var posts: Int {
        get async { await vendors.requests.count { $0.method == "POST" && !$0.path.hasSuffix("/token") } }
    }

    fileprivate func results(_ campaign: String) async throws -> [Outcome.Result] {
        try await apply(campaign, through: client).outcomes.values.map(\.result)
    }

    /// A run that dies at its creating call.
    fileprivate func dies(_ campaign: String, _ death: Death) async throws -> [Outcome.Result] {
        let path = try #require(try await load(campaign).first?.calls.first?.path)
        let client = CutClient(client, at: path, death)
        return try await apply(campaign, through: client, waits: false).outcomes.values.map(\.result)
    }

    /// Someone else makes the same at the vendor, without a marker and with what `change` makes of it.
    fileprivate func someoneMakes(_ sample: KindSample, _ change: (inout JSONObject) -> Void = { _ in }) async throws {
        let call = try #require(try await load(sample.campaign).first?.calls.first)
        var body = try #require(call.body.objectValue)
        for key in ["description", "reason"] {
            if let text = body[key]?.stringValue { body[key] = .string(Marker.removed(from: text)) }
        }
        change(&body)
        let request = SandboxRequest(
            method: "POST", target: (sample.kind.vendor == .opal ? "/opal/v1" : "/conductorone") + call.path,
            headers: [.init("Authorization", "Bearer colleague"), .init("Content-Type", "application/json")],
            body: JSONWriter.write(.object(body)))
        guard case .answer(let answer) = await vendors.answer(request) else { return }
        #expect(answer.status == 200)
    }
}

extension KindSample {
    fileprivate static func of(_ kind: Kind) throws -> KindSample { try #require(all.first { $0.kind == kind }) }

    /// The manifest with a typo in what people see of it.
    fileprivate var misspelt: String {
        campaign.replacing("Quarterly review", with: "Quartely review").replacing("Read access", with: "Read acess")
    }

    /// The creating call has its effect only so many seconds after the client gave up.
    fileprivate func late(seconds: Int) async throws -> SandboxFaults {
        let path = try #require(try await World().load(campaign).first?.calls.first?.path)
        return SandboxFaults(script: [.init("POST", path, .dropLate)], lateSeconds: seconds)
    }
}

extension LocalStateStore {
    /// An older state comes back, of before anything was created.
    fileprivate func loseRecords() async throws {
        let session = try await open(expecting: World.identity, holder: "a test", lockTimeout: 0)
        try await session.record(await session.contents.records.keys.map { .forgot(address: $0) })
        try await session.close()
    }
}
