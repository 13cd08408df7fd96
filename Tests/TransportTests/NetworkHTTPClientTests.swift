import Campaigns
import Support
import Testing
import Transport

@Suite("The client for real vendors") struct NetworkHTTPClientTests {
    private let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Id: a\r\nx-id: b\r\n\r\n{}"

    @Test("a request goes out as it is, and its answer comes back with status, headers and body")
    func roundTrip() async throws {
        let ok = ok
        try await LoopbackServer.run({ _ in .bytes(ok) }) { server in
            let answer = try await sent(
                HTTPRequest(
                    method: .post, url: "\(server.url)/v1/uar?a=b%20c", headers: [Answer.Header("X-Key", "k")],
                    body: Array("{\"name\":1}".utf8)))
            #expect(answer.status == 200)
            #expect(answer.body == Array("{}".utf8))
            #expect(answer.headers.filter { $0.name.lowercased() == "x-id" }.map(\.value) == ["a", "b"])
            let request = try #require(server.requests.first)
            #expect(request.hasPrefix("POST /v1/uar?a=b%20c HTTP/1.1\r\n"))
            #expect(request.contains("X-Key: k\r\n"))
            #expect(request.lowercased().contains("content-length: 10\r\n"))
            #expect(request.hasSuffix("\r\n\r\n{\"name\":1}"))
        }
    }

    @Test("a 204 is an answer without a body")
    func noContent() async throws {
        try await LoopbackServer.run({ _ in .bytes("HTTP/1.1 204 No Content\r\n\r\n") }) { server in
            let answer = try await sent(post(server.url))
            #expect(answer.status == 204)
            #expect(answer.body.isEmpty)
        }
    }

    @Test("a redirect is an answer and is not followed", arguments: [301, 302, 303, 307, 308])
    func redirect(status: Int) async throws {
        let answer = "HTTP/1.1 \(status) Moved\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"
        try await LoopbackServer.run({ _ in .bytes(answer) }) { server in
            let answers = [
                try await sent(post(server.url)), try await sent(HTTPRequest(method: .get, url: "\(server.url)/x")),
            ]
            #expect(answers.map(\.status) == [status, status])
            #expect(server.requests.count == 2)
        }
    }

    @Test("a refused connection means not sent")
    func refused() async throws {
        let url = try await LoopbackServer.run({ _ in .silence }) { $0.url }
        for request in [post(url), HTTPRequest(method: .get, url: url)] {
            let failure = try #require(await failure(request))
            #expect(failure.isNotSent && failure.reason.contains("refused"), "\(failure)")
        }
    }

    @Test("a host that has no address means not sent")
    func unknownHost() async {
        let request = HTTPRequest(method: .post, url: "https://nothing.invalid/x", body: [1])
        let failure = await failure(request, Timeouts(connect: 3))
        #expect(failure?.isNotSent == true, "\(String(describing: failure))")
    }

    @Test("a TLS handshake that fails means not sent")
    func failedHandshake() async throws {
        try await LoopbackServer.run({ _ in .silence }) { server in
            let url = "https://127.0.0.1:\(server.port)/x"
            // The server never answers the first flight.
            let slow = await failure(post(url), Timeouts(connect: 0.2))
            #expect(slow?.isNotSent == true, "\(String(describing: slow))")
        }
        // Nothing here speaks TLS: the answer to the first flight is HTTP.
        try await LoopbackServer.runUnconditional("HTTP/1.1 400 Bad Request\r\n\r\n") { port in
            for request in [
                post("https://127.0.0.1:\(port)/x"), HTTPRequest(method: .get, url: "https://127.0.0.1:\(port)/x"),
            ] {
                let wrong = await failure(request)
                #expect(wrong?.isNotSent == true, "\(String(describing: wrong))")
            }
        }
    }

