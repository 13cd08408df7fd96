import Diagnostics
import Support
import Testing
import YAML

@Suite("Documents")
struct DocumentTests {
    @Test("each document of a file has its own root and place")
    func several() throws {
        let source = MarkedSource("# head\n1️⃣a: 12️⃣\n---\n# second\n3️⃣b: [2]4️⃣\n...\n---\n5️⃣x6️⃣")
        let stream = read(source)
        #expect(stream.diagnostics.isEmpty)
        #expect(
            stream.documents.map(\.range) == [source["1️⃣", "2️⃣"], source["3️⃣", "4️⃣"], source["5️⃣", "6️⃣"]])
        #expect(stream.documents.compactMap(\.root).map(outline) == ["{a: 1}", "{b: [2]}", "x"])
    }

    @Test(
        "nothing, comments, or a lone plain null are an empty document",
        arguments: ["", " # none\n", "~", "null", "!!null x"])
    func empty(_ text: String) throws {
        let source = MarkedSource("--- a\n1️⃣---2️⃣ \(text)\n--- b\n")
        let stream = read(source)
        #expect(stream.diagnostics.isEmpty)
        #expect(stream.documents.count == 3)
        #expect(try stream.documents.at(1).root == nil)
        #expect(try stream.documents.at(1).range == source["1️⃣", "2️⃣"])
    }

    @Test("quoted and tagged texts are no empty document", arguments: ["\"\"", "'~'", "!!str", "!!str null"])
    func notEmpty(_ text: String) throws {
        #expect(try #require(read("--- \(text)\n").documents.first).root != nil)
    }

    @Test("a file of nothing has no document", arguments: ["", "\n\n", "# comment", "\u{FEFF}", "  "])
    func nothing(_ text: String) {
        #expect(read(text).documents.isEmpty)
        #expect(read(text).diagnostics.isEmpty)
    }

    @Test("the documents before a syntax error stay, with their faults, and the broken one goes")
    func beforeSyntaxError() {
        let source = MarkedSource("a: 1\n1️⃣a2️⃣: 2\n---\nb: 1\n---\nc: 3️⃣]4️⃣\n---\nd: 1\n")
        #expect(
            faults(in: source) == [
                Found(.duplicateKey, source["1️⃣", "2️⃣"]), Found(.yamlSyntax, source["3️⃣", "4️⃣"]),
            ])
        #expect(read(source).documents.compactMap(\.root).map(outline) == ["{a: 1}", "{b: 1}"])
    }

    @Test("a document that begins a line too far left is a fault there")
    func outsideDocument() {
        let source = MarkedSource("  a: 1\n1️⃣b: 22️⃣ \n")
        #expect(faults(in: source) == [Found(.yamlSyntax, source["1️⃣", "2️⃣"])])
        #expect(read(source).documents.count == 1)
    }

    @Test("versions 1.1 and 1.2 may be named", arguments: ["1.1", "1.2"])
    func versions(_ version: String) {
        #expect(meaning("%YAML \(version)\n---\na: no\n") == "{a: no}")
    }

    @Test("another version is a fault at its line")
    func otherVersion() {
        let source = MarkedSource("a: 1\n...\n1️⃣%YAML 2.02️⃣\n---\nb: 1\n")
        #expect(faults(in: source) == [Found(.yamlSyntax, source["1️⃣", "2️⃣"])])
        #expect(read(source).diagnostics.first?.message == "only YAML 1.1 and 1.2 can be read")
        #expect(read(source).documents.count == 1)
    }
}
