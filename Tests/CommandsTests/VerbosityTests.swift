import Support
import Testing

@Suite("Saying more and less")
struct VerbosityTests {
    private static let made = "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"uar_id\":\"a\"}"
    private static let refused = "HTTP/1.1 400 No\r\nContent-Length: 2\r\n\r\n{}"

    @Test("-v says each request in a line on standard error, also beside JSON")
    func requests() async throws {
        try await LoopbackServer.run({ _ in .bytes(Self.made) }, reads: LoopbackServer.emptyList) { server in
            let muster = try CommandRun(baseURL: "\(server.url)/v1")
            #expect(try await muster("init").code == 0)
            let check = try await muster("check", "-v")
            let host = server.url.dropFirst("http://".count)
            #expect(check.errors == "opal GET \(host)/v1/uars?page_size=*: 200 in 0 ms, 26 bytes\n")
            let apply = try await muster("apply", "--yes", "-v", "--format", "json")
            #expect(apply.output.split(separator: "\n").allSatisfy { $0.hasPrefix("{") })
            #expect(apply.errors.contains("\nopal POST \(host)/v1/uar: 200 in 0 ms, 14 bytes\n"), "\(apply.errors)")
            #expect(!(try await muster("check")).errors.contains("GET"))
        }
    }

    @Test("a lost answer is told as that, and the next try as the second")
    func lost() async throws {
        try await LoopbackServer.run({ $0 == 0 ? .bytesThenClose("") : LoopbackServer.emptyList }) { server in
            let muster = try CommandRun(baseURL: "\(server.url)/v1")
            #expect(try await muster("init").code == 0)
            let apply = try await muster("apply", "--yes", "-v", "--max-wait", "5s")
            let lines = apply.errors.split(separator: "\n").filter { $0.hasPrefix("opal GET ") }
            #expect(lines.first?.contains("/v1/uars?page_size=*: lost after ") == true, "\(apply.errors)")
            #expect(lines.dropFirst().first?.hasSuffix(", attempt 2") == true, "\(apply.errors)")
        }
    }

    @Test("-q says what needs a person, and one line at the end")
    func quiet() async throws {
        try await LoopbackServer.run({ .bytes($0 == 0 ? Self.refused : Self.made) }, reads: LoopbackServer.emptyList) {
            server in
            let muster = try CommandRun(baseURL: "\(server.url)/v1")
            #expect(try await muster("init").code == 0)
            let validate = try await muster("validate", "-q")
            #expect(validate.code == 0 && validate.output.isEmpty && validate.errors.isEmpty)
            #expect(try await muster("plan", "-q").output == "Plan: 1 to create, 0 unchanged.\n")
            #expect(try await muster("check", "-q").output.isEmpty)
            let failed = try await muster("apply", "--yes", "-q")
            #expect(failed.code == 3)
            #expect(failed.errors.contains("sox/opal: failed") && failed.errors.contains("error[M"), "\(failed.errors)")
            let done = try await muster("apply", "--yes", "-q")
            #expect(done.code == 0 && done.errors.isEmpty, "\(done.errors)")
            #expect(
                done.output
                    == "Applied: 1 created, 0 resumed, 0 failed, 0 unknown, 0 unchanged.\n"
            )
            try muster.write(
                try muster.read("campaigns/sox.yaml").replacing("2099-01-29", with: "2099-01-30"),
                to: "campaigns/sox.yaml")
            let changed = try await muster("plan", "-q")
            #expect(changed.output.contains("~ sox/opal  changed"))
        }
    }

    @Test("a plan that a person is asked about is shown whole, however quiet")
    func asking() async throws {
        try await LoopbackServer.run({ _ in .bytes(Self.made) }, reads: LoopbackServer.emptyList) { server in
            var muster = try CommandRun(baseURL: "\(server.url)/v1")
            muster.ask = { _ in "no" }
            #expect(try await muster("init").code == 0)
            let result = try await muster("apply", "-q")
            #expect(result.code == 1 && result.output.contains("+ sox/opal  create"))
        }
    }
}
