import Support
import Testing

@Suite("How commands reach vendors")
struct NetworkTests {
    private static let made = "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"uar_id\":\"a\"}"

    @Test(
        "a variable that can't be used is named, and ends apply and check before the first call",
        arguments: [
            ("HTTPS_PROXY", "http://build:c0ffee@proxy.example", "it names no port"),
            ("https_proxy", "http://build:c0ffee@:3128", "it names no host"),
            ("HTTPS_PROXY", "https://build:c0ffee@proxy.example:3128", "reached over TLS"),
            ("NO_PROXY", "a\u{1B}[2J", "control character"),
            ("SSL_CERT_FILE", "FOLDER/none.pem", "there is no such file"), ("SSL_CERT_FILE", "FOLDER", "can't be read"),
            ("SSL_CERT_FILE", "FOLDER/muster.yaml", "is not PEM"), ("SSL_CERT_FILE", "FOLDER/empty.pem", "is empty"),
        ])
    func unusable(variable: String, value: String, reason: String) async throws {
        try await LoopbackServer.run({ _ in .bytes(Self.made) }, reads: LoopbackServer.emptyList) { server in
            var muster = try CommandRun(baseURL: "\(server.url)/v1")
            try muster.write("", to: "empty.pem")
            #expect(try await muster("init").code == 0)
            muster.environment[variable] = value.replacing("FOLDER", with: muster.path())
            for result in [try await muster("apply", "--yes", "-v"), try await muster("check", "-v")] {
                #expect(result.code == 1)
                #expect(result.errors.contains("error[M0607]: \(variable) can't be used: "), "\(result.errors)")
                #expect(result.errors.contains(reason), "\(result.errors)")
                #expect(!(result.output + result.errors).contains("c0ffee"))
            }
            #expect(server.connections == 0)
            // A plan, a validation and the sandbox reach no network, so that they do not look.
            #expect(try await muster("plan").code == 0)
            #expect(try await muster("validate").code == 0)
            #expect(try await muster("apply", "--yes", "--sandbox").code == 0)
        }
    }

    @Test("-v says which proxy there is, who goes through it and whose roots are trusted")
    func verbose() async throws {
        try await LoopbackServer.run({ _ in .bytes(Self.made) }, reads: LoopbackServer.emptyList) { server in
            var muster = try CommandRun(baseURL: "\(server.url)/v1")
            try muster.write(
                """
                version: 1
                platforms:
                  opal: { baseURL: \(server.url)/v1 }
                  cakewalk: { baseURL: https://cakewalk.intra.example }
                  conductorone: { baseURL: https://acme.conductor.one }

                """, to: "muster.yaml")
            try muster.write(TestOnlyCertificates.root, to: "root.pem")
            #expect(try await muster("init").code == 0)
            #expect(try await muster("state", "platform", "cakewalk", "--accept", "--yes").code == 0)
            let none = try await muster("check", "opal", "-v")
            #expect(none.output.hasPrefix("proxy: none\ntrust roots: the system's\n"))
            muster.environment.merge([
                "HTTPS_PROXY": "http://build:hunter2@127.0.0.1:1", "no_proxy": ".intra.example,<local>,##vso[x]",
                "SSL_CERT_FILE": muster.path("root.pem"),
                "CAKEWALK_API_KEY": "ck-1c0ffee", "CAKEWALK_API_SECRET": "cs-1c0ffee",
                "CONDUCTORONE_ACCESS_TOKEN": "c1-1c0ffee",
            ]) { _, new in new }
            let some = try await muster("check", "conductorone", "cakewalk", "opal", "-v")
            #expect(
                some.output.hasPrefix(
                    """
                    proxy: http://127.0.0.1:1 (HTTPS_PROXY), with a user and a password
                      conductorone: through the proxy
                      cakewalk: directly (no_proxy)
                      opal: directly (loopback)
                      not understood in no_proxy: `<local>`, `# #vso[x]`
                    trust roots: \(muster.path())/root.pem, 1 certificate (SSL_CERT_FILE)

                    """), "\(some.output)")
            #expect(some.output.contains("no connection to 127.0.0.1, port 1: connection refused"))
            #expect(!(some.output + some.errors).contains("hunter2"))
            let apply = try await muster("apply", "--yes", "-v")
            #expect(apply.code == 0)
            #expect(apply.output.contains("(HTTPS_PROXY), with a user and a password\n  opal: directly (loopback)\n"))
            #expect(!(try await muster("apply", "--yes")).output.contains("proxy"))
        }
    }

    @Test("apply creates through a proxy, and a proxy that refuses leaves nothing that is not known")
    func proxied() async throws {
        try await LoopbackServer.run({ _ in .bytes(Self.made) }, reads: LoopbackServer.emptyList, encryption: .init()) {
            server in
            var muster = try CommandRun(baseURL: "https://vendor.example/v1")
            try muster.write(TestOnlyCertificates.root, to: "root.pem")
            #expect(try await muster("init").code == 0)
            #expect(try await muster("state", "platform", "opal", "--accept", "--yes").code == 0)
            muster.environment["SSL_CERT_FILE"] = muster.path("root.pem")
            try await LoopbackProxy.run(.says("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n", closes: true)) { proxy in
                muster.environment["HTTPS_PROXY"] = "http://build:hunter2@\(proxy.address)"
                let result = try await muster("apply", "--yes", "--max-wait", "5s")
                #expect(result.code == 3, "\(result.errors)")
                #expect(result.errors.contains("error[M0608]") && result.errors.contains("(407)"), "\(result.errors)")
                #expect(!(result.output + result.errors).contains("hunter2"))
                #expect(proxy.connections > 1, "it was tried again")
            }
            try await LoopbackProxy.run(.connects(to: server.port)) { proxy in
                muster.environment["HTTPS_PROXY"] = proxy.address
                let result = try await muster("apply", "--yes")
                #expect(result.code == 0, "\(result.errors)")
                #expect(result.output.contains("Applied: 1 created"))
                #expect(server.requests.count { $0.hasPrefix("POST ") } == 1)
            }
            #expect(!(try muster.read("muster.state.json")).contains("hunter2"))
        }
    }
}
