import JSON
import Testing

@Suite struct ReaderPositionTests {
    /// In each document the mark stands where the error is placed; it is taken out before reading.
    @Test(
        "an error is placed at the byte that is wrong",
        arguments: [
            ("[1,👉]", "expected a value, found `]`"),
            ("[1 👉2]", "expected `,` or `]`, found `2`"),
            ("{\"a\" 👉1}", "expected `:`, found `1`"),
            ("{\"a\":1 👉]", "expected `,` or `}`, found `]`"),
            ("{👉a:1}", "expected a key in quotes, found `a`"),
            ("{\"a\":1,👉}", "expected a key in quotes, found `}`"),
            ("{\n  \"é\": 1,\n  👉\"é\": 2\n}", "the object has this key twice"),
            ("[\"é\", 👉x]", "expected a value, found `x`"),
            ("[👉tru]", "expected `true`"),
            ("[👉0123]", "a number must not begin with a zero"),
            ("[-👉0123]", "a number must not begin with a zero"),
            ("[-👉]", "expected a digit, found `]`"),
            ("[1.👉e1]", "expected a digit, found `e`"),
            ("[0, 👉-1e999]", "the number is too large"),
            ("[\n\n 👉\"abc", "the string that begins here is not closed"),
            ("[\"日本👉\\q\"]", "an unknown escape"),
            ("\"ab👉\\u12g4\"", "`\\u` needs four hexadecimal digits"),
            ("\"ab👉\\ud800\"", "an escaped surrogate without its other half"),
            ("\"ab\\n👉\\udc00\"", "an escaped surrogate without its other half"),
            ("\"long enough for a word👉\n\"", "a control character (byte 0x0A) in a string must be escaped"),
            ("{} 👉{}", "unexpected `{` after the value"),
            ("👉", "expected a value, but the text ends"),
            ("[1👉", "expected `,` or `]`, but the text ends"),
            ("{\"a\"👉", "expected `:`, but the text ends"),
            ("\"a\\👉", "expected an escape, but the text ends"),
            ("[👉\u{1B}]", "expected a value, found byte 0x1B"),
            ("[👉é]", "expected a value, found byte 0xC3"),
        ])
    func place(marked: String, message: String) throws {
        let parts = marked.split(separator: "👉", omittingEmptySubsequences: false)
        let before = try #require(parts.first)
        let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
        let error = try #require(throws: JSONError.self) { try JSONReader.read(parts.joined()) }
        #expect(error.message == message)
        #expect(error.offset == before.utf8.count)
        #expect(error.line == lines.count)
        #expect(error.column == (lines.last?.unicodeScalars.count ?? 0) + 1)
    }

    @Test("invalid UTF-8 is placed at its first byte, in a string with escapes too")
    func invalidUTF8() throws {
        for prefix in ["[\"日本", "[\"日本\\n", "[\"a long run of plain text before it"] {
            let bytes = Array(prefix.utf8) + [0xE6, 0x97] + Array("\"]".utf8)
            let error = try #require(throws: JSONError.self) { try JSONReader.read(bytes) }
            #expect(error.message == "the text is not valid UTF-8 here")
            #expect(error.offset == prefix.utf8.count)
            #expect(error.column == prefix.unicodeScalars.count + 1)
        }
    }
}
