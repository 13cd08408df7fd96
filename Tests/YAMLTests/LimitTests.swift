import Diagnostics
import Support
import Testing
import YAML

@Suite("Limits")
struct LimitTests {
    @Test("a file over the limit is not read at all")
    func tooLarge() {
        var bytes = [UInt8](repeating: UInt8(ascii: "#"), count: (4 << 20) + 1)
        let stream = YAMLReader.read(bytes, file: "a.yaml")
        #expect(stream.documents.isEmpty)
        #expect(stream.diagnostics.map(\.code) == [.fileTooLarge])
        #expect(stream.diagnostics.first?.message == "the file is larger than 4 MiB")
        #expect(stream.diagnostics.first?.location == SourceLocation(file: "a.yaml", range: .start))
        bytes.removeLast()
        #expect(YAMLReader.read(bytes, file: "a.yaml").diagnostics.isEmpty)
    }

    @Test(
        "64 levels are read, and the 65th is a fault where it begins",
        arguments: [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", "")])
    func depth(_ open: String, _ close: String) {
        let nested = { (levels: Int, inner: String) in
            "# é\n" + String(repeating: open, count: levels) + inner + String(repeating: close, count: levels)
        }
        #expect(!read(nested(64, "x")).diagnostics.map(\.code).contains(.tooDeep))
        let source = MarkedSource(nested(64, "1️⃣\(open)x\(close)"))
        let fault = read(source).diagnostics.first { $0.code == .tooDeep }
        #expect(fault?.location?.range.start == source["1️⃣"])
        #expect(read(source).documents.isEmpty)
    }

    @Test("the documents before the one that is too deep stay")
    func depthAfterDocument() {
        #expect(meaning("a: 1\n---\n" + String(repeating: "[", count: 70)) == "{a: 1} ! M0104")
    }

    /// The parser slows down with the square of the depth, so that reading on would take seconds to hours.
    @Test(
        "hostile nesting ends at the limit, not at the end of the file", .timeLimit(.minutes(1)),
        arguments: ["[", "{a: ", "- ", "? ", "[\n", "{a: [", "- - ? ", "? - ", "[[],", "!!seq [", "&a ["])
    func hostileNesting(_ piece: String) {
        let stream = read(String(repeating: piece, count: 100_000))
        #expect(stream.documents.isEmpty)
        #expect(stream.diagnostics.filter { $0.code != .complexKey }.map(\.code) == [.tooDeep])
        #expect((stream.diagnostics.last?.location?.range.start.offset ?? .max) < 1000)
    }

    @Test("depth counts what aliases stand for")
    func aliasDepth() {
        let limits = YAMLLimits(maxDepth: 4)
        #expect(read("- &a [[1]]\n- [*a]\n", limits: limits).diagnostics.isEmpty)
        let source = MarkedSource("- &a [[1]]\n- [[1️⃣*a2️⃣]]\n")
        let faults = YAMLReader.read(source.bytes, file: "a.yaml", limits: limits).diagnostics
        #expect(faults.map(\.code) == [.tooDeep])
        #expect(faults.first?.location?.range == source["1️⃣", "2️⃣"])
    }

    @Test("a chain of aliases can't nest deeper than the limit")
    func aliasChain() {
        let lines = (1...100).map { "- &a\($0) [*a\($0 - 1)]\n" }.joined()
        let source = read("- &a0 x\n" + lines)
        #expect(Set(source.diagnostics.map(\.code)) == [.tooDeep])
        #expect(source.diagnostics.first?.location?.range.start.line == 65)
    }

    @Test("nodes are counted with their keys, and one too many is a fault where it stands")
    func nodes() {
        let limits = YAMLLimits(maxNodes: 6)
        #expect(read("a: [1, 2]\nb: 1\n").documents.count == 1)
        #expect(read("a: [1, 2]\nb:", limits: YAMLLimits(maxNodes: 7)).diagnostics.isEmpty)
        let source = MarkedSource("é: [1, 2]\nb: 1️⃣x2️⃣\nc: 1\n---\nd: 1\n")
        let stream = YAMLReader.read(source.bytes, file: "a.yaml", limits: limits)
        #expect(stream.diagnostics.map(\.code) == [.tooManyNodes])
        #expect(stream.diagnostics.first?.location?.range == source["1️⃣", "2️⃣"])
        #expect(stream.documents.compactMap(\.root).map(outline) == ["{d: 1}"])
    }

    @Test("the standard limit of nodes is 100,000")
    func standardNodes() {
        let items = { (count: Int) in "[" + String(repeating: "x,", count: count) + "]" }
        #expect(read(items(99_999)).diagnostics.isEmpty)
        #expect(read(items(100_000)).diagnostics.map(\.code) == [.tooManyNodes])
    }

    @Test("a bomb of aliases is a fault at the alias that goes too far", .timeLimit(.minutes(1)))
    func aliasBomb() {
        let aliases = { (name: String) in Array(repeating: "*\(name)", count: 9).joined(separator: ", ") }
        let lines = (1...40).map { "- &é [\(aliases("a\($0 - 1)"))]\n".replacing("é", with: "a\($0)") }.joined()
        let stream = read("- &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n" + lines)
        #expect(stream.documents.isEmpty)
        #expect(stream.diagnostics.map(\.code) == [.tooManyNodes])
        #expect(stream.diagnostics.first?.location?.range.start.line == 6)
    }

    @Test("a bomb of merges counts what each alias stands for", .timeLimit(.minutes(1)))
    func mergeBomb() {
        let members = (0..<1000).map { "k\($0): 1" }.joined(separator: ", ")
        let merges = Array(repeating: "*m", count: 100_000).joined(separator: ", ")
        let stream = read("- &m {\(members)}\n- <<: [\(merges)]\n")
        #expect(stream.diagnostics.map(\.code) == [.tooManyNodes])
    }

    @Test("aliases stand for no more text than a file may have")
    func aliasedText() {
        let limits = YAMLLimits(maxBytes: 110)
        let text = "- &a [&b 0123456789abcdef, gh]\n- {k: *b, *b : k, l: [*a, *a, *a"
        #expect(YAMLReader.read(Array((text + ", *a]}").utf8), file: "a.yaml", limits: limits).documents.count == 1)
        let source = MarkedSource(text + ", *a, 1️⃣*b2️⃣]}")
        let stream = YAMLReader.read(source.bytes, file: "a.yaml", limits: YAMLLimits(maxBytes: 119))
        #expect(stream.diagnostics.map(\.code) == [.tooManyNodes])
        #expect(stream.diagnostics.first?.message == "the document's aliases stand for more than 119 bytes of text")
        #expect(stream.diagnostics.first?.location?.range == source["1️⃣", "2️⃣"])
        #expect(stream.documents.isEmpty)
    }

    /// Each of them would stand in a message, or be compared with the others.
    @Test("a bomb of aliases to one long text is a fault at the alias that goes too far", .timeLimit(.minutes(1)))
    func longTextBomb() {
        let mappings = String(repeating: "{*a : 1, *b : 1}, ", count: 10_000)
        for text in [String(repeating: "x", count: 1 << 20), String(repeating: "e\u{301}", count: 300_000)] {
            let stream = read("- &a \(text)\n- &b \(text)\n- [\(mappings)]\n")
            #expect(stream.documents.isEmpty)
            #expect(stream.diagnostics.map(\.code) == [.duplicateKey, .duplicateKey, .tooManyNodes])
        }
    }

    @Test("an empty collection in each alias still counts")
    func emptyBomb() {
        let stream = read("- &a []\n- [" + String(repeating: "*a, ", count: 100_000) + "]\n")
        #expect(stream.diagnostics.map(\.code) == [.tooManyNodes])
    }

    @Test(
        "long but flat files are read to their end", .timeLimit(.minutes(1)),
        arguments: [
            (0..<40_000).map { "k\($0): 1\n" }.joined(), (0..<90_000).map { "- &a\($0) x\n" }.joined(),
            (0..<90_000).map { "- *a\($0)\n" }.joined(), String(repeating: "- a\n", count: 90_000),
            String(repeating: "--- 1\n", count: 90_000),
            "{" + (0..<40_000).map { "k\($0): 1" }.joined(separator: ",") + "}",
        ])
    func longFiles(_ text: String) {
        let stream = read(text)
        #expect(!stream.documents.isEmpty)
        #expect(stream.diagnostics.allSatisfy { $0.code == .undefinedAlias })
    }

    @Test("many keys that are given twice are all found", .timeLimit(.minutes(1)))
    func manyDuplicates() {
        let stream = read(String(repeating: "a: 1\nb: 1\n", count: 10_000))
        #expect(stream.diagnostics.count == 19_998)
    }
}
