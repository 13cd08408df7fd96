import JSON
import Testing

@Suite("A value against a text")
struct MatchTests {
    private func matches(_ text: String, _ value: JSONValue) -> Bool {
        JSONMatch.text(Array(text.utf8)[...], is: value)
    }

    @Test(
        "a value matches what is written of it, in any order of keys",
        arguments: [
            [:], [], ["a": 1, "b": [true, false, .null, -7, 2.5], "c": ["d": "e", "f": []]],
            ["quote \" and \\ and \n": "\u{2028} \\n \u{1F600}", "": ""],
            ["z": 1, "aa": 2, "a": 3, "zz": ["b": 0, "a": 1]],
        ] as [JSONValue])
    func own(value: JSONValue) {
        for style in [JSONWriter.Style.compact, .pretty] {
            for sorted in [true, false] {
                #expect(matches(JSONWriter.text(value, style: style, sortedKeys: sorted), value))
            }
        }
    }

    @Test(
        "another value does not match",
        arguments: [
            (#"{"a": 1}"#, ["a": 2]), (#"{"a": 1}"#, ["b": 1]), (#"{"a": 1}"#, ["a": 1, "b": 2]),
            (#"{"a": 1, "b": 2}"#, ["a": 1]), (#"["a", "b"]"#, ["a\", \"b"]), (#"["\n"]"#, ["\\n"]),
            (#"["\\n"]"#, ["\n"]), ("[1, 2]", [1]), ("[1]", [1, 2]), ("[12]", [1]), ("[1]", ["1"]), ("{}", []),
            (#"["abc"]"#, ["ab"]), (#"["ab"]"#, ["abc"]), ("[true]", [false]), ("[]", [.null]),
        ] as [(String, JSONValue)])
    func other(text: String, value: JSONValue) { #expect(!matches(text, value)) }
}
