import Applying
import Calendars
import Campaigns
import JSON
import State
import Support
import Testing
import Transport
import Vendors

/// What becomes of a creating call whose answer was lost, where the vendor can be asked; and what is asked before the first one.
@Suite("What the vendor already has")
struct FindingTests {
    private static let now = ResourceMachineTests.now
    private static let marker = "[muster c/r 7f3a]"

    /// A review at Opal, whose one call says all; or at ConductorOne, whose description carries a marker.
    private static func intent(_ kind: Kind = .opalUAR, namesakes: [String]? = [], user: String? = nil) -> Intent {
        let calls: [Call] =
            kind == .opalUAR
            ? [
                Call(
                    step: .create, path: "/uar",
                    body: [
                        "name": "N", "deadline": "2027-01-29T22:59:59Z", "time_zone": "Europe/Berlin",
                        "self_review_allowed": false,
                    ])
            ]
            : [
                Call(
                    step: .create, path: "/api/v1/access_review",
                    body: [
                        "displayName": "N", "description": .string("Text \(marker)"),
                        "completionDate": "2027-01-29T22:59:59Z",
                    ])
            ]
        return Intent(
            attempt: "x", address: Address(campaign: "c", review: "r"), platform: "p", host: "h", kind: kind, name: "N",
            due: Instant(seconds: 1_801_263_599), begun: now, calls: calls, namesakes: namesakes, user: user)
    }

    private static func review(_ id: String, _ change: (inout JSONObject) -> Void = { _ in }) -> ListedItem {
        var object: JSONObject = [
            "uar_id": .string(id), "name": "N", "deadline": "2027-01-29T22:59:59Z", "time_zone": "Europe/Berlin",
            "self_review_allowed": false,
        ]
        change(&object)
        return item(.opalUAR, ["results": [.object(object)], "next": .null])
    }

    private static func campaign(_ id: String, _ change: (inout JSONObject) -> Void = { _ in }) -> ListedItem {
        var object: JSONObject = [
            "id": .string(id), "displayName": "N", "description": .string("Text \(marker)"), "createdById": "me",
            "completionDate": "2027-01-29T22:59:59Z", "state": "ACCESS_REVIEW_STATE_DRAFT",
        ]
        change(&object)
        return item(.conductorOneAccessReview, ["list": [["accessReview": .object(object)]], "nextPageToken": ""])
    }

    /// The item of a page that has one; where it can't be read, one that no test takes for it.
    private static func item(_ kind: Kind, _ page: JSONValue) -> ListedItem {
        kind.vendorKind.page(in: Answer(status: 200, body: JSONWriter.write(page)))?.items.first
            ?? ListedItem(id: "", name: "", object: [:])
    }

    private static func shows(_ items: [ListedItem], marked: [ListedItem] = []) -> ResourceMachine.Event {
        .listed(Sighting(begun: now.uptime, namesakes: items, marked: marked, ids: items.map(\.id)))
    }

    private static let lost = ResourceMachine.Event.unanswered(.transport(.lost("reset")))
    private static let made = ResourceMachineTests.answer(200, ["uar_id": "u9"])

    // MARK: What can't have been begun as it is written down

    @Test(
        "what has another shape than its kind's is looked for, however it is declared, and nothing is sent or dropped",
        arguments: [Circumstances.Declaration.asBegun, .differently, .notAnyMore])
    func shapeFault(_ declaration: Circumstances.Declaration) {
        let circumstances = Circumstances(declaration: declaration, shapeFault: "its path is another")
        var none = ResourceMachineTests.Drive(Self.intent(), isResumed: true, circumstances: circumstances)
        none.run(Array(repeating: Self.shows([]), count: 4))
        #expect(!none.log.contains { $0.hasPrefix("send") || $0.contains("failed") }, "\(none.log)")
        #expect(none.outcome?.result == .unknown)
        #expect(none.outcome?.message?.contains("its path is another") ?? false)
        var one = ResourceMachineTests.Drive(Self.intent(), isResumed: true, circumstances: circumstances)
        one.run([Self.shows([Self.review("u1")])])
        #expect(one.outcome?.result == .recovered, "\(one.log)")
        var made = Self.intent(.conductorOneAccessReview)
        made.calls.append(Call(step: .settings, path: "/x/{id}", body: [:]))
        made.progress = .made(vendorID: "../x", at: Self.now, done: [.create], stopped: nil)
        var half = ResourceMachineTests.Drive(made, isResumed: true, circumstances: circumstances)
        half.run([])
        #expect(half.log == ["record stopped"])
        #expect(half.outcome?.result == .unknown)
    }

