import Diagnostics
import Support
import Testing
import YAML

@Suite("Faults of the text itself")
struct TextFaultTests {
    @Test(
        "a byte that is no UTF-8 is placed at its line and column",
        arguments: [
            ([0xFF], "0xFF"), ([0x80], "0x80"), ([0xC3], "0xC3"), ([0xC0, 0xAF], "0xC0"), ([0xC1, 0x81], "0xC1"),
            ([0xE2, 0x82], "0xE2"), ([0xE0, 0x80, 0x80], "0xE0"), ([0xED, 0xA0, 0x80], "0xED"),
            ([0xF4, 0x90, 0x80, 0x80], "0xF4"), ([0xF0, 0x9F, 0x98], "0xF0"), ([0xF5, 0x80, 0x80, 0x80], "0xF5"),
        ] as [([UInt8], String)])
    func invalidBytes(_ bytes: [UInt8], _ shown: String) {
        for lineEnd in ["\n", "\r\n", "\r"] {
            let before = MarkedSource("ключ: 1\(lineEnd)b: é😀1️⃣")
            let stream = YAMLReader.read(before.bytes + bytes + Array("\nc: 1\n".utf8), file: "a.yaml")
            #expect(stream.diagnostics.map(\.code) == [.invalidUTF8])
            #expect(stream.diagnostics.first?.location?.range.start == before["1️⃣"])
            #expect(stream.diagnostics.first?.message.contains(shown) == true)
            #expect(stream.documents.isEmpty)
        }
    }

    @Test("a character cut off by the end of the file is placed at its first byte")
    func truncated() {
        let before = MarkedSource("\u{FEFF}a: x1️⃣")
        let fault = YAMLReader.read(before.bytes + [0xE2, 0x82], file: "a.yaml").diagnostics.first
        #expect(fault?.code == .invalidUTF8)
        #expect(fault?.location?.range.start == before["1️⃣"])
    }

    @Test(
        "characters at the edges of UTF-8's lengths are read",
        arguments: ["\u{A0}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFD}", "\u{10000}", "\u{10FFFF}"])
    func validEdges(_ character: String) {
        #expect(meaning("a: [x\(character)]") == "{a: [x\(character)]}")
    }

    @Test("UTF-16 is named", arguments: [[0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61]] as [[UInt8]])
    func utf16(_ bytes: [UInt8]) {
        let stream = YAMLReader.read(bytes, file: "a.yaml")
        #expect(stream.diagnostics.map(\.code) == [.invalidUTF8])
        #expect(stream.diagnostics.first?.message == "the file is UTF-16; save as UTF-8")
        #expect(stream.diagnostics.first?.location?.range == .start)
    }

    @Test("a byte order mark of UTF-8 is no part of the text")
    func byteOrderMark() {
        #expect(meaning("\u{FEFF}a: 1\n") == "{a: 1}")
        #expect(meaning("\u{FEFF}---\na: 1\n") == "{a: 1}")
    }

    @Test(
        "a character that YAML forbids is placed where it stands",
        arguments: ["\u{0}", "\u{7}", "\u{1B}", "\u{7F}", "\u{80}", "\u{9F}", "\u{FFFE}", "\u{FFFF}"])
    func forbidden(_ character: String) {
        let source = MarkedSource("ü: 1\r\nb: \"x1️⃣\(character)2️⃣y\"\nc: 1\n")
        #expect(faults(in: source) == [Found(.yamlSyntax, source["1️⃣", "2️⃣"])])
        #expect(read(source).documents.isEmpty)
    }

    @Test("the forbidden character is named by its number")
    func forbiddenMessage() {
        #expect(read("a: \u{1B}").diagnostics.first?.message == "the character U+001B is not allowed in YAML")
    }

    @Test("the documents before stay, and so do their faults; the document with it goes")
    func documentsBefore() {
        let source = MarkedSource("a: 1\n1️⃣a2️⃣: 2\n---\nb: [1, *x, 3️⃣\u{1}4️⃣]\n---\nc: 1\n")
        #expect(
            faults(in: source) == [
                Found(.duplicateKey, source["1️⃣", "2️⃣"]), Found(.yamlSyntax, source["3️⃣", "4️⃣"]),
            ])
        #expect(read(source).documents.compactMap(\.root).map(outline) == ["{a: 1}"])
    }

    @Test("a document that ended before it stays")
    func endedDocument() {
        #expect(meaning("a: 1\n...\n# \u{1}\n") == "{a: 1} ! M0101")
        #expect(meaning("a: 1\n# \u{1}\n") == " ! M0101")
    }

    @Test("a syntax error on a line before it is reported too")
    func syntaxErrorBefore() {
        let source = MarkedSource("a: 1️⃣]2️⃣\nb: 3️⃣\u{1}4️⃣\n")
        #expect(
            faults(in: source) == [Found(.yamlSyntax, source["1️⃣", "2️⃣"]), Found(.yamlSyntax, source["3️⃣", "4️⃣"])])
    }

    @Test("more %TAG lines than can be read fast are a fault at the first too many")
    func tagDirectives() {
        let lines = { (count: Int) in (0..<count).map { "%TAG !a\($0)! x\n" }.joined() }
        #expect(meaning(lines(64) + "---\na: 1\n") == "{a: 1}")
        let source = MarkedSource("# é\n\(lines(64))1️⃣%TAG2️⃣ !b! x\n\(lines(100))---\na: 1\n")
        #expect(faults(in: source) == [Found(.yamlSyntax, source["1️⃣", "2️⃣"])])
    }
}
