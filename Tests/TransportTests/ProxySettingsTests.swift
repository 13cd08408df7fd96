import Campaigns
import Testing
import Transport

@Suite("Which proxy the environment names") struct ProxySettingsTests {
    @Test(
        "a proxy is written with or without `http://`, and shown without user and password",
        arguments: [
            ("http://proxy.example:3128", "http://proxy.example:3128"),
            ("proxy.example:3128", "http://proxy.example:3128"),
            ("HTTP://Proxy.Example:3128/", "http://proxy.example:3128"),
            ("http://10.0.0.1:8080", "http://10.0.0.1:8080"),
            ("http://[fd00::1]:8080", "http://[fd00::1]:8080"), ("my_proxy:1", "http://my_proxy:1"),
            ("http://user:hunter2@proxy.example:3128", "http://proxy.example:3128"),
            ("user:hunter2@proxy.example:3128", "http://proxy.example:3128"),
            ("http://user:hunter2@hunter2@proxy.example:3128", "http://proxy.example:3128"),
            ("socks5://proxy.example:1080", "socks5://proxy.example:1080"),
            ("socks5h://127.0.0.1:9050/", "socks5://127.0.0.1:9050"),
        ])
    func written(text: String, shown: String) throws {
        let proxy = try ProxyServer(text)
        #expect(proxy.description == shown)
        var dumped = ""
        dump(proxy, to: &dumped)
        #expect(!(dumped + String(reflecting: proxy)).contains("hunter2"))
    }

    @Test(
        "user and password are decoded",
        arguments: [
            ("a:b", "a:b"), ("a", "a:"), ("a:", "a:"), (":b", ":b"), ("a:b:c", "a:b:c"),
            ("a%40x:%3A%2F%c3%a4", "a@x::/ä"),
            ("a:b@c", "a:b@c"),
        ])
    func credentials(text: String, decoded: String) throws {
        #expect(try ProxyServer("http://\(text)@proxy.example:1").credentials?.reveal() == decoded)
    }

    @Test(
        "what names no proxy is refused, and not repeated",
        arguments: [
            ("http://:3128", ProxyServerError.noHost), ("http://", .noHost), ("/", .noHost),
            ("http://user:hunter2@", .noHost), ("http://user:hunter2@:3128", .noHost),
            ("http://proxy.example", .noPort), ("proxy.example", .noPort), ("hunter2", .noPort),
            ("http://proxy.example:", .invalidPort), ("http://proxy.example:0", .invalidPort),
            ("http://proxy.example:65536", .invalidPort), ("http://proxy.example:+80", .invalidPort),
            ("http://proxy.example:080", .invalidPort), ("http://proxy.example:80a", .invalidPort),
            ("http://user:hun/ter2@proxy.example:3128", .path), ("http://proxy.example:3128/pac", .path),
            ("http://proxy.example:3128?x", .path), ("http://proxy.example\\@evil.example:1", .path),
            ("https://proxy.example:3128", .encryptedProxy), ("socks4://proxy.example:1", .unknownScheme),
            ("ftp://proxy.example:1", .unknownScheme), ("hunter2://proxy.example:1", .unknownScheme),
            ("://proxy.example:1", .unknownScheme), ("socks5://user:hunter2@proxy.example:1", .socksUser),
            ("http://a%3Ab:hunter2@proxy.example:1", .invalidCredentials),
            ("http://a:hunter2%0d%0aX-Evil:1@proxy.example:1", .invalidCredentials),
            ("http://a:hunter2%@proxy.example:1", .invalidCredentials),
            ("http://a:%FF@proxy.example:1", .invalidCredentials),
            ("http://a:%+1@proxy.example:1", .invalidCredentials),
            ("http://proxy.example:3128\r\nX-Evil: 1", .invalidCharacter),
            (" http://proxy.example:3128", .invalidCharacter),
            ("http://proxy.example:3128\u{1B}[2J", .invalidCharacter), ("http://pröxy.example:3128", .invalidCharacter),
            ("http://pro;xy.example:1", .invalidHost), ("http://[::1:80", .invalidHost),
            ("http://[zz]:80", .invalidHost),
            ("http://fd00::1:8080", .invalidPort),
        ])
    func refused(text: String, error: ProxyServerError) {
        #expect(throws: error) { try ProxyServer(text) }
        #expect(!error.message.contains("hunter2"))
    }