    // MARK: Before the first create

    @Test("nothing of its name there: it is created, and what was there is written down with the intent")
    func surveyed() throws {
        let old = Self.review("u0") { $0["deadline"] = "2026-01-29T22:59:59Z" }
        var drive = ResourceMachineTests.Drive(Self.intent(namesakes: nil))
        drive.run([Self.shows([old]), Self.made])
        #expect(drive.log == ["list", "record intended", "send create", "record made-create"])
        guard case .intended(let intent)? = drive.events.first else { throw Missing() }
        #expect(intent.namesakes == ["u0"], "last year's is over, and names recur")
        #expect(drive.notes == ["p has `u0` of its name, which is over"])
    }

    @Test("a review of its name that is not over stops it, and nothing is sent or written down")
    func colleague() {
        var drive = ResourceMachineTests.Drive(Self.intent(namesakes: nil))
        drive.run([Self.shows([Self.review("u1")]), Self.made])
        #expect(drive.log == ["list"])
        #expect(drive.outcome?.result == .ambiguous)
        #expect(drive.outcome?.message?.contains("muster adopt c/r u1") ?? false)
        #expect(drive.outcome?.message?.contains("muster state ignore c/r u1") ?? false)
    }

    @Test("its own marker on the one item that is as it: it is taken without a call, though state knows nothing of it")
    func marked() {
        var drive = ResourceMachineTests.Drive(
            Self.intent(.conductorOneAccessReview, namesakes: nil),
            circumstances: Circumstances(user: "me"))
        let item = Self.campaign("a1")
        drive.run([Self.shows([item], marked: [item])])
        #expect(drive.log == ["list", "record intended,made-create"])
        #expect(drive.outcome == Outcome(.recovered, vendorID: "a1"))
        #expect(drive.evidence == .listing)
    }

    static let strayMarkers: [(String, ListedItem)] = [
        ("another name", campaign("a1") { $0["displayName"] = "Copy of N" }),
        ("another due date", campaign("a1") { $0["completionDate"] = "2027-02-26T22:59:59Z" }),
        ("another user", campaign("a1") { $0["createdById"] = "eve" }),
        ("deleted", campaign("a1") { $0["state"] = "ACCESS_REVIEW_STATE_DELETED" }),
    ]

    @Test("its marker on anything else stops it: people copy descriptions", arguments: strayMarkers)
    func strayMarker(what: String, item: ListedItem) {
        for isResumed in [false, true] {
            var drive = ResourceMachineTests.Drive(
                Self.intent(.conductorOneAccessReview, namesakes: isResumed ? [] : nil), isResumed: isResumed,
                circumstances: Circumstances(user: "me"))
            drive.run([Self.shows([item], marked: [item]), ResourceMachineTests.answer(200)])
            #expect(drive.outcome?.result == .ambiguous, "\(what)")
            #expect(!drive.log.contains("send create"))
        }
    }

    @Test("what another user's run began is that user's, whoever goes on with it")
    func anotherUsersRun() {
        func outcome(createdBy creator: String) -> Outcome? {
            var drive = ResourceMachineTests.Drive(
                Self.intent(.conductorOneAccessReview, user: "me"), isResumed: true,
                circumstances: Circumstances(user: "eve"))
            let item = Self.campaign("a1") { $0["createdById"] = .string(creator) }
            drive.run([Self.shows([item], marked: [item])])
            return drive.outcome
        }
        #expect(outcome(createdBy: "me") == Outcome(.recovered, vendorID: "a1"))
        #expect(outcome(createdBy: "eve")?.result == .ambiguous, "eve copied it")
    }

    @Test("its marker on what is declared otherwise by now stops it: what was sent then is not known")
    func markedAndEdited() {
        var drive = ResourceMachineTests.Drive(
            Self.intent(.conductorOneAccessReview, namesakes: nil),
            circumstances: Circumstances(user: "me"))
        let item = Self.campaign("a1") { $0["description"] = .string("Another text \(Self.marker)") }
        drive.run([Self.shows([item], marked: [item])])
        #expect(drive.log == ["list"])
        #expect(drive.outcome?.result == .ambiguous)
        #expect(drive.outcome?.message?.contains("description") ?? false)
        #expect(drive.outcome?.message?.contains("muster adopt c/r a1") ?? false)
    }

