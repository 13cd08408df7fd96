import Testing
import YAML

@Suite("Scalars")
struct ScalarTests {
    @Test(
        "a scalar keeps its style and its text",
        arguments: [
            ("plain text", YAMLScalar("plain text")), ("'it''s'", YAMLScalar("it's", style: .singleQuoted)),
            (#""a\n\u00fc""#, YAMLScalar("a\nü", style: .doubleQuoted)),
            ("|\n  a\n   b\n", YAMLScalar("a\n b\n", style: .literal)),
            (">-\n  a\n  b\n", YAMLScalar("a b", style: .folded)), ("!!str 2027", YAMLScalar("2027", tag: .string)),
            ("! 2027", YAMLScalar("2027", tag: .nonSpecific)), ("a\n  b", YAMLScalar("a b")),
        ])
    func styles(_ text: String, _ expected: YAMLScalar) throws {
        #expect(try #require(root(of: "k: \(text)")?.mapping?["k"]?.value.scalar) == expected)
    }

    @Test("tags show in their short form")
    func tags() {
        #expect(YAMLScalar("", tag: .string).tag == "!!str")
        #expect(YAMLScalar("").tag == nil)
    }

    @Test(
        "a plain scalar means what YAML 1.2's core schema says",
        arguments: [
            ("null", YAMLScalar.CoreType.null), ("Null", .null), ("NULL", .null), ("~", .null), ("", .null),
            ("nULL", .string),
            ("true", .bool(true)), ("False", .bool(false)), ("TRUE", .bool(true)), ("tRUE", .string), ("no", .string),
            ("yes", .string), ("on", .string), ("y", .string), ("0", .integer(0)), ("-12", .integer(-12)),
            ("+7", .integer(7)),
            ("010", .integer(10)), ("0o17", .integer(15)), ("0x1F", .integer(31)), ("0xff", .integer(255)),
            ("0o8", .string),
            ("0x", .string), ("0x-1", .string), ("-0x1F", .string), ("0b1", .string), ("1_000", .string),
            ("1,000", .string),
            ("9223372036854775807", .integer(.max)), ("9223372036854775808", .float(0x1p63)),
            ("0x8000000000000000", .float(0x1p63)),
            ("1.5", .float(1.5)), ("-.5", .float(-0.5)), ("1.", .float(1)), ("1e3", .float(1000)),
            ("+1.5E-2", .float(0.015)),
            (".", .string), ("e3", .string), ("1e", .string), ("1.2.3", .string), ("12:30", .string),
            ("2027-01-29", .string),
            (".inf", .float(.infinity)), ("-.INF", .float(-.infinity)), ("+.Inf", .float(.infinity)), ("inf", .string),
            ("nan", .string), ("infinity", .string), ("0x1p3", .string), ("٣", .string), ("+", .string), ("-", .string),
            ("0x１", .string),
        ])
    func coreTypes(_ text: String, _ expected: YAMLScalar.CoreType) {
        #expect(YAMLScalar(text).coreType == expected)
    }

    @Test("`.nan` is no number in every spelling of the core schema", arguments: [".nan", ".NaN", ".NAN"])
    func notANumber(_ text: String) {
        guard case .float(let value) = YAMLScalar(text).coreType else {
            Issue.record("\(text) is a float")
            return
        }
        #expect(value.isNaN)
    }

    @Test(
        "quotes make a string of anything",
        arguments: [YAMLScalar.Style.singleQuoted, .doubleQuoted, .literal, .folded])
    func quoted(_ style: YAMLScalar.Style) {
        for text in ["", "null", "true", "12", "1.5"] {
            #expect(YAMLScalar(text, style: style).coreType == .string)
            #expect(!YAMLScalar(text, style: style).isNull)
        }
    }

    @Test("a tag decides over the style")
    func tagged() {
        #expect(YAMLScalar("12", tag: .string).coreType == .string)
        #expect(YAMLScalar("12", tag: .nonSpecific).coreType == .string)
        #expect(YAMLScalar("~", tag: .string).isNull == false)
        #expect(YAMLScalar("12", style: .doubleQuoted, tag: .integer).coreType == .integer(12))
        #expect(YAMLScalar("x", tag: .integer).coreType == .string)
        #expect(YAMLScalar("1", tag: .float).coreType == .float(1))
        #expect(YAMLScalar("true", style: .singleQuoted, tag: .boolean).coreType == .bool(true))
        #expect(YAMLScalar("x", style: .doubleQuoted, tag: .null).isNull)
    }
}
