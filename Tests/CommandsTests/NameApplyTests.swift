import Foundation
import Support
import Testing

/// What a vendor says of a person changes between `resolve`, plan and apply.
@Suite("Somebody who leaves in between")
struct NameApplyTests {
    private static func answer(_ status: String, _ body: String = "") -> LoopbackServer.Reply {
        .bytes("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    private static func users(_ users: (email: String, id: Int, status: String)...) -> LoopbackServer.Reply {
        let data = users.map {
            "{\"id\":\"5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b\($0.id)\",\"name\":\"N\",\"email\":\"\($0.email)\",\"statusName\":\"\($0.status)\"}"
        }
        return answer("200 OK", "{\"data\":[\(data.joined(separator: ","))],\"links\":{\"self\":\"/\",\"next\":null}}")
    }

    private static let there = users(("dana@acme.example", 111, "Active"), ("eli@acme.example", 112, "Active"))

    private static let changes: [(name: String, reply: LoopbackServer.Reply, code: String)] = [
        ("gone", users(("eli@acme.example", 112, "Active")), "M0611"),
        ("disabled", users(("dana@acme.example", 111, "Deactivated")), "M0613"),
        ("somebody else", users(("dana@acme.example", 113, "Active")), "M0614"),
        ("twice", users(("dana@acme.example", 111, "Active"), ("dana@acme.example", 114, "Active")), "M0612"),
        ("not to be read", answer("200 OK", "{\"data\":[{}],\"links\":{\"next\":null}}"), "M0608"),
        ("refused", answer("403 Forbidden", "{}"), "M0608"),
    ]

    @Test("holds back the review, before any call that creates, until it is as it was", arguments: changes.indices)
    func changed(index: Int) async throws {
        let change = Self.changes[index]
        // Looked up by `resolve`, by an apply after the change, and by one after it was put right.
        let replies = [Self.there, change.reply, Self.there, Self.answer("204 No Content")]
        try await LoopbackServer.run({ replies[min($0, replies.count - 1)] }) { server in
            let muster = try CommandRun(cakewalk: server.url)
            try muster.write(
                String(contentsOf: muster.folder.appending(path: "campaigns/sox.yaml"), encoding: .utf8)
                    .replacing("5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111", with: "${user:dana@acme.example}"),
                to: "campaigns/sox.yaml")
            #expect(try await muster("init").code == 0)
            #expect(try await muster("resolve").code == 0)
            let held = try await muster("apply", "--yes")
            #expect(held.code == 3, "\(change.name): \(held.output)\(held.errors)")
            #expect(held.errors.contains("error[\(change.code)]"), "\(change.name): \(held.errors)")
            #expect(held.output.contains("0 created") && held.output.contains("1 held"))
            #expect(!server.requests.contains { $0.hasPrefix("POST ") })
            let done = try await muster("apply", "--yes")
            #expect(done.code == 0, "\(done.errors)")
            #expect(server.requests.filter { $0.hasPrefix("POST ") }.count == 1)
            #expect(server.requests.last?.contains("5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111") == true)
        }
    }
}
