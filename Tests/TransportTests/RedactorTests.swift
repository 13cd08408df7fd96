import Campaigns
import Testing
import Transport

@Suite("Redaction") struct RedactorTests {
    private let redactor = Redactor(secrets: [Secret("hunter2/+?"), Secret("hunter2/+?longer"), Secret("se\"cr\\et")])

    @Test(
        "a secret is taken out as it is and in every encoding",
        arguments: [
            "hunter2/+?", "hunter2%2F%2B%3F", "hunter2%2f%2b%3f", "hunter2\\/+?", "aHVudGVyMi8rPw", "aHVudGVyMi8rPw==",
            "se\\\"cr\\\\et", "se\"cr\\et", "se%22cr%5Cet",
        ])
    func encodings(form: String) {
        let redacted = redactor.redact("begin \(form) end")
        #expect(redacted.hasPrefix("begin <redacted>") && redacted.hasSuffix(" end"))
        #expect(!redacted.contains("hunter2") && !redacted.contains("aHVu") && !redacted.contains("cr"))
    }

    @Test("a secret that contains another is taken out whole, also when they overlap")
    func overlapping() {
        #expect(redactor.redact("hunter2/+?longer") == "<redacted>")
        let chained = Redactor(secrets: [Secret("abcdef"), Secret("defghi")])
        #expect(chained.redact("xabcdefghiy defghi") == "x<redacted>y <redacted>")
    }

    @Test("every occurrence is taken out, and everything else stays")
    func everything() {
        #expect(redactor.redact("hunter2/+?hunter2/+?é\u{301}") == "<redacted><redacted>é\u{301}")
        #expect(redactor.redact("nothing here: hunter2") == "nothing here: hunter2")
        #expect(redactor.redact("") == "")
    }

    @Test("what is too short to be a secret does not spoil every word")
    func short() {
        #expect(Redactor(secrets: [Secret(""), Secret("a")]).redact("a banana") == "a banana")
    }

    @Test("a secret that becomes known later is taken out from then on")
    func added() {
        var redactor = Redactor()
        redactor.add(Secret("later-token"))
        #expect(redactor.redact("later-token") == "<redacted>")
    }

    @Test("neither description, mirror nor dump of what holds secrets shows one")
    func nothingShows() throws {
        let secret = Secret("hunter2")
        let holders: [Any] = [
            secret, redactor, PlatformCredential.cakewalk(key: secret, secret: secret),
            PlatformCredential.opal(token: secret), PlatformCredential.conductorOneToken(secret),
            PlatformCredential.conductorOneClient(id: "me@acme.conductor.one/pcc", secret: secret),
        ]
        for holder in holders + [holders] {
            var dumped = ""
            dump(holder, to: &dumped)
            let shown = ["\(holder)", String(reflecting: holder), "\(Optional(holder) as Any)", dumped].joined()
            #expect(!shown.contains("hunter2") && !shown.contains("104"))
        }
    }
}
