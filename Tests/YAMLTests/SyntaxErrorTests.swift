import Diagnostics
import Support
import Testing
import YAML

@Suite("Syntax errors")
struct SyntaxErrorTests {
    /// A text with the fault between 1️⃣ and 2️⃣ and its note, if any, at 3️⃣; and a part of the message or the fix.
    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        var words: String
        var testDescription: String { text }

        init(_ text: String, _ words: String) {
            self.text = text
            self.words = words
        }
    }

    static let cases = [
        Case("é:\n1️⃣\t\t2️⃣b: 1\n", "a tab can't indent YAML"),
        Case("é: 3️⃣|\n1️⃣\t2️⃣text\n", "a tab can't indent YAML"),
        Case("é: 3️⃣x\n1️⃣\t2️⃣y: 1\n", "a tab can't indent YAML"),
        Case("é: 1️⃣@2️⃣b\n", "a value can't begin with `@`"),
        Case("é: 1️⃣`2️⃣b`\n", "a value can't begin with ```"),
        Case("é: 1️⃣%2️⃣b\n", "quote a text that begins with `%`"),
        Case("é: b1️⃣:2️⃣ c\n", "a second `: ` can't stand on one line"),
        Case("é: 1\n  b1️⃣:2️⃣ c\n", "align this line with the key above"),
        Case("3️⃣- é\n1️⃣b: c2️⃣\n", "a list item is missing"),
        Case("é: 1️⃣\"2️⃣b\nc: 1\n3️⃣", "this quote is never closed"),
        Case("é: 1️⃣'2️⃣b\nc: 1\n3️⃣---\nd: 1\n", "close it with `'`"),
        Case("é: 1\n1️⃣bcd2️⃣\n3️⃣e: 2\n", "no `:` follows this key"),
        Case("é: 3️⃣[1, 2\nb1️⃣:2️⃣ 3\n", "`,` or `]` is missing here"),
        Case("é: {b: 1\n c1️⃣:2️⃣ 2}\n", "`,` or `}` is missing here"),
        Case("é: 1️⃣[2️⃣1, 23️⃣", "this `[` is never closed"),
        Case("é: 1️⃣[2️⃣1,\n3️⃣", "close it with `]`"),
        Case("é: [{b: c}, 1️⃣{2️⃣d: 1\n3️⃣", "this `{` is never closed"),
        Case("é: 1️⃣{2️⃣b: 1\n3️⃣---\nc: 1\n", "close it with `}`"),
        Case("é: 3️⃣[1, 1️⃣,2️⃣ 2]\n", "a value is missing here"),
        Case("é: [x, 1️⃣${env.HOME}2️⃣]\n", "quote \"${...}\" inside [ ] and { }"),
        Case("é: {x: a-1️⃣${b}2️⃣, y: 1}\n", "quote \"${...}\" inside [ ] and { }"),
        Case("é: [1️⃣${2️⃣b\n]\n", "`${` must be quoted"),
        Case("é: [1]1️⃣]2️⃣\n", "this `]` closes nothing"),
        Case("é: {b: c}1️⃣}2️⃣\n", "this `}` closes nothing"),
        Case("é: \"b\" 1️⃣c d2️⃣\n", "text follows the closing quote"),
        Case("é: 'b' 1️⃣c2️⃣ # d\n", "in quotes, with `''`"),
        Case("3️⃣é:\n  b: 1\n 1️⃣c: 22️⃣\n", "the indentation matches no line above"),
        Case("3️⃣é: b\n1️⃣- x2️⃣\n", "a list item can't stand among keys"),
        Case("é: 1️⃣-2️⃣ b\n", "a list can't begin here"),
        Case("é: 1️⃣?2️⃣ b\n", "a key can't begin here"),
        Case("é: \"b1️⃣\\q2️⃣\"\n", #"write `\\` for a backslash"#),
        Case("é: \"b1️⃣\\xzz2️⃣\"\n", "this escape is no character"),
        Case("é: \"1️⃣\\ud8002️⃣\"\n", "this escape is no character"),
        Case("é: 1️⃣*2️⃣.example.com\n", "`*` begins an alias"),
        Case("é: 1️⃣&2️⃣ b\n", "`&` begins an anchor"),
        Case("é: 1️⃣!x!y2️⃣ b\n", "the tag's handle is not defined"),
        Case("é: 3️⃣|1️⃣x2️⃣\n  b\n", "may follow `|` or `>`"),
        Case("é: 3️⃣>1️⃣02️⃣\n  b\n", "a number from 1 to 9"),
        Case("# é\n1️⃣%2️⃣NO x\n---\n", "this directive is unknown"),
        Case("# é\n%YAML 1.2\n1️⃣%YAML 1.22️⃣\n---\n", "this directive is given twice"),
        Case("[é]\n1️⃣b: 12️⃣\n", "this stands outside the document above"),
    ]

    @Test("libyaml's errors are told in plain words at the place that has to change", arguments: cases)
    func explained(_ example: Case) throws {
        let source = MarkedSource(example.text)
        let faults = read(source).diagnostics
        let fault = try #require(faults.first)
        #expect(faults.count == 1)
        #expect(fault.code == .yamlSyntax)
        #expect(fault.location?.range == source["1️⃣", "2️⃣"])
        #expect("\(fault.message); \(fault.fix ?? "")".contains(example.words))
        if let note = source.positions["3️⃣"] { #expect(fault.notes.first?.location?.range.start == note) }
    }

    @Test("only the first syntax error of a file is told")
    func first() {
        #expect(meaning("a: ]\nb: @\n") == " ! M0101")
    }

    @Test("a reference outside brackets is no fault")
    func reference() {
        #expect(meaning("a: ${env.HOME}/x\nb: [\"${c}\"]") == "{a: ${env.HOME}/x, b: [\"${c}\"]}")
    }

    @Test("the end of a file without a last line break has its true place")
    func endOfFile() {
        let source = MarkedSource("é: [1, 21️⃣")
        #expect(read(source).diagnostics.first?.notes.first?.location?.range.start == source["1️⃣"])
    }

    @Test("lines that only YAML ends leave the place of an error as an editor shows it")
    func otherLineEnds() {
        let source = MarkedSource("a: \"x\u{2028}y\u{85}z\"\r\nb: 1️⃣@2️⃣c\n")
        #expect(faults(in: source) == [Found(.yamlSyntax, source["1️⃣", "2️⃣"])])
    }
}
