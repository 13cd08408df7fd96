import Campaigns
import Support
import Testing
import Transport

@Suite("A hostile server") struct HostileAnswerTests {
    private static let head = "HTTP/1.1 200 OK\r\n"
    private static let limits = Timeouts(total: 0.4)

    @Test(
        "an answer that is no whole, well-formed answer means lost, after one request",
        arguments: [
            // Lengths.
            "\(head)Content-Length: 99999999999999999999999\r\n\r\n{}",
            "\(head)Content-Length: 9223372036854775807\r\n\r\n{}",
            "\(head)Content-Length: -1\r\n\r\n{}", "\(head)Content-Length: 2x\r\n\r\n{}",
            "\(head)Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ", "\(head)Content-Length: 0x2\r\n\r\n{}",
            "\(head)Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
            // Chunks.
            "\(head)Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n",
            "\(head)Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n{}",
            "\(head)Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n",
            "\(head)Transfer-Encoding: chunked\r\n\r\n2\r\n{}garbage\r\n0\r\n\r\n",
            "\(head)Transfer-Encoding: chunked\r\n\r\n7FFFFFFFFFFFFFFF\r\n{}",
            "\(head)Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
            "\(head)Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX-Trailer",
            // Heads.
            "HTTP/1.1\r\n\r\n", "HTTP/1.1 20\r\n\r\n", "HTTP/1.1 abc OK\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n",
            "ICY 200 OK\r\n\r\n", "<html>busy</html>", "\u{0}\u{0}\u{0}\r\n\r\n", "\(head)No colon\r\n\r\n",
            "\(head)X: a\u{0}b\r\nContent-Length: 2\r\n\r\n{}", "\(head)Bad Name: a\r\nContent-Length: 2\r\n\r\n{}",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
            // Only a beginning.
            "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 2",
        ])
    func malformed(answer: String) async throws {
        try await LoopbackServer.run({ _ in .bytesThenClose(answer) }) { server in
            let failure = await Calling.failure(Calling.post(server.url))
            #expect(failure?.isLost == true, "\(String(describing: failure))")
            #expect(server.requests.count == 1)
        }
    }

    // Floods take turns, and pause, so that they do not starve other tests.
    @Test(
        "what does not end is given up in time, within bounds", .serialized,
        arguments: [
            ("HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\n"),
            ("", "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n"),
            ("HTTP/1.1 200 ", "OK"), ("HTTP/1.1 200 OK\r\nX-Long: ", "xxxxxxxx"), ("\(head)X", "x"),
            ("\(head)Transfer-Encoding: chunked\r\n\r\n2;", "extension=1;"),
            ("\(head)Transfer-Encoding: chunked\r\n\r\n", "00000000"),
            ("\(head)Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n", "X-Trailer: x\r\n"),
            ("\(head)Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
            ("\(head)Content-Length: 9223372036854775807\r\n\r\n", "{}"), ("\(head)\r\n", "{}"),
        ])
    func endless(first: String, again: String) async throws {
        let many = String(repeating: again, count: 512)
        try await LoopbackServer.run({ _ in .endless(first, many, every: 0.002) }) { server in
            let failure = await Calling.failure(Calling.post(server.url), NetworkSettings(), Self.limits)
            #expect(failure?.isLost == true, "\(String(describing: failure))")
            #expect(server.requests.count == 1)
        }
    }

    @Test("headers that drip are given up when the whole call takes too long")
    func drippingHeaders() async throws {
        try await LoopbackServer.run({ _ in .endless(Self.head, "X: y\r\n", every: 0.01) }) { server in
            let limits = Timeouts(idle: 5, total: 0.2)
            #expect(await Calling.failure(Calling.post(server.url), NetworkSettings(), limits)?.isLost == true)
        }
    }

    @Test("a body that stops in the middle is lost when time is up, not cut short")
    func stalledBody() async throws {
        let beginning = Self.head + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"
        try await LoopbackServer.run({ _ in .endless(beginning, "", every: 0.01) }) { server in
            let limits = Timeouts(idle: 5, total: 0.2)
            #expect(await Calling.failure(Calling.post(server.url), NetworkSettings(), limits)?.isLost == true)
        }
    }

    @Test("no encoding is asked for, and an encoded body is not unpacked")
    func encodings() async throws {
        let packed: [UInt8] = [
            0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xAB, 0xAE, 5, 0, 0x43, 0xBF, 0xA6, 0xA3, 2, 0, 0, 0,
        ]
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n"
        try await LoopbackServer.run({ _ in .raw(Array(head.utf8) + packed) }) { server in
            let answer = try await Calling.outcome(Calling.post(server.url)).get()
            #expect(answer.body == packed)
            #expect(server.requests.first?.lowercased().contains("encoding") == false)
        }
    }

    @Test("an answer that nobody asked for is never taken for the next one")
    func poisonedConnection() async throws {
        let first = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
        let poison = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison"
        try await LoopbackServer.run({ $0 == 0 ? .bytes(first + poison) : .bytes(first) }) { server in
            let client = NetworkHTTPClient()
            var bodies: [String] = []
            for _ in 0..<3 {
                // The connection may break under the second request; it must not be answered by the poison.
                if let answer = try? await client.send(Calling.post(server.url)) {
                    bodies.append(String(decoding: answer.body, as: UTF8.self))
                }
            }
            await client.shutdown()
            #expect(!bodies.contains("poison"), "\(bodies)")
            #expect(bodies.contains("{}"))
        }
    }

    @Test(
        "a status without a meaning is an answer, for the caller to judge",
        arguments: [101, 204, 299, 304, 399, 499, 599])
    func oddStatus(status: Int) async throws {
        try await LoopbackServer.run({ _ in .bytes("HTTP/1.1 \(status) \r\nContent-Length: 0\r\n\r\n") }) { server in
            let answer = try await Calling.outcome(Calling.post(server.url)).get()
            #expect(answer.status == status)
        }
    }

    @Test("an answer before the request is complete is an answer")
    func early() async throws {
        try await LoopbackServer.runUnconditional(
            "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        ) {
            port in
            var request = Calling.post("http://127.0.0.1:\(port)")
            request.body = Array(repeating: 0x20, count: 4 << 20)
            switch await Calling.outcome(request) {
            case .success(let answer): #expect(answer.status == 413)
            // The close may come before the whole request was taken; what was sent of it may count.
            case .failure(let failure): #expect(failure.isLost)
            }
        }
    }
}
