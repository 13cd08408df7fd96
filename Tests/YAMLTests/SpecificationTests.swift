import Testing

/// Cases after those of the YAML test suite that readers of YAML differ on.
@Suite("Tricky YAML")
struct SpecificationTests {
    @Test(
        "tricky texts mean what YAML 1.2 says",
        arguments: [
            // Plain texts that hold what would mean something elsewhere.
            ("a: b#c # d", "{a: b#c}"), ("a: http://x:80/y", "{a: http://x:80/y}"),
            ("- a:b\n- :c\n- -d\n- ?e", "[a:b, :c, -d, ?e]"),
            ("a: b, c] }", "{a: b, c] }}"), ("a: x - y", "{a: x - y}"), ("- --- x", "[--- x]"), ("a!b: &c", "{a!b: }"),
            // Several lines as one text.
            ("a: b\n  c\n\n  d\n", "{a: b c\\nd}"), ("'a\n  b\n\n  c'", "\"a b\\nc\""),
            ("\"a \\\n  b\\\n  \\  c\"", "\"a b  c\""),
            ("\"a\n  \\\n b\"", "\"a b\""),
            // Literal and folded texts.
            ("a: |\n x\n  y\n\n z\n", "{a: \"x\\n y\\n\\nz\\n\"}"), ("a: |-\n x\n\n", "{a: \"x\"}"),
            ("a: |+\n x\n\n", "{a: \"x\\n\\n\"}"),
            ("a: >\n x\n y\n\n z\n  w\n v\n", "{a: \"x y\\nz\\n w\\nv\\n\"}"),
            ("a: |2\n   x\n  y\n", "{a: \" x\\ny\\n\"}"),
            ("a: >-\n\n x\n", "{a: \"\\nx\"}"), ("- |\n a\n- >\n b\n", "[\"a\\n\", \"b\\n\"]"),
            ("a: |\n # x\nb: 1", "{a: \"# x\\n\", b: 1}"),
            // Lists that stand no deeper than their key, and lists in lists.
            ("a:\n- b\n- c\nd: e", "{a: [b, c], d: e}"), ("- - a\n  - b\n- - c", "[[a, b], [c]]"),
            ("-\n  a: 1\n-\n  - 2", "[{a: 1}, [2]]"),
            ("- a: 1\n  b: 2\n- c: 3", "[{a: 1, b: 2}, {c: 3}]"),
            // Brackets and braces.
            ("[a, b: c, {d}, ]", "[a, {b: c}, {d: }]"), ("{a, b: , \"c\":d, 'e':f}", "{a: , b: , \"c\": d, \"e\": f}"),
            ("[a\n b,\n c]", "[a b, c]"), ("{a: [], b: {}}", "{a: [], b: {}}"), ("[\"a\":b]", "[{\"a\": b}]"),
            ("{\n  a: 1, # one\n  b: 2\n}\n", "{a: 1, b: 2}"), ("[[], [[]]]", "[[], [[]]]"),
            ("{\"a\":1,\"b\":[true,null]}", "{\"a\": 1, \"b\": [true, null]}"),
            // Keys.
            ("? a\n: b\n? c\n", "{a: b, c: }"), ("\"a b\": 1\n'c': 2", "{\"a b\": 1, \"c\": 2}"), ("a : b", "{a: b}"),
            ("a: &x b\n&y c: *x", "{a: b, c: b}"),
            ("null: 1\ntrue: 2\n1.5: 3", "{null: 1, true: 2, 1.5: 3}"),
            // Escapes.
            (#""\x41\u263A\U0001F600\/\e[0m""#, "\"A☺😀/\u{1B}[0m\""), ("'\\n'", "\"\\n\""),
            // Documents.
            ("---\n---\n", " --- "), ("--- |\n %a\n--- b", "\"%a\\n\" --- b"), ("a\n...\n", "a"),
            ("--- a\n--- b\n...\n", "a --- b"),
            ("--- # x\n- a\n", "[a]"), ("%TAG !e! tag:e,2000:\n--- a\n", "a"),
            // Texts that YAML 1.1 would have typed.
            ("[no, 0o7, 010, 1_0, 12:30:45, =, yes]", "[no, 0o7, 010, 1_0, 12:30:45, =, yes]"),
        ])
    func meanings(_ text: String, _ expected: String) {
        #expect(meaning(text) == expected)
    }

    @Test(
        "texts that are no YAML are faults",
        arguments: [
            "a: 'b", "a: [b", "a: b]: c: d", "- a\n b: c\n- d: e: f", "a:\n\t- b", "{a: b", "a: \"b\" c", "&a &b c",
            "a: *b c",
            "--- a\n--- \"\n---\n", "%YAML 1.2\na", "a: |x\n b", "[a]b", "'a' 'b'",
        ])
    func errors(_ text: String) {
        #expect(meaning(text).contains("! M01"))
    }
}
