import JSON
import Testing

@Suite struct WriterTests {
    @Test(
        "a value is written without a space",
        arguments: [
            (.null, "null"), (true, "true"), (false, "false"), (0, "0"), (-7, "-7"),
            (.integer(.max), "9223372036854775807"), (.integer(.min), "-9223372036854775808"),
            ("", #""""#), ("sox", #""sox""#), ([], "[]"), ([:], "{}"), ([[]], "[[]]"),
            (["b": [1, 2.5, .null], "a": ["x": true]], #"{"b":[1,2.5,null],"a":{"x":true}}"#),
        ] as [(JSONValue, String)])
    func compact(value: JSONValue, text: String) { #expect(JSONWriter.text(value) == text) }

    @Test("the pretty style gives each member and element its line")
    func pretty() {
        let value: JSONValue = [
            "list": [1, [], [:], [2, ["deep": .null]]], "text": "a b", "empty": [:],
        ]
        let expected = """
            {
              "list": [
                1,
                [],
                {},
                [
                  2,
                  {
                    "deep": null
                  }
                ]
              ],
              "text": "a b",
              "empty": {}
            }

            """
        #expect(JSONWriter.text(value, style: .pretty) == expected)
        #expect(JSONWriter.text([], style: .pretty) == "[]\n")
        #expect(JSONWriter.text(7, style: .pretty) == "7\n")
    }

    @Test(
        "a double is the shortest decimal that reads back, and stays a double",
        arguments: [
            (1.0, "1.0"), (-1.5, "-1.5"), (0.1, "0.1"), (0.1 + 0.2, "0.30000000000000004"), (1e16, "1e+16"),
            (1e22, "1e+22"),
            (1e-7, "1e-07"), (.leastNonzeroMagnitude, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"),
            (9_007_199_254_740_992, "9007199254740992.0"), (1e20, "1e+20"), (0.0, "0.0"), (-0.0, "0.0"),
        ])
    func doubles(value: Double, text: String) throws {
        #expect(JSONWriter.text(.double(value)) == text)
        #expect(try JSONReader.read(text) == .double(value))
    }

    @Test("what JSON has no number for is null", arguments: [Double.infinity, -.infinity, .nan, .signalingNaN])
    func notFinite(value: Double) { #expect(JSONWriter.text([.double(value)]) == "[null]") }

    @Test(
        "what must be escaped, and what would fool a reader's eye, is escaped; nothing else is",
        arguments: [
            ("\"", #"\""#), ("\\", #"\\"#), ("/", "/"), ("</script>", "</script>"),
            ("\u{8}\u{C}\n\r\t", #"\b\f\n\r\t"#), ("\0\u{1}\u{B}\u{1B}\u{1F}", #"\u0000\u0001\u000b\u001b\u001f"#),
            ("\r\n", #"\r\n"#), ("~\u{7F}\u{80}\u{85}\u{9F}\u{A0}", "~\\u007f\\u0080\\u0085\\u009f\u{A0}"),
            ("\u{2027}\u{2028}\u{2029}\u{202A}\u{202E}\u{202F}", "\u{2027}\\u2028\\u2029\\u202a\\u202e\u{202F}"),
            ("\u{202B}\u{202C}\u{202D}", #"\u202b\u202c\u202d"#),
            ("\u{2065}\u{2066}\u{2067}\u{2068}\u{2069}\u{206A}", "\u{2065}\\u2066\\u2067\\u2068\\u2069\u{206A}"),
            ("\u{200E}\u{200F}", "\u{200E}\u{200F}"),
            ("é日本😀\u{10FFFF}\u{FFFF}\u{7FF}\u{800}", "é日本😀\u{10FFFF}\u{FFFF}\u{7FF}\u{800}"),
            ("eight or more plain bytes\u{7F}then \"more\"", #"eight or more plain bytes\u007fthen \"more\""#),
            ("e\u{301}", "e\u{301}"),
        ])
    func escapes(text: String, written: String) throws {
        let bytes = JSONWriter.write(.string(text))
        #expect(bytes == [0x22] + Array(written.utf8) + [0x22])
        #expect(JSONWriter.write([text: 1]) == Array("{\"".utf8) + Array(written.utf8) + Array("\":1}".utf8))
        #expect(try JSONReader.read(bytes).stringValue.map { Array($0.utf8) } == Array(text.utf8))
    }

    @Test("each byte is escaped wherever it stands among others", arguments: [0x00, 0x1F, 0x22, 0x5C, 0x7F] as [UInt8])
    func everyPlace(byte: UInt8) throws {
        let special = Character(Unicode.Scalar(byte))
        for length in 0..<20 {
            for place in 0...length {
                let text =
                    String(repeating: "a", count: place) + [special] + String(repeating: "!", count: length - place)
                let written = JSONWriter.text(.string(text))
                #expect(!written.utf8.dropFirst().dropLast().contains { $0 < 0x20 || $0 == 0x7F })
                #expect(try JSONReader.read(written) == .string(text))
            }
        }
    }

    @Test("keys are sorted by their UTF-8 bytes at every level, and only when asked for")
    func sortedKeys() {
        let value: JSONValue = [
            "b": ["z": 1, "a": 2], "a": [["d": 1, "c": 2]], "B": 0, "": 0, "aa": 0, "\u{FFFD}": 0, "\u{10000}": 0,
            "é": 0, "e\u{302}": 0,
        ]
        let sorted =
            "{\"\":0,\"B\":0,\"a\":[{\"c\":2,\"d\":1}],\"aa\":0,\"b\":{\"a\":2,\"z\":1},\"e\u{302}\":0,\"é\":0,\"\u{FFFD}\":0,\"\u{10000}\":0}"
        #expect(Array(JSONWriter.text(value, sortedKeys: true).utf8) == Array(sorted.utf8))
        #expect(JSONWriter.text(["b": 1, "a": 2]) == #"{"b":1,"a":2}"#)
    }

    @Test("equal values are written as the same bytes, in whatever order they were put together")
    func canonical() {
        let pairs = (0..<40).map { ("key \($0)", JSONValue.integer($0)) }
        let expected = JSONWriter.write(.object(JSONObject(pairs)), style: .pretty, sortedKeys: true)
        for _ in 0..<5 {
            let shuffled = JSONValue.object(JSONObject(pairs.shuffled()))
            #expect(shuffled == .object(JSONObject(pairs)))
            #expect(JSONWriter.write(shuffled, style: .pretty, sortedKeys: true) == expected)
        }
    }
}
