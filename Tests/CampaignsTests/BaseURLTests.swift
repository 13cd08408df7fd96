import Campaigns
import Testing

@Suite("Base URLs") struct BaseURLTests {
    @Test(
        "a base URL has one form",
        arguments: [
            ("https://acme.conductor.one", "https://acme.conductor.one", "acme.conductor.one"),
            ("HTTPS://Acme.Example:443/v1/", "https://acme.example/v1", "acme.example"),
            ("https://opal.acme.example:8443/a/V1", "https://opal.acme.example:8443/a/V1", "opal.acme.example:8443"),
            ("https://10.0.0.1/", "https://10.0.0.1", "10.0.0.1"),
            ("http://localhost:80", "http://localhost", "localhost"),
            ("http://127.8.9.1:8080/opal/v1", "http://127.8.9.1:8080/opal/v1", "127.8.9.1:8080"),
            ("http://[::1]:8080", "http://[::1]:8080", "[::1]:8080"),
            ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example", "xn--bcher-kva.example"),
        ])
    func accepted(written: String, text: String, host: String) throws {
        let url = try BaseURL(written)
        #expect(url.text == text)
        #expect("\(url)" == text)
        #expect(url.host == host)
        #expect(try BaseURL(text) == url)
    }

    @Test(
        "what is no base URL says why",
        arguments: [
            ("", BaseURLError.empty), ("https://" + String(repeating: "a", count: 2048), .tooLong),
            ("https://bücher.example", .invalidCharacter), ("https://a.example/\u{7}", .invalidCharacter),
            (" https://a.example", .invalidCharacter), ("https://а.example", .invalidCharacter),
            ("a.example", .unsupportedScheme), ("ftp://a.example", .unsupportedScheme),
            ("javascript:alert(1)", .unsupportedScheme), ("http://a.example", .plainHTTP),
            ("http://128.0.0.1", .plainHTTP), ("http://127.0.0.1.example", .plainHTTP),
            ("http://localhost.example", .plainHTTP), ("https://user:pass@a.example", .userInfo),
            ("https://a.example@b.example/", .userInfo), ("https://a.example?x", .queryOrFragment),
            ("https://a.example/#x", .queryOrFragment), ("https://", .invalidHost), ("https:///v1", .invalidHost),
            ("https://a..example", .invalidHost), ("https://a.example.", .invalidHost),
            ("https://-a.example", .invalidHost),
            ("https://a_b.example", .invalidHost), ("https://a\\b.example", .invalidHost),
            ("https://%61.example", .invalidHost),
            ("https://2130706433", .invalidHost), ("https://0x7f.1", .invalidHost),
            ("https://0177.0.0.1", .invalidHost),
            ("https://127.1", .invalidHost), ("https://1.2.3.256", .invalidHost), ("https://[::2]", .invalidHost),
            ("https://[::1", .invalidHost), ("https://[::1]x", .invalidHost), ("https://a.example:", .invalidPort),
            ("https://a.example:0", .invalidPort), ("https://a.example:65536", .invalidPort),
            ("https://a.example:+80", .invalidPort), ("https://a.example:080", .invalidPort),
            ("https://a.example:1:2", .invalidPort), ("https://a.example//v1", .invalidPath),
            ("https://a.example/../v1", .invalidPath), ("https://a.example/./v1", .invalidPath),
            ("https://a.example/%2e%2e/v1", .invalidPath), ("https://a.example/v1//", .invalidPath),
            ("https://a.example/a\\b", .invalidPath),
        ])
    func refused(written: String, error: BaseURLError) {
        #expect(throws: error) { try BaseURL(written) }
    }

    @Test("every error has a message without a full stop")
    func messages() {
        for error in BaseURLError.allCases { #expect(error.message.count > 10 && !error.message.hasSuffix(".")) }
    }

    @Test("loopback is known by its host")
    func loopback() throws {
        for text in ["https://localhost", "http://127.0.0.1", "http://127.255.0.9:1", "https://[::1]"] {
            #expect(try BaseURL(text).isLoopback)
        }
        for text in ["https://a.example", "https://126.0.0.1", "https://127.example", "https://127.0.0.1.example"] {
            #expect(try !BaseURL(text).isLoopback)
        }
    }

    @Test("a call's path and query stand behind it")
    func calls() throws {
        let url = try BaseURL("https://a.example/v1/")
        #expect(url.url(of: "/uars") == "https://a.example/v1/uars")
        #expect(
            url.url(of: "/uars", query: [("cursor", "a/b =&"), ("n", "1")])
                == "https://a.example/v1/uars?cursor=a%2Fb%20%3D%26&n=1")
    }

    @Test("percent-encoding leaves the unreserved bytes alone and no other")
    func percent() {
        #expect(PercentEncoding.encode("azAZ09-._~") == "azAZ09-._~")
        #expect(PercentEncoding.encode("/ +%\n€") == "%2F%20%2B%25%0A%E2%82%AC")
    }

    @Test(
        "base64 has no padding, and reads back",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ])
    func base64(text: String, encoded: String) {
        #expect(Base64.url.encode(text.utf8) == encoded)
        #expect(Base64.url.decode(encoded) == Array(text.utf8))
    }

    @Test("base64 has two alphabets, and refuses what no encoder writes")
    func alphabets() {
        #expect(Base64.standard.encode([0xFB, 0xFF]) == "+/8")
        #expect(Base64.url.encode([0xFB, 0xFF]) == "-_8")
        for text in ["Z", "Zg==", "Zh", "Zm9", "+/8", "Z g", "é"] { #expect(Base64.url.decode(text) == nil) }
    }
}