    @Test("the variable in lower case goes before the one in upper case, and an empty one is not set")
    func precedence() throws {
        let both = ["https_proxy": "lower.example:1", "HTTPS_PROXY": "upper.example:1"]
        #expect(try ProxySettings(environment: both).server?.variable == "https_proxy")
        #expect(try ProxySettings(environment: both).server?.value.host == "lower.example")
        let empty = ["https_proxy": "", "HTTPS_PROXY": "upper.example:1", "no_proxy": "", "NO_PROXY": "a.example"]
        #expect(try ProxySettings(environment: empty).server?.variable == "HTTPS_PROXY")
        #expect(try ProxySettings(environment: empty).exceptions?.variable == "NO_PROXY")
        // Another's variable must not send a credential elsewhere.
        for other in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "Https_Proxy"] {
            #expect(try ProxySettings(environment: [other: "proxy.example:1"]).server == nil)
        }
    }

    @Test("each variable that can't be used is named, all at once, before a file is missed")
    func faults() {
        let environment = [
            "https_proxy": "http://build:hunter2@proxy.example:x", "NO_PROXY": "a\u{1B}[2J",
            "SSL_CERT_FILE": "/no/such.pem",
        ]
        let error = #expect(throws: NetworkSettingsError.self) {
            try NetworkSettings(environment: environment) { _ throws(UnreadableFile) in throw UnreadableFile("gone") }
        }
        #expect(error?.faults.map(\.variable) == ["https_proxy", "NO_PROXY", "SSL_CERT_FILE"])
        #expect(error?.faults.last?.reason == "`/no/such.pem` can't be read: gone")
        #expect(error.map { "\($0)".contains("hunter2") } == false)
    }

    @Test("an empty SSL_CERT_FILE is not set; a file is read once, and only for it")
    func rootsFile() throws {
        for environment in [[:], ["SSL_CERT_FILE": ""]] {
            let settings = try NetworkSettings(environment: environment) { path throws(UnreadableFile) in
                Issue.record("read \(path)")
                return []
            }
            #expect(settings.roots == nil)
        }
    }

    @Test(
        "NO_PROXY excepts hosts by name, by what lies above them, by address, network and port",
        arguments: [
            ("vendor.example", "https://vendor.example", true), ("vendor.example", "https://api.vendor.example", true),
            (".vendor.example", "https://api.vendor.example", true),
            (".vendor.example", "https://vendor.example", true),
            ("*.vendor.example", "https://api.vendor.example", true),
            ("VENDOR.Example.", "https://vendor.example", true),
            ("vendor.example", "https://my-vendor.example", false), ("endor.example", "https://vendor.example", false),
            ("api.vendor.example", "https://vendor.example", false), ("example", "https://vendor.example", true),
            ("a.example, vendor.example", "https://vendor.example", true),
            ("a vendor.example", "https://vendor.example", true),
            ("a,\tvendor.example\n", "https://vendor.example", true), ("a,,", "https://vendor.example", false),
            ("*", "https://vendor.example", true), ("a.example,*", "https://10.1.2.3", true),
            ("vendor.example:443", "https://vendor.example", true),
            ("vendor.example:443", "https://vendor.example:8443", false),
            ("vendor.example:8443", "https://vendor.example:8443", true),
            ("vendor.example:8443", "https://vendor.example", false),
            ("10.1.2.3", "https://10.1.2.3", true), ("2.3", "https://10.1.2.3", false),
            ("10.1.2.3:443", "https://10.1.2.3", true),
            ("10.0.0.0/8", "https://10.1.2.3", true), ("10.9.9.9/8", "https://10.1.2.3", true),
            ("10.1.2.0/31", "https://10.1.2.3", false), ("10.1.2.3/32", "https://10.1.2.3", true),
            ("0.0.0.0/0", "https://10.1.2.3", true), ("0.0.0.0/0", "https://vendor.example", false),
            ("11.0.0.0/8", "https://10.1.2.3", false), ("10.0.0.0/33", "https://10.1.2.3", false),
            ("", "https://vendor.example", false),
        ])
    func exceptions(text: String, url: String, isExcepted: Bool) throws {
        let settings = try ProxySettings(environment: ["HTTPS_PROXY": "proxy.example:1", "no_proxy": text])
        switch settings.route(to: try BaseURL(url)) {
        case .directly(let reason):
            #expect(isExcepted)
            #expect(reason == .excepted(by: "no_proxy"))
        case .through: #expect(!isExcepted)
        }
    }

    @Test("entries of NO_PROXY that mean no host are kept to be told, well-formed ones of other machines are not")
    func ignored() {
        let text = "<local>,10.0.0.0/33,a:b,vendor.example,169.254/16,::1,[fd00::1]:443,fd00::/8,.,10.0.0.1/8/8,a:0"
        #expect(
            ProxyExceptions(text).ignored == [
                "<local>", "10.0.0.0/33", "a:b", "169.254/16", ".", "10.0.0.1/8/8", "a:0",
            ])
    }

    @Test("loopback never goes through a proxy; without one everything is direct")
    func loopback() throws {
        let settings = try ProxySettings(environment: ["HTTPS_PROXY": "proxy.example:1"])
        for url in ["https://localhost:1", "http://127.0.0.1:8080", "https://127.9.9.9", "http://[::1]:1"] {
            guard case .directly(.loopback) = settings.route(to: try BaseURL(url)) else {
                Issue.record("\(url) goes through the proxy")
                continue
            }
        }
        guard case .directly(.noProxy) = ProxySettings().route(to: try BaseURL("https://vendor.example")) else {
            Issue.record("a proxy where there is none")
            return
        }
    }
}
