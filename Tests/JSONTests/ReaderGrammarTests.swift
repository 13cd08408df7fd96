import JSON
import Testing

/// Documents that the grammar of RFC 8259 has, and documents that readers often take although it hasn't.
@Suite struct ReaderGrammarTests {
    @Test("every document of the grammar is read as what it says", arguments: accepted)
    func accepts(document: String, value: JSONValue) throws {
        #expect(try JSONReader.read(document) == value)
    }

    @Test("what the grammar does not have is refused", arguments: refused)
    func refuses(document: String) {
        #expect(throws: JSONError.self) { try JSONReader.read(document) }
    }

    @Test("bytes that are not UTF-8 are refused, in strings and between tokens", arguments: notUTF8)
    func refusesBytes(bytes: [UInt8]) {
        #expect(throws: JSONError.self) { try JSONReader.read(bytes) }
    }

    static let accepted: [(String, JSONValue)] = [
        ("[]", []),
        ("[ ]", []),
        ("{}", [:]),
        (" \t\r\n[1 ,\n2]\n ", [1, 2]),
        ("[[]   ]", [[]]),
        (#"[""]"#, [""]),
        (#""lonely""#, "lonely"),
        (#"" ""#, " "),
        ("42", 42),
        ("true", true),
        ("false", false),
        ("null", .null),
        ("-0", 0),
        ("-1", -1),
        ("[0]", [0]),
        ("[123]", [123]),
        ("9223372036854775807", .integer(.max)),
        ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", 9223372036854775808.0),
        ("-9223372036854775809", -9223372036854775809.0),
        ("100000000000000000000", 1e20),
        ("1.0", 1.0),
        ("-0.0", 0.0),
        ("0.5", 0.5),
        ("123.456e2", 12345.6),
        ("1E22", 1e22),
        ("1e-2", 0.01),
        ("0E+1", 0.0),
        ("1e+2", 100.0),
        ("4.9e-324", .double(.leastNonzeroMagnitude)),
        ("1.7976931348623157e308", .double(.greatestFiniteMagnitude)),
        ("1e-400", 0.0),
        ("0e99999999999999999999", 0.0),
        ("-0.000000000000000000000000000000000000000000000000000000000000000000000000000001", -1e-78),
        (#"["a",1,null,true,{"b":[]}]"#, ["a", 1, .null, true, ["b": []]]),
        (#"{"a":"b"}"#, ["a": "b"]),
        (#"{"":0}"#, ["": 0]),
        (#"{"a":1,"b":2}"#, ["a": 1, "b": 2]),
        (#"{"foo\u0000bar":42}"#, ["foo\0bar": 42]),
        (#"{"a":[{"b":{}}]}"#, ["a": [["b": [:]]]]),
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#""\u0022\u005c\u002F""#, "\"\\/"),
        (#""\u0000""#, "\0"),
        (#""\u001f""#, "\u{1F}"),
        (#""\u0060\u012a\u12AB""#, "`\u{12A}\u{12AB}"),
        (#""\uD801\udc37""#, "\u{10437}"),
        (#""\ud83d\ude39\ud83d\udc8d""#, "\u{1F639}\u{1F48D}"),
        (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
        (#""\uFFFD\uE000""#, "\u{FFFD}\u{E000}"),
        (#""\\u0000""#, "\\u0000"),
        (#""\u0061\u30af\u30EA\u30b9""#, "a\u{30AF}\u{30EA}\u{30B9}"),
        (#""a/*b*/c/*d//e""#, "a/*b*/c/*d//e"),
        ("\"\u{2028}\u{2029}\u{7F}\u{85}\"", "\u{2028}\u{2029}\u{7F}\u{85}"),
        ("\"\u{FEFF}\u{10FFFF}€𝄞\"", "\u{FEFF}\u{10FFFF}€𝄞"),
        (#""asd ""#, "asd "),
        (#""new\u00A0line, π, \u03c0""#, "new\u{A0}line, π, π"),
    ]

    static let refused: [String] = [
        "", " ", "\u{FEFF}{}", "\u{FEFF}",
        "[1 true]", "[a]", "[", "]", "[1", "[1,", "[,1]", "[1,,2]", "[1,]", "[1,,]", "[,]", "[\"\"],", "[\"x\"", "[1]]",
        "[\"x\"]]", "[3[4]]", "[1:2]", "[1;2]", "[*]", "[-", "[1\n,4\n,1,", "[\n1\n,1", "[{}", "[][]", "{}{}", "1 2",
        "[\u{B}1]", "[\u{C}]", "[\u{A0}1]", "[\u{2060}]", "\u{1}", "[\0]",
        "nul", "nulll", "[nul]", "True", "tru", "TRUE", "fals", "[fals]", "Null", "undefined", "NaN", "[NaN]", "-NaN",
        "Infinity", "-Infinity", "[Inf]", "nil", "[truth]",
        "01", "-01", "[012]", "[-012]", "[0 1]", "+1", "[+1]", "++1", "--1", "-", "-a", "- 1", "1.", "[1.]", "-2.",
        ".5",
        "[-.5]", "0.e1", "1.e3", "0e", "0e+", "1e", "1e+", "1e-", "1eE2", "1.0e", "1.0e-", "0.3e+", "9.e+", "[1e1.2]",
        "[1+2]", "0x1", "0x42", "1a", "[1a]", "1_000", "1,000", "[1.2a-3]", "[-1x]", "１", "1e400", "-1e400",
        "[1e99999]",
        "1e99999999999999999999",
        "\"", "\"abc", "[\"a", "'a'", "['a']", "[\"a\" \"b\"]", "abc", "\"\\\"", "\"\\", "\"\\a\"", "\"\\x00\"",
        "\"\\'\"",
        "\"\\ \"", "\"\\U0041\"", "\"\\u\"", "\"\\u00A\"", "\"\\u00AG\"", "\"\\u00A", "\"\\u+041\"", "\"\\u 041\"",
        "\"\\é\"",
        "\"\n\"", "\"\t\"", "\"\0\"", "\"\u{1F}\"", "\"\r\n\"", "\"a\u{8}b\"", "\"\\\u{0}\"", "\"\\\n\"",
        "\"\\uD800\"", "\"\\uDC00\"", "\"\\uD800\\uD800\"", "\"\\uD800\\\"", "\"\\uD800\\u\"", "\"\\uD800\\u1\"",
        "\"\\uD800x\"", "\"\\uD800\\n\"", "\"\\uD834\\u0061\"", "\"\\uDD1E\\uD834\"", "[\"\\uD83D\"]",
        "{", "}", "{]", "[}", "{\"a\"}", "{\"a\":}", "{\"a\":1", "{\"a\":1,}", "{\"a\":1,,\"b\":2}", "{,}", "{\"a\" 1}",
        "{\"a\"::1}", "{\"a\",1}", "{:1}", "{a:1}", "{'a':1}", "{1:1}", "{null:1}", "{[]:1}", "{\"a\":1 \"b\":2}",
        "{\"a\":1}#", "{\"a\":1}//", "{\"a\":1}/**/", "/**/{}", "[/**/]", "{\"a\":/**/1}", "{\"a\":1}}", "{\"a\":1}x",
        "{\"a\":1};", "{\"a\":\"b\":\"c\"}", "{\"a\": true false}", "<null>", "[<a>]", "(1)", "`1`", "\\n", "[\\n1]",
        "{\"a\":1,\"a\":1}", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "{\"\":1,\"\":2}",
    ]

    static let notUTF8: [[UInt8]] = [
        [0xFF],
        Array("[".utf8) + [0xE9] + Array("]".utf8),
        Array("1".utf8) + [0xE5],
        Array("[1".utf8) + [0xE5] + Array("]".utf8),
        quoted([0xFF]), quoted([0x80]), quoted([0xBF]), quoted([0xC3]), quoted([0xE9]),
        quoted([0xC0, 0xAF]), quoted([0xC1, 0x81]), quoted([0xE0, 0x80, 0x80]), quoted([0xF0, 0x80, 0x80, 0x80]),
        quoted([0xFC, 0x80, 0x80, 0x80, 0x80, 0x80]),
        quoted([0xED, 0xA0, 0x80]), quoted([0xED, 0xBF, 0xBF]), quoted([0xED, 0xA0, 0x81, 0xED, 0xB0, 0xB7]),
        quoted([0xF4, 0x90, 0x80, 0x80]), quoted([0xF5, 0x80, 0x80, 0x80]),
        quoted([0xE2, 0x82]), quoted([0xF0, 0x9F, 0x98]), quoted([0x61, 0xE6, 0x97, 0xA5, 0xD1, 0x88, 0xFA]),
        quoted([0xC3] + Array("\\u00A9".utf8)), quoted(Array("\\n".utf8) + [0xA9]),
        [0x22, 0xC3],
        // UTF-16, with and without its mark.
        [0xFF, 0xFE, 0x5B, 0x00, 0x5D, 0x00], [0xFE, 0xFF, 0x00, 0x5B, 0x00, 0x5D], [0x00, 0x5B, 0x00, 0x5D],
        [0xEF, 0xBB], [0xEF, 0xBB, 0xBF],
    ]

    static func quoted(_ bytes: [UInt8]) -> [UInt8] { [0x22] + bytes + [0x22] }
}