    @Test("the same 500 twice is told as what it probably is")
    func probablyRefused() {
        let fault = ResourceMachineTests.answer(500, ["message": "no"])
        var drive = ResourceMachineTests.Drive(Self.intent(namesakes: nil))
        drive.run([Self.shows([]), fault, Self.shows([]), Self.shows([]), fault, Self.shows([]), Self.shows([])])
        #expect(drive.outcome?.message?.contains("probably refused: the vendor answered 500") ?? false)
        var other = ResourceMachineTests.Drive(Self.intent(namesakes: nil))
        other.run([Self.shows([]), fault, Self.shows([]), Self.shows([]), Self.lost, Self.shows([]), Self.shows([])])
        #expect(other.outcome?.message.map { !$0.contains("probably refused") } ?? false)
    }

    @Test("its marker on two items stops it")
    func twoMarkers() {
        var drive = ResourceMachineTests.Drive(
            Self.intent(.conductorOneAccessReview, namesakes: nil),
            circumstances: Circumstances(user: "me"))
        let items = [Self.campaign("a1"), Self.campaign("a2")]
        drive.run([Self.shows(items, marked: items)])
        #expect(drive.log == ["list"])
        #expect(drive.outcome?.result == .ambiguous)
    }

    @Test("a listing that can't be made stops the platform's creates, and nothing is sent")
    func unlisted() {
        var drive = ResourceMachineTests.Drive(Self.intent(namesakes: nil))
        drive.run([.unlisted("the vendor answered 403", .stops), Self.made])
        #expect(drive.log == ["list"])
        #expect(drive.outcome?.result == .failed)
        #expect(drive.outcome?.platformEffect == .stops)
    }

    // MARK: After a lost call