    @Test(
        "an answer that breaks off means lost",
        arguments: [
            LoopbackServer.Reply.bytesThenClose(""),
            .bytesThenReset(""),
            .bytesThenReset("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"),
            .bytesThenClose("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"),
            .bytesThenClose("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"),
            .bytesThenClose("HTTP/1.1 200 OK\r\nContent-Le"),
            .bytes("this is not HTTP\r\n\r\n"),
        ])
    func brokenAnswer(reply: LoopbackServer.Reply) async throws {
        try await LoopbackServer.run({ _ in reply }) { server in
            let failure = await failure(post(server.url))
            #expect(failure?.isLost == true, "\(String(describing: failure))")
            #expect(server.requests.count == 1)
        }
    }

    @Test("a body without end means lost, after 8 MiB")
    func endlessBody() async throws {
        let chunk = "10000\r\n" + String(repeating: "x", count: 0x10000) + "\r\n"
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        try await LoopbackServer.run({ _ in .endless(head, chunk, every: 0) }) { server in
            #expect(await failure(post(server.url)) == .lost("the answer is larger than 8 MiB"))
        }
    }

    @Test("headers without end mean lost")
    func endlessHeaders() async throws {
        let line = "X-More: " + String(repeating: "x", count: 4096) + "\r\n"
        try await LoopbackServer.run({ _ in .endless("HTTP/1.1 200 OK\r\n", line, every: 0) }) { server in
            #expect(await failure(post(server.url))?.isLost == true)
        }
        let big =
            "HTTP/1.1 200 OK\r\nX-Big: " + String(repeating: "x", count: 100_000) + "\r\nContent-Length: 0\r\n\r\n"
        try await LoopbackServer.run({ _ in .bytes(big) }) { server in
            #expect(await failure(post(server.url))?.isLost == true)
        }
    }

    @Test("a first byte that does not come means lost")
    func slowFirstByte() async throws {
        try await LoopbackServer.run({ _ in .silence }) { server in
            let failure = try #require(await failure(post(server.url), Timeouts(idle: 0.1)))
            // On a busy machine the same limit may end the writing first.
            #expect(failure.isLost && failure.reason.hasSuffix("in time"), "\(failure)")
        }
    }

