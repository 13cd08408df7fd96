import Campaigns
import Support
import Testing
import Transport

@Suite("Through a proxy") struct ProxyTests {
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    private let url = "https://vendor.example/v1/uar"

    /// The test's root, and the proxy where there is one.
    private func settings(_ variables: [String: String]) throws -> NetworkSettings {
        try NetworkSettings(
            environment: variables.merging(["SSL_CERT_FILE": "root.pem"]) { given, _ in given },
            readFile: { _ in Array(TestOnlyCertificates.root.utf8) })
    }

    @Test("a call goes to the vendor encrypted, and the proxy learns its host alone", arguments: ["http://", ""])
    func tunnel(scheme: String) async throws {
        try await LoopbackServer.run({ _ in .bytes(Self.ok) }, encryption: .init()) { server in
            try await LoopbackProxy.run(.connects(to: server.port)) { proxy in
                let settings = try settings(["HTTPS_PROXY": scheme + proxy.address])
                let answer = try await Calling.outcome(Calling.post(url), settings).get()
                #expect(answer.status == 200)
                #expect(proxy.requests == ["CONNECT vendor.example:443 HTTP/1.1\r\nhost: vendor.example\r\n\r\n"])
                #expect(server.requests.first?.hasPrefix("POST /v1/uar HTTP/1.1\r\nX-Key: k\r\n") == true)
                #expect(server.requests.count == 1)
            }
        }
    }

    @Test("user and password go to the proxy alone, decoded, and show up nowhere")
    func credentials() async throws {
        try await LoopbackServer.run({ _ in .bytes(Self.ok) }, encryption: .init()) { server in
            try await LoopbackProxy.run(.connects(to: server.port)) { proxy in
                let settings = try settings(["HTTPS_PROXY": "http://build:p%40ss%3Aword@\(proxy.address)"])
                let client = NetworkHTTPClient(settings: settings)
                var dumped = ""
                dump(client, to: &dumped)
                dump(settings, to: &dumped)
                let answer = try? await client.send(Calling.post(url))
                await client.shutdown()
                #expect(answer?.status == 200)
                // build:p@ss:word
                #expect(proxy.requests.first?.contains("proxy-authorization: Basic YnVpbGQ6cEBzczp3b3Jk\r\n") == true)
                #expect(server.requests.first?.lowercased().contains("authorization") == false)
                for shown in [dumped, "\(client)", "\(settings)", String(reflecting: settings)] {
                    #expect(!shown.contains("p@ss") && !shown.contains("p%40ss") && !shown.contains("YnVpbGQ6"))
                }
            }
        }
    }

    @Test("a SOCKS proxy is asked for the vendor by name")
    func socks() async throws {
        try await LoopbackServer.run({ _ in .bytes(Self.ok) }, encryption: .init()) { server in
            try await LoopbackProxy.run(.socks(to: server.port)) { proxy in
                let settings = try settings(["HTTPS_PROXY": "socks5://\(proxy.address)"])
                let answer = try await Calling.outcome(Calling.post(url), settings).get()
                #expect(answer.status == 200)
                #expect(proxy.requests == ["\u{5}\u{1}\u{0}\u{3}\u{E}vendor.example\u{1}\u{BB}"].map(bytes))
            }
        }
    }

    @Test(
        "what a proxy does before the connection stands means not sent, and it is asked once",
        arguments: Self.refusals.indices)
    func refusal(index: Int) async throws {
        let conduct = Self.refusals[index]
        try await LoopbackProxy.run(conduct) { proxy in
            let scheme =
                switch conduct {
                case .socks, .socksRefusal: "socks5"
                case .connects, .says: "http"
                }
            let settings = try settings([
                "HTTPS_PROXY": "\(scheme)://build:hunter2@\(proxy.address)".withoutUser(scheme)
            ])
            let failure = try #require(await Calling.failure(Calling.post(url), settings, Timeouts(connect: 0.5)))
            #expect(failure.isNotSent, "\(failure)")
            #expect(!failure.reason.contains("hunter2") && !failure.reason.contains("HTTPClientError"))
            #expect(proxy.connections == 1)
        }
    }

    static let refusals: [LoopbackProxy.Conduct] = [
        .says(
            "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n",
            closes: false),
        .says("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 5\r\n\r\nlogin", closes: true),
        .says("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", closes: false),
        // The name look-up failed at the proxy, or the vendor refused the connection.
        .says("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", closes: true),
        .says("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 1000\r\n\r\nhalf", closes: true),
        .says("HTTP/1.1 302 Found\r\nLocation: https://login.example/\r\nContent-Length: 0\r\n\r\n", closes: false),
        .says("HTTP/1.1 100 Continue\r\n\r\n", closes: false),
        .says("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", closes: false),
        .says("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", closes: false),
        .says("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", closes: false),
        .says("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhalf", closes: true),
        .says("HTTP/1.1 200 OK\r\n\r\n", closes: true),
        .says("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", closes: true),
        .says("HTTP/1.1 200 Conn", closes: true),
        .says("", closes: true),
        .says("", closes: false),
        .says("SSH-2.0-OpenSSH_9.6\r\n", closes: false),
        .says("HTTP/1.1 200 OK\r\nX-Big: " + String(repeating: "x", count: 200_000) + "\r\n\r\n", closes: false),
        .socksRefusal(1), .socksRefusal(4), .socksRefusal(0),
        .says("\u{5}\u{7F}", closes: false),
    ]