    @Test("exactly one, as it was sent: it is recorded at once, and nothing is sent again")
    func found() {
        var drive = ResourceMachineTests.Drive(Self.intent(namesakes: nil))
        drive.run([Self.shows([]), Self.lost, Self.shows([Self.review("u9")])])
        #expect(
            drive.log == ["list", "record intended", "send create", "record lost", "list", "record made-create"])
        #expect(drive.outcome == Outcome(.recovered, vendorID: "u9"))
        #expect(drive.evidence == .listing)
    }

    @Test("none in two listings, the second after it has settled: the call is sent again")
    func none() {
        var drive = ResourceMachineTests.Drive(Self.intent(namesakes: nil))
        drive.run([Self.shows([]), Self.lost, Self.shows([]), Self.shows([]), Self.made])
        #expect(
            drive.log == [
                "list", "record intended", "send create", "record lost", "list", "settle 120.0", "list",
                "record retried", "send create", "record made-create",
            ])
        #expect(drive.outcome == Outcome(.created, vendorID: "u9"))
    }

    @Test("it comes late, while it settles: it is recorded, and nothing is sent again")
    func late() {
        var drive = ResourceMachineTests.Drive(Self.intent(namesakes: nil))
        drive.run([Self.shows([]), Self.lost, Self.shows([]), Self.shows([Self.review("u9")])])
        #expect(drive.log.suffix(3) == ["settle 120.0", "list", "record made-create"])
        #expect(drive.outcome?.result == .recovered)
    }

    @Test("a later run that comes after it has settled lists twice all the same")
    func laterRun() {
        var drive = ResourceMachineTests.Drive(Self.intent().lost(at: Self.now), isResumed: true)
        drive.now = Self.now.adding(seconds: 3600)
        drive.run([Self.shows([]), Self.shows([]), Self.made])
        #expect(drive.log == ["list", "list", "record retried", "send create", "record made-create"])
    }

    @Test("a clock that was set back is not taken for time that has passed")
    func clockSetBack() {
        var drive = ResourceMachineTests.Drive(Self.intent().lost(at: Self.now), isResumed: true)
        drive.now = Self.now.adding(seconds: -3600)
        drive.run([Self.shows([]), Self.shows([]), Self.made])
        #expect(drive.log.prefix(4) == ["record lost", "list", "settle 120.0", "list"])
        #expect(drive.notes.count == 1, "it is said")
    }

    static let unclearSightings: [(String, [ListedItem])] = [
        ("two of its name", [review("u1"), review("u2")]),
        ("another deadline", [review("u1") { $0["deadline"] = "2027-02-26T22:59:59Z" }]),
        ("another setting", [review("u1") { $0["self_review_allowed"] = true }]),
    ]

    @Test("anything else is for a person, and nothing is sent again", arguments: unclearSightings)
    func unclear(what: String, items: [ListedItem]) {
        var drive = ResourceMachineTests.Drive(Self.intent(), isResumed: true)
        drive.run([Self.shows(items), Self.made])
        #expect(drive.log == ["record lost", "list", "record stopped"], "\(what)")
        #expect(drive.outcome?.result == .ambiguous)
        for item in items { #expect(drive.outcome?.message?.contains(item.id) ?? false) }
    }

    @Test("what was there before the call is no candidate; where nobody looked, an equal name is for a person")
    func namesakes() {
        var known = ResourceMachineTests.Drive(Self.intent(namesakes: ["u1"]), isResumed: true)
        known.run([Self.shows([Self.review("u1"), Self.review("u9")])])
        #expect(known.outcome == Outcome(.recovered, vendorID: "u9"))
        var unseen = ResourceMachineTests.Drive(Self.intent(namesakes: nil), isResumed: true)
        unseen.run([Self.shows([Self.review("u9")])])
        #expect(unseen.outcome?.result == .ambiguous)
    }

    @Test("a due date that the vendor moved to the end of its day is the same")
    func endOfDay() {
        var drive = ResourceMachineTests.Drive(Self.intent(), isResumed: true)
        drive.run([Self.shows([Self.review("u9") { $0["deadline"] = "2027-01-29T22:59:59.999Z" }])])
        #expect(drive.outcome == Outcome(.recovered, vendorID: "u9"))
    }

    @Test("an empty list of another user says nothing")
    func otherUser() {
        var drive = ResourceMachineTests.Drive(
            Self.intent(.conductorOneAccessReview, user: "me"), isResumed: true,
            circumstances: Circumstances(user: "eve"))
        drive.run([Self.shows([]), Self.shows([]), ResourceMachineTests.answer(200)])
        #expect(drive.log == ["record lost", "list", "record stopped"])
        #expect(drive.outcome?.result == .unknown)
    }

    @Test("what nobody declares any more is found out, and never called for")
    func undeclared() {
        let gone = Circumstances(declaration: .notAnyMore)
        var made = ResourceMachineTests.Drive(Self.intent(), isResumed: true, circumstances: gone)
        made.run([Self.shows([Self.review("u9")])])
        #expect(made.outcome == Outcome(.recovered, vendorID: "u9"))
        var none = ResourceMachineTests.Drive(Self.intent(), isResumed: true, circumstances: gone)
        none.run([Self.shows([]), Self.shows([]), Self.made])
        #expect(none.log == ["record lost", "list", "settle 120.0", "list", "record failed"])
        #expect(none.outcome?.result == .resumed)
    }

    @Test("what is declared otherwise by now, and was not made, is left to the next apply, which makes it so")
    func redeclared() {
        var drive = ResourceMachineTests.Drive(
            Self.intent(), isResumed: true, circumstances: Circumstances(declaration: .differently))
        drive.run([Self.shows([]), Self.shows([]), Self.made])
        #expect(drive.log == ["record lost", "list", "settle 120.0", "list", "record failed"])
        #expect(drive.outcome?.result == .failed)
    }

    @Test("a listing that fails concludes nothing")
    func listingFails() {
        var drive = ResourceMachineTests.Drive(Self.intent(), isResumed: true)
        drive.run([.unlisted("gave up", .none), Self.made])
        #expect(drive.log == ["record lost", "list"])
        #expect(drive.outcome?.result == .waiting)
    }

    @Test("whatever comes back, a create is sent again only after two empty listings and the time to settle")
    func property() {
        var generator = ResourceMachineTests.SplitMix(seed: 20_270_112)
        var createdTwice = 0
        for _ in 0..<5_000 {
            var drive = ResourceMachineTests.Drive(Self.intent(namesakes: nil))
            var replies: [ResourceMachine.Event] = []
            for _ in 0..<16 {
                switch generator.next() % 7 {
                case 0, 1, 2: replies.append(Self.shows([]))
                case 3: replies.append(Self.shows([Self.review("u\(generator.next() % 3)")]))
                case 4: replies.append(Self.lost)
                case 5: replies.append(Self.made)
                default: replies.append(ResourceMachineTests.answer([400, 401, 429, 500][Int(generator.next() % 4)]))
                }
            }
            drive.run(replies)
            let creates = drive.log.indices.filter { drive.log[$0] == "record retried" }
            for index in creates {
                let since = drive.log[..<index].lastIndex(of: "send create") ?? 0
                let between = drive.log[since..<index]
                #expect(between.filter { $0 == "list" }.count == 2 && between.contains("settle 120.0"), "\(drive.log)")
                createdTwice += 1
            }
            #expect(drive.outcome != nil)
        }
        #expect(createdTwice > 50)
    }

    private struct Missing: Error {}
}

extension ResourceMachineTests.Drive {
    /// How it is known that the resource exists, by what was written down.
    fileprivate var evidence: Record.Evidence? {
        for case .made(let made) in events where made.step == .create { return made.evidence }
        return nil
    }
}
