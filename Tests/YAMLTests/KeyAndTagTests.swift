import Diagnostics
import Support
import Testing
import YAML

@Suite("Keys")
struct KeyTests {
    @Test("each key that is given again is a fault, with a note at the first")
    func duplicates() throws {
        let source = MarkedSource("1️⃣é: 1\nb: {3️⃣c: 1, 4️⃣\"c\"5️⃣: 2}\n6️⃣é7️⃣: 3\n8️⃣é9️⃣: 4\n")
        let stream = read(source)
        #expect(
            faults(in: source) == [
                Found(.duplicateKey, source["4️⃣", "5️⃣"]), Found(.duplicateKey, source["6️⃣", "7️⃣"]),
                Found(.duplicateKey, source["8️⃣", "9️⃣"]),
            ])
        #expect(try stream.diagnostics.at(0).message == "the key `c` is given twice")
        #expect(try stream.diagnostics.at(0).notes.map(\.message) == ["first given here"])
        #expect(
            stream.diagnostics.map { $0.notes.first?.location?.range.start } == [
                source["3️⃣"], source["1️⃣"], source["1️⃣"],
            ])
        #expect(try outline(#require(stream.documents.first?.root)) == "{é: 1, b: {c: 1}}")
    }

    @Test("duplicates are found in large mappings too")
    func largeMapping() {
        let many = (0..<1000).map { "k\($0): 1\n" }.joined()
        let source = MarkedSource("\(many)1️⃣k32️⃣: 2\nx: 1\n3️⃣k9994️⃣: 2\n5️⃣x6️⃣: 2\n")
        #expect(
            faults(in: source) == [
                Found(.duplicateKey, source["1️⃣", "2️⃣"]), Found(.duplicateKey, source["3️⃣", "4️⃣"]),
                Found(.duplicateKey, source["5️⃣", "6️⃣"]),
            ])
    }

    @Test("a key that comes through an alias is a duplicate at the alias")
    func aliasedDuplicate() {
        let source = MarkedSource("&k é: 1\n1️⃣*k2️⃣ : 2\n")
        #expect(faults(in: source) == [Found(.duplicateKey, source["1️⃣", "2️⃣"])])
    }

    @Test(
        "a key that is no scalar is a fault at the key, and its member is left out",
        arguments: [
            "ä: 1\n? 1️⃣[a, b]2️⃣\n: 2\n", "ä: 1\nb: 2\n1️⃣{c: d}2️⃣: 3\n", "ä: {1️⃣{ x }2️⃣}\n",
            "ä: 1\n? 1️⃣a: b2️⃣\n: 2\n",
            "ä: &x [1]\n1️⃣*x2️⃣ : 2\n",
        ])
    func complexKeys(_ text: String) throws {
        let source = MarkedSource(text)
        #expect(faults(in: source) == [Found(.complexKey, source["1️⃣", "2️⃣"])])
        let root = try #require(read(source).documents.first?.root)
        #expect(root.mapping?.members.first?.name == "ä")
        #expect(root.isIncomplete || root.mapping?["ä"]?.value.isIncomplete == true)
    }

    @Test("nothing is a key as well")
    func emptyKey() {
        #expect(meaning("? \n: 1\na: 2\n") == "{: 1, a: 2}")
    }
}

@Suite("Tags")
struct TagTests {
    @Test("the core tags are read and change no text")
    func coreTags() {
        #expect(
            meaning("[!!str 2027, !!int \"1\", !!null x, !!bool y, !!float 1, ! z]")
                == "[!!str 2027, !!int \"1\", !!null x, !!bool y, !!float 1, ! z]")
        #expect(meaning("a: !!map {b: !!seq [c]}\nd: !<tag:yaml.org,2002:str> e") == "{a: {b: [c]}, d: !!str e}")
        #expect(meaning("a: !!map\n  b: 1\nc: !!seq\n- 1\n") == "{a: {b: 1}, c: [1]}")
    }

    @Test(
        "another tag is a fault at the tag",
        arguments: [
            "é: 1️⃣!env2️⃣ HOME\n", "é: &x 1️⃣!!binary2️⃣ aGk=\n", "é: 1️⃣!!set2️⃣ &x\n  a: 1\n",
            "é: [1️⃣!x2️⃣, 1]\n",
            "é: 1️⃣!<x:y>2️⃣ z\n", "1️⃣!k2️⃣ é: z\n", "é: 1️⃣!!timestamp2️⃣ 2027-01-01\n", "é: 1️⃣!!merge2️⃣ <<\n",
        ])
    func otherTags(_ text: String) {
        let source = MarkedSource(text)
        #expect(faults(in: source) == [Found(.unsupportedTag, source["1️⃣", "2️⃣"])])
        #expect(read(source).documents.count == 1)
    }

    @Test(
        "a core tag of another sort of node is a fault at the tag",
        arguments: ["é: 1️⃣!!map2️⃣ text\n", "é: 1️⃣!!str2️⃣ [1]\n", "é: 1️⃣!!seq2️⃣\n  a: 1\n"])
    func misplacedTags(_ text: String) {
        let source = MarkedSource(text)
        #expect(faults(in: source) == [Found(.unsupportedTag, source["1️⃣", "2️⃣"])])
    }

    @Test("a node keeps its value when its tag is a fault")
    func value() throws {
        let stream = read("a: !env HOME\n")
        #expect(try outline(#require(stream.documents.first?.root)) == "{a: HOME}")
        #expect(stream.diagnostics.first?.message == "the tag `!env` is not one of YAML's core tags")
    }
}
