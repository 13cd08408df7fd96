import Diagnostics
import Rendering
import Support
import Testing

@Suite("Width")
struct WidthTests {
    @Test(
        "a text is as wide as a terminal shows it",
        arguments: [
            ("", 0), ("abc", 3), ("naïve", 5), ("nai\u{308}ve", 5), ("名前", 4), ("한국어", 6), ("한", 2), ("ｆｕｌｌ", 8),
            ("ﾊﾝｶｸ", 4),
            ("שלום", 4), ("क्षि", 3), ("e\u{301}\u{323}\u{302}", 1), ("a\u{200D}b", 2), ("a\u{200B}\u{2060}b", 2),
            ("😀", 2), ("👍🏽", 2), ("👨‍👩‍👧‍👦", 2), ("🏳️‍🌈", 2), ("🇩🇪", 2), ("🇩🇪🇫🇷", 4), ("1️⃣", 2), ("❤️", 2), ("❤", 1), ("☎︎", 1),
            ("©", 1), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2),
            ("\u{AD}", 1), ("\u{FFFD}", 1), ("\u{3000}", 2), ("\u{20000}", 2), ("\u{4DC0}", 2), ("…", 1), ("‰", 1),
        ])
    func width(text: String, columns: Int) {
        #expect(text.displayWidth == columns, "\(text.unicodeScalars.map { String($0.value, radix: 16) })")
    }

    @Test("a beginning never cuts a character, and is no wider than asked")
    func fitting() {
        #expect("名前x".fitting(columns: 3) == "名")
        #expect("名前x".fitting(columns: 5) == "名前x")
        #expect("a👨‍👩‍👧‍👦b".fitting(columns: 2) == "a")
        #expect("abc".fitting(columns: 0).isEmpty)
    }

    /// What Python says of every character that stands by itself: `W` for wide ones, `N` for others, with the first and last of each run.
    private static let others = """
        import unicodedata
        assert tuple(map(int, unicodedata.unidata_version.split('.'))) < (17, 1)
        runs = []
        for point in range(0x20, 0x110000):
            character = chr(point)
            if unicodedata.category(character) in ('Cc', 'Cf', 'Cn', 'Co', 'Cs', 'Mn', 'Me'): continue
            if 0x1160 <= point <= 0x11FF or 0xD7B0 <= point <= 0xD7FF: continue
            kind = 'W' if unicodedata.east_asian_width(character) in 'WF' else 'N'
            if runs and runs[-1][0] == kind and runs[-1][2] == point - 1: runs[-1][2] = point
            else: runs.append([kind, point, point])
        print(unicodedata.unidata_version.split('.')[0])
        for run in runs: print(*run)
        """

    private static let python = OtherProgram.python(with: "unicodedata")

    @Test(
        "every character is as wide as Python's copy of Unicode says",
        .enabled(if: python != nil, "python3 is not installed"))
    func unicode() throws {
        let python = try #require(Self.python)
        let lines = try OtherProgram.output(of: [python, "-c", Self.others]).split(separator: "\n")
        // Unicode 16 made the hexagrams and what belongs to them wide.
        let hexagrams: [ClosedRange<UInt32>] =
            Int(lines.first ?? "") ?? 0 >= 16
            ? [] : [0x2630...0x2637, 0x268A...0x268F, 0x4DC0...0x4DFF, 0x1D300...0x1D356, 0x1D360...0x1D378]
        var (wrong, count): ([String], Int) = ([], 0)
        for line in lines.dropFirst() {
            let words = line.split(separator: " ")
            let (first, last) = (try #require(UInt32(words.at(1))), try #require(UInt32(words.at(2))))
            for point in first...last {
                guard let scalar = Unicode.Scalar(point), !hexagrams.contains(where: { $0.contains(point) }) else {
                    continue
                }
                count += 1
                let width = String(Character(scalar)).displayWidth
                if width != (words.first == "W" ? 2 : 1) { wrong.append(String(point, radix: 16)) }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(20))")
        #expect(count > 140_000)
    }

    private func folded(_ text: String, _ columns: Int?) -> String {
        TextStyle(isColoured: true, columns: columns).folded(text)
    }

    @Test("a line too long is broken at blanks, and hangs two columns further in")
    func folding() {
        #expect(
            folded("  ! It starts at once, on the access that there is\nnext", 24)
                == "  ! It starts at once,\n    on the access that\n    there is\nnext")
        #expect(folded("one two three four five six", nil) == "one two three four five six")
        #expect(folded("short", 24) == "short")
        #expect(folded("Do this now, please: yes or no? ", 24) == "Do this now, please: yes\n  or no? ")
    }

    @Test("a word is never broken, but ideographs are, and no mark begins a line")
    func words() {
        let address = "a-very-long-campaign-name@2027-Q1/conductorone"
        #expect(folded("\(address): failed, and more", 24) == "\(address):\n  failed, and more")
        let id = "5a0c2c0e-3b1c-4d8e-9a70"
        #expect(folded("      id: \(id) (block)", 24) == "      id:\n \(id)\n        (block)")
        #expect(folded("      \(id): x", 24) == "\(id):\n        x")
        #expect(folded("一二三四五六七八九十一。二", 24) == "一二三四五六七八九十一。\n  二")
        #expect(folded("一二三四五六七八九十百千。万", 24) == "一二三四五六七八九十百\n  千。万")
    }

    @Test("colours take no column, and go on in the next line")
    func colours() {
        let red = "\u{1B}[31m"
        #expect(
            folded("\(red)aaaa bbbb cccc dddd eeee\u{1B}[0m f", 24) == "\(red)aaaa bbbb cccc dddd eeee\u{1B}[0m\n  f")
    }

    @Test(
        "what is hostile is harmless before it is folded, at any width",
        arguments: [
            "a\u{1B}[2J\u{1B}[31m b", "x\u{202E}y z", "##vso[task.complete] ::error::", "\u{9B}31m\r\n q",
            "e" + String(repeating: "\u{301}", count: 400), String(repeating: "👨‍👩‍👧‍👦", count: 60),
            String(repeating: "\u{200B}", count: 500), String(repeating: "名", count: 200),
        ])
    func hostile(text: String) {
        let safe = Printable.line(text)
        for columns in 1...90 {
            let lines = TextStyle(isColoured: false, columns: columns).folded("    ! \(safe) end")
                .split(separator: "\n", omittingEmptySubsequences: false)
            for line in lines {
                #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E || $0.value == 0x9B })
                #expect(!line.hasPrefix("::") && !line.contains("##vso["))
            }
            let shown = lines.joined().filter { $0 != " " }
            #expect(shown == "    ! \(safe) end".filter { $0 != " " })
        }
    }

    private func diagnostic(_ source: String, at offset: Int, _ length: Int, columns: Int?, fix: String? = nil)
        -> [String]
    {
        let column = String(decoding: Array(source.utf8)[..<offset], as: UTF8.self).unicodeScalars.count + 1
        let range = SourceRange(
            start: SourcePosition(line: 1, column: column, offset: offset),
            end: SourcePosition(line: 1, column: column + length, offset: offset + length))
        let text = DiagnosticText(
            sources: ["a.yaml": Array(source.utf8)],
            style: TextStyle(isColoured: false, hasSymbols: true, columns: columns)
        ).report(
            Diagnostic(.unknownField, "unknown field", at: SourceLocation(file: "a.yaml", range: range), fix: fix))
        return Array(text.split(separator: "\n").map(String.init).dropFirst(3))
    }

    @Test("a caret stands under what is meant, whatever stands before it")
    func caret() {
        #expect(
            diagnostic("👨‍👩‍👧‍👦🇩🇪e\u{301}: x", at: 25 + 8 + 3 + 2, 1, columns: nil) == ["1 | 👨‍👩‍👧‍👦🇩🇪e\u{301}: x", "  |        ^"])
        #expect(diagnostic("a: 名前 b", at: 3, 6, columns: 40) == ["1 | a: 名前 b", "  |    ^^^^"])
    }

    @Test("a source line wider than the terminal is cut around the caret", arguments: [20, 40, 41, 79])
    func cut(columns: Int) throws {
        for filler in ["x", "名", "e\u{301}", "👍🏽"] {
            let before = String(repeating: filler, count: 100)
            let source = "\(before)FAULT\(before)"
            let lines = diagnostic(source, at: before.utf8.count, 5, columns: columns)
            #expect(lines.allSatisfy { $0.displayWidth <= columns }, "\(lines)")
            let (line, marks) = (try #require(lines.first), try #require(lines.last))
            #expect(line.hasPrefix("1 | …") && line.hasSuffix("…"))
            let start = try #require(line.firstRange(of: "FAULT"))
            #expect(
                line[..<start.lowerBound].displayWidth == marks.firstIndex(of: "^").map { marks[..<$0].displayWidth })
            #expect(marks.hasSuffix("^^^^^"))
        }
        #expect(
            diagnostic("FAULT: \(String(repeating: "y", count: 100))", at: 0, 5, columns: columns).first?.hasPrefix(
                "1 | FAULT") == true)
        #expect(
            diagnostic("\(String(repeating: "y", count: 100)) FAULT", at: 101, 5, columns: columns).first?.hasSuffix(
                " FAULT") == true)
    }

    @Test("a fix that has no room beside the caret stands below it")
    func fix() {
        let fix = "did you mean `reviewer_assignment_policy`?"
        #expect(diagnostic("a: b", at: 0, 1, columns: 60, fix: fix) == ["1 | a: b", "  | ^ \(fix)"])
        #expect(diagnostic("a: b", at: 0, 1, columns: 40, fix: fix) == ["1 | a: b", "  | ^", "  = \(fix)"])
    }
}
