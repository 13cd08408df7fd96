import Diagnostics
import Support
import Testing
import YAML

@Suite("Anchors and aliases")
struct AliasTests {
    @Test("what comes through an alias stands at the alias, knows its anchor, and its children stay there")
    func places() throws {
        let source = MarkedSource("ü: &x\n  1️⃣k: 2️⃣v3️⃣\nb: 4️⃣*x5️⃣\nc: &s 6️⃣t7️⃣\nd: 8️⃣*s9️⃣\n")
        let mapping = try #require(root(of: source)?.mapping)
        let aliased = try #require(mapping["b"]?.value)
        #expect(aliased.range == source["4️⃣", "5️⃣"])
        #expect(aliased.anchor == source["1️⃣", "3️⃣"])
        let child = try #require(aliased.mapping?["k"]?.value)
        #expect(child.range == source["2️⃣", "3️⃣"])
        #expect(child.anchor == nil)
        let scalar = try #require(mapping["d"]?.value)
        #expect(scalar.range == source["8️⃣", "9️⃣"])
        #expect(scalar.anchor == source["6️⃣", "7️⃣"])
        #expect(scalar.scalar?.text == "t")
        #expect(mapping["c"]?.value.anchor == nil)
    }

    @Test("an alias to a scalar may be a key")
    func key() throws {
        let source = MarkedSource("a: &x name\n1️⃣*x2️⃣ : 1\n")
        let member = try #require(root(of: source)?.mapping?["name"])
        #expect(member.key.range == source["1️⃣", "2️⃣"])
        #expect(meaning("a: &x name\n*x: 1\n") == "{a: name, name: 1}")
    }

    @Test("an anchor that is given anew means the later node")
    func redefined() {
        #expect(meaning("[&a 1, *a, &a 2, *a]") == "[1, 1, 2, 2]")
        #expect(meaning("- &a [x, &a y]\n- *a\n") == "[[x, y], y]")
    }

    @Test("an alias to nothing is placed at the alias, and stands for an incomplete nothing")
    func undefined() throws {
        let source = MarkedSource("é: &name 1\nb: 1️⃣*nmae2️⃣\nc: 3️⃣*other4️⃣\n")
        let stream = read(source)
        #expect(
            faults(in: source) == [
                Found(.undefinedAlias, source["1️⃣", "2️⃣"]), Found(.undefinedAlias, source["3️⃣", "4️⃣"]),
            ])
        #expect(try stream.diagnostics.at(0).fix == "did you mean `*name`?")
        #expect(try stream.diagnostics.at(1).fix?.contains("`&other`") == true)
        let mapping = try #require(stream.documents.first?.root?.mapping)
        #expect(mapping.members.map(\.value.isIncomplete) == [false, true, true])
        #expect(mapping["b"]?.value.scalar?.isNull == true)
    }

    @Test("anchors end with their document")
    func documents() {
        let source = MarkedSource("a: &x 1\n---\nb: 1️⃣*x2️⃣\n")
        #expect(faults(in: source) == [Found(.undefinedAlias, source["1️⃣", "2️⃣"])])
    }

    @Test("an alias inside its own anchor is a fault, with a note at the anchor")
    func recursive() {
        let source = MarkedSource("ü: &x\n  1️⃣b: [c, 2️⃣*x3️⃣]\nd: *x\n")
        #expect(faults(in: source) == [Found(.recursiveAlias, source["2️⃣", "3️⃣"])])
        #expect(read(source).diagnostics.first?.notes.first?.location?.range.start == source["1️⃣"])
    }

    @Test("an alias to nothing as a key leaves the member out of an incomplete mapping")
    func undefinedKey() throws {
        let stream = read("*x : 1\nb: 2\n")
        #expect(stream.diagnostics.map(\.code) == [.undefinedAlias])
        let root = try #require(stream.documents.first?.root)
        #expect(root.isIncomplete)
        #expect(outline(root) == "{b: 2}")
    }
}

