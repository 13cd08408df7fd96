import JSON
import Testing

@Suite("Canonical text")
struct CanonicalTests {
    static let values: [JSONValue] = [
        .null, true, false, 0, -7, .integer(.max), .integer(.min), 2.5, 1e300, -0.001, "", "plain text, eight+",
        "quote \" backslash \\ / slash", "\u{1}\n\t\u{7F}\u{85}", "日本 e\u{301} \u{2028}\u{202E} 👩‍🚀", [], [:], [[]],
        ["a": [:]],
        ["b": 1, "a": ["x": [1, 2, [3, ["deep": .null]]], "é": "f", "": 0]],
        ["name": "SOX", "tags": [["key": "team", "value": "t"]], "days": [7, 3, 1], "on": true],
    ]

    private static func skip(_ text: [UInt8]) throws(JSONError) {
        try CanonicalReader.read(text) { (reader) throws(JSONError) in
            let range = try reader.skip()
            #expect(range == 0..<text.count - 1)
            try reader.end()
        }
    }

    @Test("is what the writer of trees writes", arguments: values)
    func writer(value: JSONValue) {
        func add(_ value: JSONValue, to writer: inout CanonicalWriter) {
            switch value {
            case .object(let object):
                writer.openObject()
                for member in object.members.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
                    writer.key(member.key)
                    add(member.value, to: &writer)
                }
                writer.closeObject()
            case .array(let elements):
                writer.openArray()
                for element in elements {
                    writer.element()
                    add(element, to: &writer)
                }
                writer.closeArray()
            case .string(let text): writer.string(text)
            default: writer.value(value)
            }
        }
        var writer = CanonicalWriter()
        add(value, to: &writer)
        #expect(writer.bytes + [0x0A] == JSONWriter.write(value, style: .pretty, sortedKeys: true))
    }

    @Test("is read back, and stepped over", arguments: values)
    func reader(value: JSONValue) throws {
        let text = JSONWriter.write(value, style: .pretty, sortedKeys: true)
        #expect(try CanonicalReader.read(text) { (reader) throws(JSONError) in try reader.value() } == value)
        try Self.skip(text)
    }

    @Test(
        "with any one byte changed is refused, but where it is then what is written for another value",
        arguments: values)
    func changed(value: JSONValue) throws {
        let text = JSONWriter.write(value, style: .pretty, sortedKeys: true)
        for offset in text.indices {
            for byte in [
                0x00, 0x20, 0x22, 0x30, 0x2C, 0x5C, 0x61, 0x7D, 0x7F, 0xC3, text[offset] ^ 0x01, text[offset] ^ 0x20,
            ] {
                var changed = text
                changed[offset] = byte
                let read = try? JSONReader.read(changed)
                let isCanonical = read.map { JSONWriter.write($0, style: .pretty, sortedKeys: true) } == changed
                let isAccepted = (try? Self.accepts(changed)) == true
                #expect(isAccepted == isCanonical, "\(String(decoding: changed, as: UTF8.self))")
            }
        }
    }

    private static func accepts(_ text: [UInt8]) throws(JSONError) -> Bool {
        try CanonicalReader.read(text) { (reader) throws(JSONError) in
            _ = try reader.skip()
            try reader.end()
            return true
        }
    }

    @Test(
        "is refused in any other form",
        arguments: [
            "[1]\n", "[ ]\n", "{\n  \"b\": 1,\n  \"a\": 2\n}\n", "{\n  \"a\": 1,\n  \"a\": 2\n}\n", "{\n  \"a\":1\n}\n",
            "{\n\t\"a\": 1\n}\n", "{\n   \"a\": 1\n}\n", "{\r\n  \"a\": 1\n}\n", "\"\\u0041\"\n", "\"\\/\"\n",
            "\"\u{7F}\"\n", "\"\u{2028}\"\n", "1.50\n", "1e2\n", "-0\n", "1.0E5\n", "12345678901234567890\n", "1",
            "1\n\n",
            " 1\n", "{\n  \"\u{212A}\": 1,\n  \"K\": 2\n}\n", "{\n  \"K\": 1,\n  \"\u{212A}\": 2\n}\n", "nul\n", "\n",
            "",
        ])
    func otherForms(text: String) {
        #expect(throws: JSONError.self) { try Self.accepts(Array(text.utf8)) }
    }

    @Test("is no deeper than the reader of trees goes")
    func depth() throws {
        func nested(_ depth: Int) -> [UInt8] {
            let value = (1..<depth).reduce(JSONValue.array([])) { value, _ in [value] }
            return JSONWriter.write(value, style: .pretty, sortedKeys: true)
        }
        #expect(try Self.accepts(nested(128)))
        #expect(throws: JSONError.self) { try Self.accepts(nested(129)) }
        let bomb = Array(String(repeating: "[\n", count: 100_000).utf8)
        #expect(throws: JSONError.self) { try Self.accepts(bomb) }
    }

    @Test(
        "is taken apart by keys in their order, and says what is missing or unknown and where",
        arguments: [
            ("{\n  \"a\": \"x\",\n  \"c\": \"z\"\n}\n", "x nothing z", 0),
            ("{\n  \"a\": \"x\",\n  \"b\": \"y\",\n  \"c\": \"z\"\n}\n", "x y z", 0),
            ("{\n  \"b\": \"y\",\n  \"c\": \"z\"\n}\n", "`a` is missing", 4), ("{}\n", "`a` is missing", 2),
            ("{\n  \"a\": \"x\",\n  \"bb\": \"y\",\n  \"c\": \"z\"\n}\n", "unknown key `bb`", 16),
            ("{\n  \"a\": \"x\",\n  \"c\": \"z\",\n  \"d\": 1\n}\n", "unknown key `d`", 28),
            ("{\n  \"a\": 1,\n  \"c\": \"z\"\n}\n", "expected a string, found a whole number", 9),
            ("{\n  \"a\": \"x\"\n  \"c\": \"z\"\n}\n", "expected a new line, indented by 0, found byte 0x0A", 12),
            ("[]\n", "expected an object, found a list", 0),
        ])
    func members(text: String, outcome: String, offset: Int) {
        do throws(JSONError) {
            let found = try CanonicalReader.read(Array(text.utf8)) { (reader) throws(JSONError) in
                try reader.openObject()
                try reader.require("a")
                let a = try reader.string()
                let b = try reader.take("b") ? try reader.string() : "nothing"
                try reader.require("c")
                let c = try reader.string()
                try reader.closeObject()
                try reader.end()
                return "\(a) \(b) \(c)"
            }
            #expect(found == outcome)
        } catch {
            #expect(error.message == outcome)
            #expect(error.offset == offset)
        }
    }
}
