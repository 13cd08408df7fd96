import Campaigns
import JSON
import Testing

@testable import Vendors

@Suite struct AnswersTests {
    private func created(_ kind: Kind, _ status: Int, _ body: String) -> Created? {
        kind.vendorKind.created(by: Answer(status: status, body: Array(body.utf8)))
    }

    @Test("Cakewalk's 204 means made, and no other status does") func cakewalk() {
        #expect(created(.cakewalkAccessReview, 204, "") == Created(id: nil))
        for status in [200, 201, 202, 302, 409] { #expect(created(.cakewalkAccessReview, status, "{}") == nil) }
    }

    @Test("ConductorOne's id and state stand in a doubled envelope") func conductorOne() {
        let body = #"{"accessReview":{"accessReview":{"id":"2NlX","state":"ACCESS_REVIEW_STATE_DRAFT"}},"expanded":[]}"#
        #expect(
            created(.conductorOneAccessReview, 200, body) == Created(id: "2NlX", state: "ACCESS_REVIEW_STATE_DRAFT"))
        #expect(
            created(.conductorOneAccessReview, 200, #"{"accessReview":{"accessReview":{"id":"2NlX"}}}"#)
                == Created(id: "2NlX"))
    }

    @Test("Opal names a UAR's id and a request's id differently") func opal() {
        let id = Samples.app
        #expect(created(.opalUAR, 200, #"{"uar_id":"\#(id)","name":"x"}"#) == Created(id: id))
        #expect(created(.opalRequest, 200, #"{"id":"\#(id)"}"#) == Created(id: id))
        #expect(created(.opalUAR, 200, #"{"id":"\#(id)"}"#) == nil)
    }

    @Test(
        "an answer that can't be read says nothing",
        arguments: [
            "", "{", "null", "[]", "{}", #"{"accessReview":{"id":"2NlX"}}"#,
            #"{"accessReview":{"accessReview":{"id":""}}}"#,
            #"{"accessReview":{"accessReview":{"id":7}}}"#, #"{"accessReview":{"accessReview":{"id":"../x"}}}"#,
            #"{"accessReview":{"accessReview":{"id":"a/b"}}}"#, #"{"uar_id":"","id":""}"#,
            #"{"uar_id":"a?b","id":"a b"}"#,
            "<html>Bad Gateway</html>",
        ])
    func unreadable(body: String) {
        for kind in [Kind.conductorOneAccessReview, .opalUAR, .opalRequest] { #expect(created(kind, 200, body) == nil) }
    }

    @Test("only a 2xx says that something was made") func refused() {
        let body = #"{"accessReview":{"accessReview":{"id":"a"}},"uar_id":"a","id":"a"}"#
        for kind in Kind.allCases {
            for status in [301, 400, 409, 500] { #expect(created(kind, status, body) == nil) }
        }
    }

    @Test("a vendor's message is one bounded line") func messages() {
        func message(_ vendor: Vendor, _ body: String) -> String {
            vendor.message(of: Answer(status: 500, body: Array(body.utf8)))
        }
        #expect(
            message(.cakewalk, #"{"title":"Conflict","detail":"The name is taken."}"#) == "Conflict: The name is taken."
        )
        #expect(
            message(
                .cakewalk,
                #"{"title":"Invalid","detail":null,"errors":{"name":["too short","blank"],"dueDate":["past"]}}"#)
                == "Invalid (name: too short, blank; dueDate: past)")
        #expect(
            message(.conductorone, #"{"code":2,"message":"user_id is required","details":[]}"#) == "user_id is required"
        )
        #expect(message(.opal, "{\"code\": 400,\n\"message\": \"no\"}") == #"{"code": 400, "message": "no"}"#)
        for vendor in Vendor.allCases {
            #expect(message(vendor, "") == "HTTP 500 with an empty body")
            #expect(message(vendor, "upstream\r\n\tfailed\n") == "upstream failed")
            let long = message(vendor, String(repeating: "x", count: 5000))
            #expect(long.count == 500 && long.hasSuffix("…"))
        }
        let long = message(.conductorone, #"{"message":"\#(String(repeating: "é", count: 3000))"}"#)
        #expect(long.count == 500)
        // One character of the reader's, and megabytes of the log's.
        let heaped = "e" + String(repeating: "\u{301}", count: 100_000)
        for vendor in Vendor.allCases {
            #expect(message(vendor, #"{"message":"\#(heaped)","title":"\#(heaped)"}"#).utf8.count < 2000)
        }
    }

    @Test("what a vendor says of the account is bounded") func account() {
        let long = String(repeating: "e\u{301}", count: 10_000)
        let roles = Array(repeating: "\"\(long)\"", count: 1000).joined(separator: ",")
        let body = #"{"userId":"\#(long)","tenantId":"\#(long)","roles":[\#(roles)]}"#
        let account = Vendor.conductorone.account(in: Answer(status: 200, body: Array(body.utf8)))
        #expect(account != nil)
        for text in [account?.user, account?.tenant] + (account?.roles ?? []) {
            #expect(text.map { $0.unicodeScalars.count <= 500 } == true)
        }
        #expect(account?.roles.count == 20)
    }
}
