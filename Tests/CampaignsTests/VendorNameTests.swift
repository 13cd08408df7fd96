import Campaigns
import Testing

@Suite("Names that vendors keep otherwise")
struct VendorNameTests {
    private func lines(_ name: String) -> [String] {
        VendorName.flaws(in: name).map { "\($0.index) \($0.character)\($0.sort == .serving ? " (serving)" : "")" }
    }

    @Test(
        "plain ones have nothing to say",
        arguments: [
            "", "SOX", "SOX access review Q1 2027", "R&D: <prod> (eu-west-1) 100%", "Überprüfung", "Zugriff – Q1",
            "監査 2027", "é", "e\u{301}",
            "בדיקה", "🛡 SOX", "a·b",
        ])
    func plain(_ name: String) {
        #expect(lines(name) == [])
        #expect(VendorName.collapsed(name) == name)
    }

    @Test("blanks at an end or behind another, and those that are none of the plain ones, are said by code point")
    func blanks() {
        #expect(lines(" SOX") == ["0 U+0020 SPACE at its beginning"])
        #expect(lines("   SOX") == ["0 U+0020 SPACE at its beginning"])
        #expect(lines("SOX   ") == ["3 U+0020 SPACE at its end"])
        #expect(lines("SOX    review  a") == ["4 U+0020 SPACE behind another", "14 U+0020 SPACE behind another"])
        #expect(lines("SOX review\n") == ["10 U+000A LINE FEED"])
        #expect(lines("SOX \n") == ["3 U+0020 SPACE at its end", "4 U+000A LINE FEED"])
        #expect(lines("SOX\treview") == ["3 U+0009 CHARACTER TABULATION"])
        for (blank, name) in [
            ("\u{A0}", "U+00A0 NO-BREAK SPACE"), ("\u{1680}", "U+1680 OGHAM SPACE MARK"),
            ("\u{2007}", "U+2007 FIGURE SPACE"),
            ("\u{202F}", "U+202F NARROW NO-BREAK SPACE"), ("\u{205F}", "U+205F MEDIUM MATHEMATICAL SPACE"),
            ("\u{3000}", "U+3000 IDEOGRAPHIC SPACE"), ("\u{2028}", "U+2028 LINE SEPARATOR"),
            ("\u{85}", "U+0085 NEXT LINE"),
            ("\u{2800}", "U+2800 BRAILLE PATTERN BLANK"),
        ] {
            #expect(lines("SOX\(blank)review") == ["3 \(name)"])
            #expect(lines("SOX \(blank)") == ["3 U+0020 SPACE at its end", "4 \(name)"])
            #expect(VendorName.collapsed("\(blank)SOX\(blank) \(blank)review\(blank)") == "SOX review")
        }
    }

    @Test(
        "what nobody sees is said by code point, and is nothing to compare by",
        arguments: [
            ("\u{200B}", "U+200B ZERO WIDTH SPACE"), ("\u{AD}", "U+00AD SOFT HYPHEN"),
            ("\u{2060}", "U+2060 WORD JOINER"),
            ("\u{FEFF}", "U+FEFF ZERO WIDTH NO-BREAK SPACE"), ("\u{3164}", "U+3164 HANGUL FILLER"),
            ("\u{200D}", "U+200D ZERO WIDTH JOINER"), ("\u{200C}", "U+200C ZERO WIDTH NON-JOINER"),
            ("\u{FE0F}", "U+FE0F VARIATION SELECTOR-16"), ("\u{E0061}", "U+E0061 TAG LATIN SMALL LETTER A"),
            ("\u{2063}", "U+2063 INVISIBLE SEPARATOR"),
        ])
    func invisible(_ character: String, _ name: String) {
        #expect(lines("SOX\(character)review") == ["3 \(name)"])
        #expect(lines("\(character)SOX") == ["0 \(name)"])
        #expect(VendorName.collapsed("SO\(character)X") == "SOX")
    }

    @Test("joiners and selectors of scripts and emoji, and marks of direction, are only worth a look")
    func serving() {
        #expect(lines("🛡\u{FE0F} SOX") == ["1 U+FE0F VARIATION SELECTOR-16 (serving)"])
        #expect(lines("1\u{FE0F}\u{20E3} SOX") == ["1 U+FE0F VARIATION SELECTOR-16 (serving)"])
        #expect(lines("👩\u{200D}💻") == ["1 U+200D ZERO WIDTH JOINER (serving)"])
        #expect(lines("می\u{200C}خواهم") == ["2 U+200C ZERO WIDTH NON-JOINER (serving)"])
        #expect(lines("क्\u{200D}ष") == ["2 U+200D ZERO WIDTH JOINER (serving)"])
        #expect(lines("葛\u{E0100}") == ["1 U+E0100 VARIATION SELECTOR-17 (serving)"])
        #expect(lines("בדיקה\u{200F} Q1") == ["5 U+200F RIGHT-TO-LEFT MARK (serving)"])
        #expect(lines("🏴\u{E0067}\u{E007F}").allSatisfy { $0.hasSuffix("(serving)") })
        for name in ["🛡\u{FE0F} SOX", "👩\u{200D}💻", "می\u{200C}خواهم"] {
            #expect(VendorName.collapsed(name).unicodeScalars.elementsEqual(name.unicodeScalars))
        }
    }

    @Test("collapsed, a name is collapsed already, and is equal to what vendors make of it")
    func collapsed() {
        #expect(VendorName.collapsed("  SOX   review \n") == "SOX review")
        #expect(VendorName.collapsed("SOX\u{A0}\u{200B} review") == "SOX review")
        #expect(VendorName.collapsed(" \n ") == "")
        for name in ["  A  b ", "\u{A0}A\u{200B}", "A \u{2009} b", "é  e\u{301}"] {
            let once = VendorName.collapsed(name)
            #expect(VendorName.collapsed(once) == once)
            #expect(VendorName.flaws(in: once) == [])
        }
    }
}
