import Campaigns
import Support
import Testing
import Transport

@Suite("Trust roots") struct TrustRootsTests {
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"

    private func settings(_ pem: String) throws -> NetworkSettings {
        NetworkSettings(roots: (path: "roots.pem", certificates: try TrustRoots(pem: Array(pem.utf8))))
    }

    @Test(
        "a server that the file's roots vouch for is called",
        arguments: [LoopbackServer.Encryption.Version.oneTwo, .oneThree], ["127.0.0.1", "localhost"])
    func trusted(version: LoopbackServer.Encryption.Version, host: String) async throws {
        try await LoopbackServer.run({ _ in .bytes(Self.ok) }, encryption: .init(newest: version)) { server in
            let both = TestOnlyCertificates.otherRoot + "\n# ours\n" + TestOnlyCertificates.root
            let answer = try await Calling.outcome(
                Calling.post("https://\(host):\(server.port)/x"), try settings(both)
            ).get()
            #expect(answer.status == 200)
            #expect(server.requests.count == 1)
        }
    }

    @Test("the file replaces the system's roots, and neither vouches for a stranger: not sent")
    func untrusted() async throws {
        try await LoopbackServer.run({ _ in .bytes(Self.ok) }, encryption: .init()) { server in
            for settings in [NetworkSettings(), try settings(TestOnlyCertificates.otherRoot)] {
                for request in [Calling.post, Calling.get] {
                    #expect(
                        await Calling.failure(request("https://127.0.0.1:\(server.port)/x"), settings)
                            == .notSent("the TLS certificate is not one that the trust roots vouch for, or has ended"))
                }
            }
            #expect(server.requests.isEmpty)
        }
    }

    @Test("a certificate whose time has ended is refused: not sent")
    func expired() async throws {
        let encryption = LoopbackServer.Encryption(TestOnlyCertificates.expiredServer)
        try await LoopbackServer.run({ _ in .bytes(Self.ok) }, encryption: encryption) { server in
            let failure = await Calling.failure(
                Calling.post("https://127.0.0.1:\(server.port)/x"), try settings(TestOnlyCertificates.root))
            #expect(failure?.isNotSent == true, "\(String(describing: failure))")
            #expect(server.requests.isEmpty)
        }
    }

    @Test(
        "TLS 1.0 and 1.1 are not spoken: not sent", arguments: [LoopbackServer.Encryption.Version.oneZero, .oneOne])
    func oldVersions(version: LoopbackServer.Encryption.Version) async throws {
        try await LoopbackServer.run({ _ in .bytes(Self.ok) }, encryption: .init(newest: version)) { server in
            let settings = try settings(TestOnlyCertificates.root)
            #expect(
                await Calling.failure(Calling.post("https://127.0.0.1:\(server.port)/x"), settings)
                    == .notSent("the other side offers no TLS 1.2 or newer"))
            #expect(server.requests.isEmpty)
        }
    }

    @Test("a file without a usable certificate is refused")
    func unusable() {
        let cases: [(String, TrustRootsError)] = [
            ("", .empty), (" \n\t\n", .empty), ("not a certificate", .notPEM),
            ("\0-----BEGIN CERTIFICATE-----", .notPEM),
            (TestOnlyCertificates.serverKey, .unreadable),
            (TestOnlyCertificates.root.replacing("IBATAK", with: "IBATAL"), .unreadable),
            (
                TestOnlyCertificates.root + "\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                .unreadable
            ),
            (String(TestOnlyCertificates.root.dropLast(60)), .unreadable),
        ]
        for (text, error) in cases {
            #expect(throws: error, "\(text.prefix(40))") { try TrustRoots(pem: Array(text.utf8)) }
        }
        #expect(throws: TrustRootsError.tooLarge) { try TrustRoots(pem: Array(repeating: 0x41, count: 17 << 20)) }
    }

    @Test("certificates are counted, whatever stands between them")
    func count() throws {
        let text = "# roots\r\n" + TestOnlyCertificates.root + "\n\nother\n" + TestOnlyCertificates.otherRoot
        #expect(try TrustRoots(pem: Array(text.utf8)).count == 2)
    }
}