    @Test("a read that a proxy opens no connection for was not sent either", arguments: [407, 502])
    func refusedRead(status: Int) async throws {
        let answer = "HTTP/1.1 \(status) No\r\nContent-Length: 0\r\n\r\n"
        try await LoopbackProxy.run(.says(answer, closes: true)) { proxy in
            let failure = await Calling.failure(Calling.get(url), try settings(["HTTPS_PROXY": proxy.address]))
            #expect(failure?.isNotSent == true, "\(String(describing: failure))")
        }
    }

    @Test("a proxy that refuses the connection is named, and nothing was sent")
    func refusedConnection() async throws {
        let address = try await LoopbackProxy.run(.says("", closes: true)) { $0.address }
        let settings = try settings(["HTTPS_PROXY": "http://build:hunter2@\(address)"])
        let failure = try #require(await Calling.failure(Calling.post(url), settings))
        let port = try address.split(separator: ":").at(1)
        #expect(failure == .notSent("no connection to 127.0.0.1, port \(port): connection refused"))
    }

    // The certificate holds 127.0.0.1, where the proxy is.
    @Test("behind the proxy a certificate that is not trusted, or not for the vendor's name, means not sent")
    func certificates() async throws {
        try await LoopbackServer.run({ _ in .bytes(Self.ok) }, encryption: .init()) { server in
            try await LoopbackProxy.run(.connects(to: server.port)) { proxy in
                let untrusted = NetworkSettings(proxies: try ProxySettings(environment: ["HTTPS_PROXY": proxy.address]))
                #expect(
                    await Calling.failure(Calling.post(url), untrusted)
                        == .notSent("the TLS certificate is not one that the trust roots vouch for, or has ended"))
                let trusted = try settings(["HTTPS_PROXY": proxy.address])
                #expect(
                    await Calling.failure(Calling.post("https://other.example/x"), trusted)
                        == .notSent("the TLS certificate is not for this host"))
                #expect(proxy.connections == 2)
                #expect(server.requests.isEmpty)
            }
        }
    }

    @Test(
        "once the vendor may have the request, a connection that breaks means lost",
        arguments: [
            LoopbackServer.Reply.bytesThenClose(""), .bytesThenReset(""),
            .bytesThenClose("HTTP/1.1 200 OK\r\nContent-Le"),
            .bytesThenReset("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"),
        ])
    func lost(reply: LoopbackServer.Reply) async throws {
        try await LoopbackServer.run({ _ in reply }, encryption: .init()) { server in
            try await LoopbackProxy.run(.connects(to: server.port)) { proxy in
                let settings = try settings(["HTTPS_PROXY": proxy.address])
                for request in [Calling.post(url), Calling.get(url)] {
                    let failure = await Calling.failure(request, settings)
                    #expect(failure?.isLost == true, "\(String(describing: failure))")
                }
                #expect(server.requests.count == 2)
                #expect(proxy.connections == 2)
            }
        }
    }

    @Test("this machine itself, and what NO_PROXY names, never go through the proxy")
    func exceptions() async throws {
        try await LoopbackServer.run({ _ in .bytes(Self.ok) }, encryption: .init()) { server in
            try await LoopbackProxy.run(.connects(to: server.port)) { proxy in
                let settings = try settings(["HTTPS_PROXY": proxy.address, "NO_PROXY": "invalid"])
                let answer = try await Calling.outcome(Calling.post("https://127.0.0.1:\(server.port)/x"), settings)
                    .get()
                #expect(answer.status == 200)
                let direct = await Calling.failure(
                    Calling.post("https://vendor.invalid/x"), settings, Timeouts(connect: 3))
                #expect(direct?.isNotSent == true)
                #expect(proxy.connections == 0)
            }
        }
    }

    @Test("an IP address is not called through a proxy, where its certificate could not be checked")
    func address() async throws {
        try await LoopbackProxy.run(.says("", closes: true)) { proxy in
            let failure = await Calling.failure(
                Calling.post("https://10.1.2.3/x"), try settings(["HTTPS_PROXY": proxy.address]))
            #expect(failure?.isNotSent == true && failure?.reason.contains("NO_PROXY") == true)
            #expect(proxy.connections == 0)
        }
    }

    private func bytes(_ text: String) -> String {
        // The port, 443, is two bytes that are no UTF-8.
        String(decoding: text.unicodeScalars.map { UInt8($0.value) }, as: UTF8.self)
    }
}

extension String {
    /// SOCKS takes no user here.
    fileprivate func withoutUser(_ scheme: String) -> String {
        scheme == "socks5" ? replacing("build:hunter2@", with: "") : self
    }
}
