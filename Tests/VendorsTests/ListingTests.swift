import Calendars
import Campaigns
import JSON
import Testing

@testable import Vendors

@Suite struct ListingTests {
    private static let marker = Marker(address: Address(campaign: "sox-2027-q1", review: "x"), lineage: "7f3a0000")

    private func calls(_ kind: Kind, _ changes: JSONObject = [:], marker: Marker? = nil) -> [Call] {
        kind.vendorKind.calls(for: Samples.minimal(kind).with(changes), marker: marker)
    }

    // MARK: what is read

    @Test("each kind's list is read by its documented parameters") func listings() {
        #expect(Kind.cakewalkAccessReview.vendorKind.listing(of: calls(.cakewalkAccessReview)) == nil)
        #expect(
            Kind.conductorOneAccessReview.vendorKind.listing(of: calls(.conductorOneAccessReview))
                == Listing(
                    path: "/api/v1/access_reviews", query: [.init("page_size", "100")], cursorName: "page_token"))
        #expect(
            Kind.opalUAR.vendorKind.listing(of: calls(.opalUAR))
                == Listing(path: "/uars", query: [.init("page_size", "200")], cursorName: "cursor"))
    }

    @Test("requests are listed by user, else by what was asked for first") func requestFilters() {
        func filter(_ fields: JSONObject) -> [Listing.Parameter] {
            let calls = OpalRequest().calls(for: fields, marker: nil)
            return Array((OpalRequest().listing(of: calls)?.query ?? []).dropFirst())
        }
        let minimal = Samples.minimal(.opalRequest)
        let group = minimal.without("target_user_id").with(["target_group_id": .string(Samples.user)])
        #expect(filter(minimal) == [.init("target_user_id", Samples.user)])
        #expect(filter(group) == [.init("resource_id", Samples.app)])
        #expect(
            filter(group.with(["resources": [], "groups": [["id": .string(Samples.user)]]]))
                == [.init("group_id", Samples.user)])
    }

    @Test("one is read by an id that can stand in a path") func reading() {
        #expect(ConductorOneAccessReview().reading(of: "2NlX") == "/api/v1/access_review/2NlX")
        #expect(OpalUAR().reading(of: "a b/c?d") == "/uar/a%20b%2Fc%3Fd")
        #expect(OpalRequest().reading(of: "x") == "/requests/x")
        for kind in Kind.allCases {
            for id in ["", ".", ".."] { #expect(kind.vendorKind.reading(of: id) == nil) }
        }
        #expect(CakewalkAccessReview().reading(of: "x") == nil)
    }

    @Test("an item says what the vendor documents") func items() throws {
        let review = try #require(
            ShownItems.item(
                .conductorOneAccessReview,
                ShownItems.object(
                    .conductorOneAccessReview, calls(.conductorOneAccessReview, marker: Self.marker))))
        #expect(review.id == ShownItems.id && review.name == "SOX Q1" && review.createdBy == ShownItems.creator)
        #expect(review.due == Instant(rfc3339: "2027-01-30T04:59:59Z"))
        #expect(review.createdAt == Instant(rfc3339: "2026-11-20T10:00:00.25Z"))
        #expect(review.state == "ACCESS_REVIEW_STATE_DRAFT" && !review.isGone)
        #expect(review.marker == Self.marker.description)
        let request = try #require(
            ShownItems.item(
                .opalRequest, ShownItems.object(.opalRequest, calls(.opalRequest, marker: Self.marker))))
        #expect(request.name == "Read access for the external auditor" && request.due == nil)
        #expect(request.marker == Self.marker.description && request.createdBy == Samples.user)
        #expect(request.state == "PENDING")
        let uar = try #require(ShownItems.item(.opalUAR, ShownItems.object(.opalUAR, calls(.opalUAR))))
        #expect(uar.marker == nil && uar.createdBy == nil && uar.createdAt == nil && uar.state == nil)
    }

    @Test("a campaign that is deleted, or about to be, is gone; a canceled request is not") func gone() {
        for state in ["ACCESS_REVIEW_STATE_DELETING", "ACCESS_REVIEW_STATE_DELETED", "access_review_state_deleted"] {
            let object = ShownItems.object(.conductorOneAccessReview, calls(.conductorOneAccessReview))
            #expect(ShownItems.item(.conductorOneAccessReview, object.with(["state": .string(state)]))?.isGone == true)
        }
        let request = ShownItems.object(.opalRequest, calls(.opalRequest)).with(["status": "CANCELED"])
        #expect(ShownItems.item(.opalRequest, request)?.isGone == false)
    }

    @Test("a text that isn't wholly a marker's form has none", arguments: ["[muster x]", "[muster a/b 7f3a] ", "x]"])
    func noMarker(text: String) {
        let object = ShownItems.object(.opalRequest, calls(.opalRequest)).with(["reason": .string(text)])
        let item = ShownItems.item(.opalRequest, object)
        #expect(item?.marker == nil && item?.name == text)
    }

    @Test("a date with the space of Opal's own examples is a date") func space() {
        let object = ShownItems.object(.opalUAR, calls(.opalUAR)).with(["deadline": "2022-07-14 06:59:59+00:00"])
        #expect(ShownItems.item(.opalUAR, object)?.due == Instant(rfc3339: "2022-07-14T06:59:59Z"))
    }

    // MARK: pages

    @Test("an empty list is a page", arguments: ShownItems.listable) func empty(kind: Kind) {
        for next in [JSONValue.null, ""] {
            #expect(kind.vendorKind.page(in: ShownItems.page(kind, [], next: next)) == ListedPage(items: [], next: nil))
        }
        let null: JSONValue =
            [
                .conductorOneAccessReview: ["list": .null], .opalUAR: ["results": .null],
                .opalRequest: ["requests": .null],
            ][kind] ?? .null
        #expect(kind.vendorKind.page(in: Answer(status: 200, body: JSONWriter.write(null)))?.items == [])
    }

    @Test("ConductorOne may leave an empty list out, but not list and token") func leftOut() {
        func page(_ body: String) -> ListedPage? {
            ConductorOneAccessReview().page(in: Answer(status: 200, body: Array(body.utf8)))
        }
        #expect(page(#"{"nextPageToken":""}"#) == ListedPage(items: [], next: nil))
        #expect(page(#"{"nextPageToken":"t"}"#) == ListedPage(items: [], next: "t"))
        #expect(page("{}") == nil)
        #expect(page(#"{"expanded":[]}"#) == nil)
    }

    @Test(
        "a body that isn't the list's is no page, and never an empty one", arguments: ShownItems.listable,
        [
            "", "{", "null", "[]", "{}", "<html>Log in</html>", #"{"list":{},"results":{},"requests":{}}"#,
            #"{"list":"","results":"","requests":""}"#, #"{"list":[null],"results":[null],"requests":[null]}"#,
            #"{"list":[{}],"results":[{}],"requests":[{}]}"#, #"{"list":[{"accessReview":null}],"results":7}"#,
            #"{"list":[],"nextPageToken":7,"results":[],"next":7,"requests":[],"cursor":7}"#,
            #"{"list":[],"nextPageToken":{},"results":[],"next":[],"requests":[],"cursor":true}"#,
            #"{"data":[],"message":"ok"}"#,
        ])
    func hostile(kind: Kind, body: String) {
        #expect(kind.vendorKind.page(in: Answer(status: 200, body: Array(body.utf8))) == nil)
        #expect(kind.vendorKind.item(in: Answer(status: 200, body: Array(body.utf8))) == nil)
    }

    @Test("only a 2xx shows anything, and no cursor is longer than a query takes", arguments: ShownItems.listable)
    func statuses(kind: Kind) {
        for status in [301, 404, 500] {
            var answer = ShownItems.page(kind, [])
            answer.status = status
            #expect(kind.vendorKind.page(in: answer) == nil)
        }
        let long = JSONValue.string(String(repeating: "x", count: 5000))
        #expect(kind.vendorKind.page(in: ShownItems.page(kind, [], next: long)) == nil)
    }

    @Test("one item that can't be read makes the page unreadable", arguments: ShownItems.listable)
    func unreadable(kind: Kind) {
        let good = ShownItems.object(kind, calls(kind))
        #expect(kind.vendorKind.page(in: ShownItems.page(kind, [good, good]))?.items.count == 2)
        let changes: [(String, JSONValue?)] =
            switch kind {
            case .opalUAR:
                [
                    ("uar_id", nil), ("uar_id", "a/b"), ("uar_id", 7), ("uar_id", ""), ("name", nil), ("name", 7),
                    ("deadline", nil), ("deadline", "tomorrow"), ("deadline", 1_800_000_000),
                ]
            case .opalRequest:
                [
                    ("id", nil), ("id", "../x"), ("reason", nil), ("reason", []), ("created_at", "x"),
                    ("requester_id", 7), ("status", [:]), ("target_user_id", 7), ("target_group_id", []),
                ]
            default:
                [
                    ("id", nil), ("id", "a/b"), ("id", "%2e"), ("displayName", nil), ("displayName", 7),
                    ("completionDate", "soon"), ("completionDate", 7), ("createdAt", "x"), ("createdById", 7),
                    ("state", 7), ("description", 7),
                ]
            }
        for (key, value) in changes {
            var bad = good
            bad[key] = value
            #expect(
                kind.vendorKind.page(in: ShownItems.page(kind, [good, bad])) == nil,
                "\(key): \(String(describing: value))")
            #expect(ShownItems.item(kind, bad) == nil, "\(key): \(String(describing: value))")
        }
    }

    @Test("a page that was cut anywhere is none", arguments: ShownItems.listable) func cut(kind: Kind) {
        let whole = ShownItems.page(kind, [ShownItems.object(kind, calls(kind))], next: "c")
        for count in 0..<whole.body.count {
            let answer = Answer(status: 200, body: Array(whole.body.prefix(count)))
            #expect(kind.vendorKind.page(in: answer) == nil, "\(count) bytes")
        }
    }

    // MARK: namesakes

    @Test(
        "a namesake's name is equal but for its form, case and outer spaces",
        arguments: [Kind.conductorOneAccessReview, .opalUAR])
    func namesakes(kind: Kind) {
        let calls = calls(
            kind, JSONObject([(kind.vendorKind.nameField, JSONValue.string("Café Q1"))]), marker: Self.marker)
        func isNamesake(_ name: String) -> Bool {
            var object = ShownItems.object(kind, calls)
            object[kind.vendorKind.nameField] = .string(name)
            return ShownItems.item(kind, object).map { kind.vendorKind.isNamesake($0, of: calls) } ?? false
        }
        for name in ["Café Q1", "Cafe\u{301} Q1", " CAFÉ Q1\n", "\u{A0}café q1"] {
            #expect(isNamesake(name), "\(name)")
        }
        for name in ["Cafe Q1", "Café  Q1", "Café Q10", "", "[muster sox-2027-q1/x 7f3a]"] {
            #expect(!isNamesake(name), "\(name)")
        }
    }

    @Test("a request's namesake has its reason, with or without a marker, and its target") func requestNamesakes() {
        let calls = calls(.opalRequest, marker: Self.marker)
        func isNamesake(_ changes: JSONObject, without: [String] = []) -> Bool {
            let object = without.reduce(ShownItems.object(.opalRequest, calls).with(changes)) { $0.without($1) }
            return ShownItems.item(.opalRequest, object).map { OpalRequest().isNamesake($0, of: calls) } ?? false
        }
        #expect(isNamesake([:]))
        #expect(isNamesake(["reason": " read access for the EXTERNAL auditor"]))
        #expect(isNamesake(["reason": "Read access for the external auditor [muster other/y 0000]"]))
        #expect(isNamesake(["target_user_id": .string(Samples.user.uppercased())]))
        #expect(isNamesake([:], without: ["target_user_id"]), "it may be for this target")
        #expect(!isNamesake(["reason": "Write access"]))
        #expect(!isNamesake(["target_user_id": .string(Samples.app)]))
        #expect(!isNamesake(["target_group_id": .string(Samples.user)], without: ["target_user_id"]))
    }
}
