import Support
import Testing
import Transport

/// What apply makes of a vendor that answers anything, over a real connection.
@Suite("A hostile vendor")
struct HostileVendorTests {
    private static func answer(_ status: String, _ body: String, _ headers: String = "") -> LoopbackServer.Reply {
        .bytes("HTTP/1.1 \(status)\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    /// Whether any creating call may have had an effect.
    static let unclear: [LoopbackServer.Reply] = [
        answer("200 OK", "<html><body>Please log in</body></html>", "Content-Type: text/html\r\n"),
        answer("200 OK", ""), answer("204 No Content", ""), answer("200 OK", "null"), answer("200 OK", "[]"),
        answer("200 OK", "{\"uar_id\":"), answer("200 OK", "{\"uar_id\":\"a\"} {}"),
        answer("200 OK", "{\"uar_id\":\"a\",\"uar_id\":\"b\"}"), answer("200 OK", "{\"id\":\"a\"}"),
        answer("200 OK", "{\"uar_id\":\"\"}"), answer("200 OK", "{\"uar_id\":7}"),
        answer("200 OK", "{\"uar_id\":\"../x\"}"),
        answer("200 OK", "{\"uar_id\":\"a\\u001b[2J\"}"), answer("200 OK", String(repeating: "[", count: 100_000)),
        answer("200 OK", String(repeating: "{\"a\":", count: 100_000)),
        answer("200 OK", "{\"uar_id\":\"\(String(repeating: "a", count: 100_000))\"}"),
        answer("200 OK", "{\"uar_id\":" + String(repeating: "9", count: 100_000) + "}"),
        .raw(
            Array("HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"uar_id\":\"".utf8) + [0xFF, 0xFE] + Array("\"}".utf8)
        ),
        .raw(Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n".utf8) + [0x1F, 0x8B, 8]),
        answer("101 Switching Protocols", "", "Upgrade: x\r\n"), answer("301 Moved", "", "Location: /v1/uar\r\n"),
        answer("307 Temporary Redirect", "", "Location: http://169.254.169.254/\r\n"), answer("304 Not Modified", ""),
        answer("408 Request Timeout", "{}"), answer("499 Gone", "{}"), answer("500 Oops", "{}"),
        answer("503 Busy", "<html>"),
        answer("999 What", "{}"),
        .bytesThenClose(""), .bytesThenReset(""),
        .bytesThenClose("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"uar_id\""),
        .bytesThenClose("HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\n{\"uar_id\":\"a\"}"),
        .bytesThenClose("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{\"uar_id\":\"a\"}\r\n0\r\n\r\n"),
        .bytesThenClose("HTTP/1.1 403 Forbidden\r\nContent-Length: 100\r\n\r\n{}"),
        .endless(
            "HTTP/1.1 100 Continue\r\n\r\n", String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 99), every: 0.001
        ),
        .endless("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", " ", every: 0.01),
        .endless("HTTP/1.1 200 OK\r\n", "X-More: \(String(repeating: "x", count: 4096))\r\n", every: 0.001),
        .endless("HTTP/1.1 200 OK\r\n\r\n", String(repeating: "{\"a\":[", count: 10_000), every: 0.001),
        .silence,
    ]

    @Test(
        "an answer that does not say what became of it is unknown, and not called again while a list says nothing either",
        arguments: unclear.indices)
    func unknown(index: Int) async throws {
        let reply = Self.unclear[index]
        // Only the list before the first create is sound.
        try await LoopbackServer.run({ $0 == 0 ? LoopbackServer.emptyList : reply }) { server in
            var muster = try CommandRun(baseURL: "\(server.url)/v1")
            muster.timeouts = .init(connect: 2, idle: 0.3, total: 0.5)
            #expect(try await muster("init").code == 0)
            for _ in 0..<2 {
                let result = try await muster("apply", "--yes", "--max-wait", "1s")
                #expect(result.code == 3, "\(result.output)\(result.errors)")
                #expect(result.errors.contains("error[M0608]"), "\(result.errors)")
                #expect(Self.isHarmless(result.output + result.errors))
                #expect(try muster.read("muster.state.json").contains("sox/opal"))
            }
            #expect(server.requests.count { $0.hasPrefix("POST ") } == 1)
            #expect(
                server.requests.allSatisfy { $0.hasPrefix("POST /v1/uar HTTP/1.1\r\n") || $0.hasPrefix("GET /v1/uars") }
            )
        }
    }

    static let refusals = [
        answer("400 Bad", "<html>"), answer("404 No", ""), answer("409 Taken", "{}"), answer("422 No", "{\"a\":"),
        answer("400 Bad", String(repeating: "[", count: 100_000)), answer("410 Gone", "\u{0}\u{1}\u{2}"),
    ]

    @Test("what is refused for certain has failed, and the next apply may call again", arguments: refusals.indices)
    func refused(index: Int) async throws {
        let reply = Self.refusals[index]
        try await LoopbackServer.run({ _ in reply }, reads: LoopbackServer.emptyList) { server in
            let muster = try CommandRun(baseURL: "\(server.url)/v1")
            #expect(try await muster("init").code == 0)
            for count in 1...2 {
                let result = try await muster("apply", "--yes")
                #expect(result.code == 3, "\(result.output)\(result.errors)")
                #expect(result.errors.contains("error[M0601]"), "\(result.errors)")
                #expect(server.requests.count { $0.hasPrefix("POST ") } == count)
            }
        }
    }

    @Test(
        "check takes any date for what it is",
        arguments: [
            "99999999999999999999", "0.5", "-1", "Sun, 06 Nov 99999 08:49:37 GMT", "Sun, 06 Nov 0000 08:49:37 GMT",
            "Fri, 31 Dec 9999 23:59:59 GMT", "yesterday", "",
        ])
    func date(date: String) async throws {
        let reply = Self.answer("200 OK", "{\"results\":[]}", "Date: \(date)\r\n")
        try await LoopbackServer.run({ _ in reply }) { server in
            let muster = try CommandRun(baseURL: "\(server.url)/v1")
            let result = try await muster("check")
            #expect(result.code == 0, "\(result.errors)")
            #expect(result.output.contains("clock"), "\(result.output)")
        }
    }

    /// What a vendor may echo or make up.
    static let messages = [
        "\u{1B}[2J\u{1B}]0;title\u{7}\u{1B}]8;;https://evil.example\u{1B}\\click", "a\r\n::error file=x::pwned\r\n",
        "::set-env name=PATH::/tmp", "##vso[task.setvariable variable=x]y", "##[error]pwned", "  ::stop-commands::x",
        "\u{9B}2J\u{85}::error::x", "\u{202E}drowssap\u{2066}", "x\u{2028}::error::y", "\u{FEFF}::error::z",
        "##\u{AD}vso[task.x]y", "#\u{200B}#\u{200D}VSO[task.x]y", "\u{3000}:\u{2060}:error::x",
        "line\n##vso[task.complete result=Succeeded;]", "\u{8}\u{8}\u{8}\u{7F}", "a1-1c0ffee and Bearer a1-1c0ffee",
        String(repeating: "e" + String(repeating: "\u{301}", count: 5000), count: 2),
        String(repeating: "x ", count: 10_000),
    ]

    @Test("a vendor's words can't act on a terminal or a pipeline's log, nor flood them", arguments: messages.indices)
    func words(index: Int) async throws {
        let message = Self.messages[index]
        let escaped = message.unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.value < 0x20 || scalar == "\"" || scalar == "\\" {
                text +=
                    "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count)
                    + String(scalar.value, radix: 16)
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        let problem = #"{"title":"\#(escaped)","errors":{"\#(escaped)":["\#(escaped)"]}}"#
        for status in ["400 Bad", "500 Oops"] {
            try await LoopbackServer.run({ _ in Self.answer(status, message) }, reads: LoopbackServer.emptyList) {
                server in
                try await expectHarmless(status, try CommandRun(baseURL: "\(server.url)/v1"))
            }
            try await LoopbackServer.run({ _ in Self.answer(status, problem) }, reads: LoopbackServer.emptyList) {
                server in
                try await expectHarmless(status, try CommandRun(cakewalk: server.url))
            }
        }
    }

    private func expectHarmless(_ status: String, _ muster: CommandRun) async throws {
        #expect(try await muster("init").code == 0)
        let apply = try await muster("apply", "--yes")
        var shown = apply.output + apply.errors
        // Only what is not known stays in state.
        for command in status.hasPrefix("4") ? [["check"]] : [["plan"], ["state", "list"]] {
            let result = try await muster.run(command)
            shown += result.output + result.errors
        }
        #expect(Self.isHarmless(shown), "\(shown)")
        #expect(shown.utf8.count < 10_000)
        #expect(!(try muster.read("muster.state.json")).contains("c0ffee"))
    }

    /// Whether a text has no character but line feeds that acts, no line that a pipeline obeys, and no secret.
    static func isHarmless(_ text: String) -> Bool {
        let acts = text.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x0A: false
            case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
            default: false
            }
        }
        // As pipelines see it: without what shows nothing.
        let seen = String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint })
        let isObeyed = String(seen).lowercased().split(separator: "\n").contains { line in
            line.drop { $0.isWhitespace }.hasPrefix("::") || line.contains("##vso[") || line.contains("##[")
        }
        return !acts && !isObeyed && !text.contains("c0ffee")
    }
}