    @Test("an answer that drips means lost when the whole call takes too long")
    func drippingAnswer() async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
        try await LoopbackServer.run({ _ in .endless(head, "x", every: 0.01) }) { server in
            #expect(await failure(post(server.url), Timeouts(idle: 5, total: 0.2))?.isLost == true)
        }
    }

    @Test("nothing is sent again when a kept connection breaks")
    func brokenKeptConnection() async throws {
        let ok = ok
        try await LoopbackServer.run({ $0 == 0 ? .bytes(ok) : .bytesThenReset("") }) { server in
            let client = NetworkHTTPClient()
            let first = try? await client.send(HTTPRequest(method: .get, url: server.url))
            let second = await failure(HTTPRequest(method: .get, url: server.url), client)
            let third = await failure(post(server.url), client)
            await client.shutdown()
            #expect(first?.status == 200)
            #expect(second?.isLost == true)
            #expect(third?.isLost == true)
            #expect(server.requests.count == 3)
            #expect(server.connections == 2)
        }
    }

    @Test("a cancelled task stops waiting, and what was sent is lost")
    func cancellation() async throws {
        try await LoopbackServer.run({ _ in .silence }) { server in
            let request = post(server.url)
            let client = NetworkHTTPClient()
            await withTaskGroup(of: TransportFailure?.self) { group in
                group.addTask { await failure(request, client) }
                while server.requests.isEmpty { await Task.yield() }
                group.cancelAll()
                #expect(await group.next() == .lost("interrupted before the answer was complete"))
            }
            await client.shutdown()
        }
    }

    @Test("a call that is cancelled while its connection is being made was not sent")
    func cancelledConnecting() async throws {
        // The server takes the connection and never answers the first flight of TLS.
        try await LoopbackServer.run({ _ in .silence }) { server in
            let request = post("https://127.0.0.1:\(server.port)/x")
            let client = NetworkHTTPClient(timeouts: Timeouts(connect: 0.5))
            let ended = await withTaskGroup(of: TransportFailure?.self) { group in
                group.addTask { await failure(request, client) }
                while server.connections == 0 { await Task.yield() }
                group.cancelAll()
                return await group.next() ?? nil
            }
            // On a busy machine the time to connect may end first.
            #expect(ended?.isNotSent == true, "\(String(describing: ended))")
            await client.shutdown()
        }
    }

    @Test("after the shutdown nothing is sent")
    func shutdown() async throws {
        try await LoopbackServer.run({ _ in .silence }) { server in
            let client = NetworkHTTPClient()
            await client.shutdown()
            await client.shutdown()
            #expect(await failure(post(server.url), client)?.isNotSent == true)
            #expect(server.connections == 0)
        }
    }

    @Test(
        "only https is called, and http on loopback",
        arguments: [
            "http://example.com/", "http://10.0.0.1/x", "http://127.0.0.1.example.com/", "ftp://127.0.0.1/", "x", "",
            "https://user:hunter2@127.0.0.1/", "http://2130706433/", "http://localhost\\@example.com/", "https:///x",
            "http://127.0.0.1/a b", "http://127.0.0.1/#x", "http+unix://%2Ftmp/x", "http://example.com?@127.0.0.1/",
        ])
    func refusedURL(url: String) async throws {
        let failure = try #require(await failure(HTTPRequest(method: .get, url: url)))
        #expect(failure.isNotSent)
        #expect(!failure.reason.contains("hunter2"))
        #expect(failure.reason.contains("URL"))
    }

    @Test("a header that would begin another is refused, and its value is not repeated")
    func headerInjection() async throws {
        try await LoopbackServer.run({ _ in .silence }) { server in
            let header = Answer.Header("X-API-KEY", "hunter2\r\nX-Evil: 1")
            let request = HTTPRequest(method: .get, url: server.url, headers: [header])
            let failure = try #require(await failure(request))
            #expect(failure.isNotSent)
            #expect(failure.reason.contains("X-API-KEY"))
            #expect(!failure.reason.contains("hunter2"))
            #expect(server.connections == 0)
        }
    }

    @Test("a request shows neither headers nor body")
    func requestDescription() {
        let request = HTTPRequest(
            method: .post, url: "https://a.example/x", headers: [Answer.Header("A", "hunter2")],
            body: Array("hunter2".utf8))
        var dumped = ""
        dump(request, to: &dumped)
        #expect("\(request)" == "POST https://a.example/x")
        #expect(!dumped.contains("hunter2") && !dumped.contains("104"))
    }

    private func post(_ url: String) -> HTTPRequest {
        HTTPRequest(method: .post, url: url, body: Array("{}".utf8))
    }

    private func sent(_ request: HTTPRequest) async throws -> Answer {
        let client = NetworkHTTPClient()
        let outcome: Result<Answer, TransportFailure>
        do { outcome = .success(try await client.send(request)) } catch { outcome = .failure(error) }
        await client.shutdown()
        return try outcome.get()
    }

    private func failure(_ request: HTTPRequest, _ timeouts: Timeouts = Timeouts()) async -> TransportFailure? {
        let client = NetworkHTTPClient(timeouts: timeouts)
        let failure = await failure(request, client)
        await client.shutdown()
        return failure
    }

    private func failure(_ request: HTTPRequest, _ client: NetworkHTTPClient) async -> TransportFailure? {
        do throws(TransportFailure) {
            let answer = try await client.send(request)
            Issue.record("answered \(answer.status)")
            return nil
        } catch { return error }
    }
}

extension TransportFailure {
    var isNotSent: Bool { if case .notSent = self { true } else { false } }
    var isLost: Bool { !isNotSent }
}
