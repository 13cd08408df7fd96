import Diagnostics
import Support
import Testing

@Suite("Marked sources")
struct MarkedSourceTests {
    @Test("marks are taken out and remembered")
    func marks() {
        let source = MarkedSource("key: 1️⃣value2️⃣\n3️⃣x")
        #expect(source.text == "key: value\nx")
        #expect(source["1️⃣"] == SourcePosition(line: 1, column: 6, offset: 5))
        #expect(source["2️⃣"] == SourcePosition(line: 1, column: 11, offset: 10))
        #expect(source["3️⃣"] == SourcePosition(line: 2, column: 1, offset: 11))
        #expect(source["1️⃣", "2️⃣"] == SourceRange(start: source["1️⃣"], end: source["2️⃣"]))
    }

    @Test("a column is a code point and an offset a byte")
    func codePoints() {
        let source = MarkedSource("ü👩‍💻1️⃣ e\u{301}2️⃣")
        #expect(source["1️⃣"] == SourcePosition(line: 1, column: 5, offset: 13))
        #expect(source["2️⃣"] == SourcePosition(line: 1, column: 8, offset: 17))
    }

    @Test("lines end at LF, CRLF and CR, and a byte order mark has no column")
    func lineEnds() {
        let source = MarkedSource("\u{FEFF}1️⃣a\r\n2️⃣b\r3️⃣c\n4️⃣")
        #expect(source["1️⃣"] == SourcePosition(line: 1, column: 1, offset: 3))
        #expect(source["2️⃣"] == SourcePosition(line: 2, column: 1, offset: 6))
        #expect(source["3️⃣"] == SourcePosition(line: 3, column: 1, offset: 8))
        #expect(source["4️⃣"] == SourcePosition(line: 4, column: 1, offset: 10))
    }

    @Test("digits without a keycap are text")
    func digits() {
        #expect(MarkedSource("1 2").text == "1 2")
        #expect(MarkedSource("1 2").positions.isEmpty)
    }
}