@Suite("Merges")
struct MergeTests {
    @Test("explicit keys win, wherever they stand, and the first of a list wins over the next")
    func precedence() {
        let anchors = "- &a {x: 1, y: 1}\n- &b {x: 2, z: 2}\n"
        #expect(meaning(anchors + "- {<<: *a, x: 0}\n- {y: 0, <<: *a}\n").hasSuffix("{x: 0, y: 1}, {y: 0, x: 1}]"))
        #expect(
            meaning(anchors + "- <<: [*a, *b]\n- <<: [*b, *a]\n").hasSuffix("{x: 1, y: 1, z: 2}, {x: 2, z: 2, y: 1}]"))
        #expect(meaning(anchors + "- <<:\n  - *a\n  - {w: 3}\n").hasSuffix("{x: 1, y: 1, w: 3}]"))
        #expect(meaning(anchors + "- &l [*b, *a]\n- <<: *l\n").hasSuffix(", {x: 2, z: 2, y: 1}]"))
        #expect(meaning("<<: {a: 1}\nb: 2") == "{b: 2, a: 1}")
        #expect(meaning("- &a {x: 1}\n- &b {<<: *a, y: 2}\n- <<: *b\n").hasSuffix("{y: 2, x: 1}]"))
    }

    @Test("merged members keep their places, and know the alias that brought them")
    func places() throws {
        let source = MarkedSource("- &a {1️⃣x2️⃣: 3️⃣é4️⃣}\n- &b {<<: *a}\n- y: 0\n  <<: [5️⃣*b6️⃣, {q: 1}]\n")
        let mapping = try #require(root(of: source)?.sequence?.at(2).mapping)
        let member = try #require(mapping["x"])
        #expect(member.key.range == source["1️⃣", "2️⃣"])
        #expect(member.value.range == source["3️⃣", "4️⃣"])
        #expect(member.mergedAt == source["5️⃣", "6️⃣"])
        #expect(mapping["y"]?.mergedAt == nil)
    }

    @Test("members that came through an alias to a list know that alias")
    func listPlace() throws {
        let source = MarkedSource("- &a {x: 1}\n- &l [*a]\n- <<: 1️⃣*l2️⃣\n")
        #expect(try root(of: source)?.sequence?.at(2).mapping?["x"]?.mergedAt == source["1️⃣", "2️⃣"])
    }

    @Test("a quoted or tagged << is an ordinary key", arguments: ["\"<<\"", "'<<'", "!!str <<"])
    func ordinaryKey(_ key: String) throws {
        let mapping = try #require(root(of: "\(key): 1\na: 2\n")?.mapping)
        #expect(mapping["<<"]?.value.scalar?.text == "1")
    }

    @Test("a plain << beside a quoted one is no duplicate")
    func mixedKeys() {
        #expect(meaning("<<: {a: 1}\n\"<<\": 2\n") == "{\"<<\": 2, a: 1}")
    }

    @Test("what is no mapping can't be merged, and the mapping is incomplete")
    func invalid() throws {
        let source = MarkedSource("- &s é\n- <<: 1️⃣*s2️⃣\n  a: 1\n- <<: [{b: 1}, 3️⃣[]4️⃣, 5️⃣text6️⃣]\n- <<:7️⃣\n")
        #expect(
            faults(in: source) == [
                Found(.invalidMerge, source["1️⃣", "2️⃣"]), Found(.invalidMerge, source["3️⃣", "4️⃣"]),
                Found(.invalidMerge, source["5️⃣", "6️⃣"]), Found(.invalidMerge, source["7️⃣", "7️⃣"]),
            ])
        let items = try #require(read(source).documents.first?.root?.sequence)
        #expect(items.map(outline) == ["é", "{a: 1}", "{b: 1}", "{}"])
        #expect(items.map(\.isIncomplete) == [false, true, true, true])
    }

    @Test("a merge of an alias to nothing is one fault")
    func undefined() throws {
        let stream = read("<<: *x\na: 1\n")
        #expect(stream.diagnostics.map(\.code) == [.undefinedAlias])
        #expect(try #require(stream.documents.first?.root).isIncomplete)
    }

    @Test("a mapping that merges an incomplete one is incomplete")
    func inherited() throws {
        let items = try #require(read("- &a {<<: 1}\n- <<: *a\n- <<: [*a]\n").documents.first?.root?.sequence)
        #expect(items.map(\.isIncomplete) == [true, true, true])
    }

    @Test("two merges in one mapping are a duplicate key")
    func twice() {
        let source = MarkedSource("1️⃣<<: {é: 1}\n2️⃣<<3️⃣: {b: 1}\n")
        #expect(faults(in: source) == [Found(.duplicateKey, source["2️⃣", "3️⃣"])])
        #expect(read(source).diagnostics.first?.notes.first?.location?.range.start == source["1️⃣"])
    }

    @Test("a merge of large mappings finds what is there already")
    func large() throws {
        let many = (0..<100).map { "k\($0): 1" }.joined(separator: ", ")
        let items = try #require(
            root(of: "- &a {\(many)}\n- {<<: *a, k99: 0, k3: 0, x: 0}\n- <<: [*a, *a]\n")?.sequence)
        let merged = try #require(items.at(1).mapping)
        #expect(merged.members.count == 101)
        #expect(merged["k99"]?.value.scalar?.text == "0")
        #expect(merged["k98"]?.value.scalar?.text == "1")
        #expect(try items.at(2).mapping?.members.count == 100)
    }
}
