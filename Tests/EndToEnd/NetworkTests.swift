import Testing

@Suite("The built binary's network")
struct NetworkTests {
    private func made() throws -> Muster {
        var muster = try Muster()
        try muster.write(
            "version: 1\nplatforms: { opal: { baseURL: https://opal.invalid/v1 } }\n", to: "muster.yaml")
        #expect(try muster("init").code == 0)
        #expect(try muster("state", "platform", "opal", "--accept", "--yes").code == 0)
        muster.environment = ["OPAL_AUTH_TOKEN": "op-1c0ffee"]
        return muster
    }

    @Test("the environment's proxy is used, shown, and named when it can't be used")
    func proxy() throws {
        var muster = try made()
        muster.environment["https_proxy"] = "http://build:hunter2@127.0.0.1:1"
        let used = try muster("check", "-v")
        #expect(used.code == 1)
        #expect(
            used.output.hasPrefix(
                "proxy: http://127.0.0.1:1 (https_proxy), with a user and a password\n  opal: through the proxy\n"))
        #expect(used.output.contains("no connection to 127.0.0.1, port 1: connection refused"), "\(used.output)")
        muster.environment["https_proxy"] = "http://build:hunter2@127.0.0.1"
        let refused = try muster("check")
        #expect(refused.code == 1)
        #expect(refused.errors.hasPrefix("error[M0607]: https_proxy can't be used: it names no port"))
        #expect(!(used.output + used.errors + refused.output + refused.errors).contains("hunter2"))
    }

    @Test("trust roots are read from the file that is named")
    func roots() throws {
        var muster = try made()
        muster.environment["SSL_CERT_FILE"] = "none.pem"
        let missing = try muster("check")
        #expect(missing.code == 1)
        #expect(missing.errors.contains("error[M0607]: SSL_CERT_FILE can't be used: `none.pem` can't be read"))
    }
}
