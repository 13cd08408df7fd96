import Foundation
import Testing

/// What one test does must not end the others, nor outlive it.
@Suite("Tests")
struct TestHabitTests {
    /// The lines of all tests that are run by Tests/run.sh, without those of the texts in them that have lines of their own.
    private static let lines = Result { try readLines() }

    private static func readLines() throws -> [(place: String, text: String)] {
        let folder = ImportTests.root.appending(path: "Tests")
        let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        var result: [(String, String)] = []
        for file in files.sorted() where file.hasSuffix(".swift") && !file.hasPrefix("Fuzzing/") {
            var isText = false
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                let wasText = isText
                if line.components(separatedBy: "\"\"\"").count.isMultiple(of: 2) { isText.toggle() }
                let isComment = line.drop { $0 == " " }.hasPrefix("//")
                if !wasText, !isText, !isComment { result.append(("\(file):\(number + 1)", String(line))) }
            }
        }
        return result
    }

    /// Whether a line has `parts[1]`, `parts[2...]` or `parts[at - 1]`; not `[1]`, and not in a text as in `"tags[0]"`.
    private static func hasSubscript(_ line: String) -> Bool {
        mayHaveSubscript(line.utf8)
            && code(of: line).firstMatch(of: /[\w)\]?"]\[(\.\.[.<])?(\w+ [-+] )?\d+(\.\.[.<]?\d*)?\]/) != nil
    }

    /// Whether a `[` stands behind something, and a digit behind it; what follows takes time.
    private static func mayHaveSubscript(_ line: String.UTF8View) -> Bool {
        zip(line, line.dropFirst()).contains { $0 != UInt8(ascii: " ") && $1 == UInt8(ascii: "[") }
            && line.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// A line without what stands in its texts, but for what is put into them.
    private static func code(of line: String) -> String {
        var result = ""
        // The ends of the texts that are open, and how many parentheses are in what is put into each.
        var open: [(end: String, parentheses: Int)] = []
        var rest = line[...]
        var isText = false
        func takes(_ prefix: String) -> Bool {
            guard rest.hasPrefix(prefix) else { return false }
            rest = rest.dropFirst(prefix.count)
            return true
        }
        while let next = rest.first {
            if isText, let text = open.last {
                let escape = "\\" + text.end.dropFirst()
                if takes(text.end) {
                    open.removeLast()
                    isText = false
                    result += "\""
                } else if takes(escape + "(") {
                    isText = false
                    result += "("
                } else {
                    _ = takes(escape)
                    rest = rest.dropFirst()
                }
            } else if let start = rest.prefixMatch(of: /#*"/)?.output {
                rest = rest.dropFirst(start.count)
                open.append((String(start.reversed()), 0))
                isText = true
            } else {
                rest = rest.dropFirst()
                result.append(next)
                guard let last = open.indices.last else { continue }
                if next == "(" { open[last].parentheses += 1 }
                if next == ")" {
                    isText = open[last].parentheses == 0
                    if !isText { open[last].parentheses -= 1 }
                }
            }
        }
        return result
    }

    @Test("take elements by `at`, `first` and `last`: a subscript that is out of range ends the whole run")
    func places() throws {
        let lines = try Self.lines.get()
        #expect(lines.count > 15_000)
        for (place, line) in lines {
            #expect(!Self.hasSubscript(line), "\(place): \(line)")
        }
    }

    @Test(
        "with a subscript are seen, and lists are not",
        arguments: [
            ("parts[1].x", true), ("f(x)[0]", true), ("a[2...]", true), ("a[..<3]", true), ("a?[0].b", true),
            ("lines[marks - 1]", true), (#""\(parts[0])""#, true), ("[0]", false), ("x = [1, 2]", false),
            (#""tags[0].key""#, false), (#"f(["a[1]"])"#, false), ("a[key]", false), ("[[1], [2]]", false),
        ])
    func seen(line: String, isSubscript: Bool) {
        #expect(Self.hasSubscript(line) == isSubscript)
    }

    @Test("never force, and start programs by the one way that ends them too")
    func habits() throws {
        for (place, line) in try Self.lines.get() where !line.contains("for word in [") {
            for word in ["try!", "as!", "fatalError(", "Process()", ".terminate()", "waitUntilExit()"] {
                let isTheWay = place.hasPrefix("Support/ChildProcesses.swift") && !word.hasSuffix("!")
                #expect(isTheWay || !line.contains(word), "\(place): \(line)")
            }
        }
    }

    @Test("that ask for other programs have their suites in the table of Tests/needs.sh, and it has no others")
    func needs() throws {
        let script = try String(contentsOf: ImportTests.root.appending(path: "Tests/needs.sh"), encoding: .utf8)
        let table = try #require(script.firstMatch(of: /<< 'END'\n((?:.|\n)*?)\nEND\n/)?.output.1)
        let listed = Set(
            table.split(separator: "\n").flatMap { $0.split(separator: " ").dropFirst(3).map(String.init) })
        var (suites, asking): (Set<String>, [String: Set<String>]) = ([], [:])
        for (place, line) in try Self.lines.get() {
            let file = place.prefix { $0 != ":" }
            if let suite = line.firstMatch(of: /\bstruct (\w+)/)?.output.1 {
                let name = "\(file.prefix { $0 != "/" }).\(suite)"
                suites.insert(name)
                asking[String(file), default: []].insert(name)
            }
        }
        #expect(listed.isSubset(of: suites), "\(listed.subtracting(suites))")
        let asks = [
            "OtherProgram.", "SchemaValidator.", "SARIFSchema.path", "OpenAPI.folder", "PipelineWorld.isPossible",
        ]
        for (place, line) in try Self.lines.get() where asks.contains(where: line.contains) {
            let file = String(place.prefix { $0 != ":" })
            // What only starts programs for others, and those that every system has.
            let others = [
                "Support/", "ArchitectureTests/", "EndToEnd/Pipelines/PipelineWorld", "StateTests/ReleaseTests",
            ]
            if others.contains(where: file.hasPrefix) || file == "EndToEnd/SampleTests.swift" { continue }
            #expect(!listed.isDisjoint(with: asking[file] ?? []), "\(place): \(line)")
        }
    }

    @Test("never pass where they have not looked: what can't be tested is skipped, by a trait that says why")
    func skips() throws {
        for (place, line) in try Self.lines.get() {
            let isQuiet = line.contains("OtherProgram.") && line.contains("else { return }")
            #expect(!isQuiet || place.hasPrefix("ArchitectureTests/"), "\(place): \(line)")
        }
    }
}
