import Diagnostics
import Support
import Testing
import YAML

@Suite("Places of nodes")
struct PlaceTests {
    @Test(
        "a scalar stands where its text does, in every style",
        arguments: [
            "a: 1️⃣some text2️⃣   # comment\nb: 1\n", "a: 1️⃣'it''s'2️⃣\n", "a: 1️⃣\"x\\ny\"2️⃣",
            "a: 1️⃣two\n  lines2️⃣  \n\n",
            "a: 1️⃣|\n  text\n  more2️⃣\n\n\n# comment\nb: 1\n", "a: 1️⃣>-  # why\n  text  2️⃣\n",
            "a: 1️⃣|2️⃣\nb: 1",
            "a: 1️⃣|\r\n  text2️⃣\r\n", "ä: 1️⃣|\n  wörd2️⃣\n \n", "a:1️⃣2️⃣\nb: 1", "a:1️⃣2️⃣",
            "{a:1️⃣2️⃣ , b: 1}", "{a1️⃣2️⃣ , b: 1}",
            "? a1️⃣2️⃣\n\n# comment\n", "a: &x 1️⃣text2️⃣\n", "a: &x\u{85}\u{2028} 1️⃣text2️⃣\n",
            "a: &x\n\u{FEFF}# why\n\u{FEFF}\n 1️⃣text2️⃣\n", "a: &x \u{2029}\u{FEFF} 1️⃣text2️⃣",
            "a: &x 1️⃣\u{FEFF}text2️⃣\n", "a: &x # why\u{2028} 1️⃣text2️⃣ # b\n",
            "a: !!str &x # why\n\n  1️⃣text2️⃣\n", "a: &x !!str 1️⃣|\n  t2️⃣\n",
            "a: 1️⃣&x2️⃣\n", "a: 1️⃣!!str &x2️⃣\nb: 1", "a: &x-1_Z1️⃣:text2️⃣\n", "a: !!str &x1️⃣?t2️⃣\n",
        ])
    func scalars(_ text: String) throws {
        let source = MarkedSource(text)
        let value = try #require(root(of: source)?.mapping?.members.first?.value)
        #expect(value.range == source["1️⃣", "2️⃣"])
    }

    @Test(
        "a collection stands from its first to its last character",
        arguments: [
            "a: 1️⃣[1, 2]2️⃣ # comment\n", "a: 1️⃣{b: c\n  }2️⃣\n",
            "a:\n  1️⃣b: 1\n  c: 22️⃣\n\n# comment\nd: 1\n",
            "a:\n1️⃣- 1\n- b: 22️⃣\n\nd: 1\n", "a:\n  1️⃣- |\n    x2️⃣\n\n\n", "a: &x\n  1️⃣b: *y2️⃣ \n\nd: 1\n",
            "a: !!map &x 1️⃣{b: [1]}2️⃣\n", "a: &x # why\n  1️⃣- 12️⃣\nd: 1", "a: &x\n1️⃣- 12️⃣\n",
            "a: !!seq &x 1️⃣[]2️⃣\n",
            "a:\n  1️⃣b: {c: d}2️⃣\n",
        ])
    func collections(_ text: String) throws {
        let source = MarkedSource(text.contains("*y") ? "y: &y 1\n" + text : text)
        let value = try #require(root(of: source)?.mapping?["a"]?.value)
        #expect(value.range == source["1️⃣", "2️⃣"])
    }

    @Test("a pair inside a list in brackets has the place of its key and value")
    func pair() throws {
        let source = MarkedSource("[1️⃣a: b2️⃣ , 3️⃣? c : d4️⃣]")
        let items = try #require(root(of: source)?.sequence)
        #expect(items.map(\.range) == [source["1️⃣", "2️⃣"], source["3️⃣", "4️⃣"]])
    }

    @Test(
        "lines and columns are an editor's, and offsets are bytes",
        arguments: [
            "ключ: \"日本語\" # 👩‍💻\nb: [é, 1️⃣x2️⃣]\n", "a: 1\r\nb: [ü,\r\n  1️⃣x2️⃣]\r\n",
            "a: 1\rb: [2,\r 1️⃣x2️⃣]\r",
            "\u{FEFF}b: [1, 1️⃣x2️⃣]\n", "\u{FEFF}b: [\u{10FFFD}, 1️⃣x2️⃣]\n",
            "a: \"x\u{2028}y\u{85}z\"\nb: [1, 1️⃣x2️⃣]",
            "b: [\"a\u{2029}b\", 1️⃣x2️⃣]",
        ])
    func units(_ text: String) throws {
        let source = MarkedSource(text)
        let items = try #require(root(of: source)?.mapping?["b"]?.value.sequence)
        #expect(try items.at(1).range == source["1️⃣", "2️⃣"])
        #expect(try items.at(1).scalar?.text == "x")
    }

    @Test("places in a long text beyond ASCII are exact, forwards and backwards")
    func longText() throws {
        // A key without a value in the old style is placed behind its key, though the parser marks it far below.
        let filler = String(repeating: "# комментарий\n", count: 400)
        let source = MarkedSource("ü: 1\n? a1️⃣2️⃣\n\(filler)3️⃣b4️⃣: 2\n")
        let members = try #require(root(of: source)?.mapping?.members)
        #expect(try members.at(1).value.range == source["1️⃣", "2️⃣"])
        #expect(try members.at(2).key.range == source["3️⃣", "4️⃣"])
    }

    @Test("keys have their places too")
    func keys() throws {
        let source = MarkedSource("1️⃣a2️⃣ : 1\n3️⃣\"b\"4️⃣: 2\n? 5️⃣c6️⃣\n: 3\n")
        let members = try #require(root(of: source)?.mapping?.members)
        #expect(
            members.map(\.key.range) == [
                source["1️⃣", "2️⃣"], source["3️⃣", "4️⃣"], source["5️⃣", "6️⃣"],
            ])
    }
}
