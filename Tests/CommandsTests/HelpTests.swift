import ArgumentParser
import Calendars
@testable import Commands
import JSON
import Testing

@Suite("Help")
struct HelpTests {
    /// A verb with the words that lead to it.
    private struct Verb {
        var words: [String]
        var type: any ParsableCommand.Type
    }

    private static let verbs = verbs(below: MusterCommand.self, [])

    private static func verbs(below command: any ParsableCommand.Type, _ words: [String]) -> [Verb] {
        command.configuration.subcommands.flatMap { verb in
            let words = words + [verb._commandName]
            return [Verb(words: words, type: verb)] + verbs(below: verb, words)
        }
    }

    @Test("each verb says what it does in a sentence, and shows examples that can be run")
    func examples() throws {
        for verb in Self.verbs {
            let configuration = verb.type.configuration
            // Where it has to be worked out of the type, that takes a good part of the start of every command.
            #expect(configuration.commandName != nil, "\(verb.words)")
            #expect(configuration.abstract.hasSuffix(".") && configuration.abstract.count < 100, "\(verb.words)")
            let lines = configuration.discussion.split(separator: "\n").filter { $0.hasPrefix("  muster ") }
            #expect(!lines.isEmpty, "\(verb.words) has no example")
            for line in lines {
                #expect(line.count <= 80, "\(line)")
                for command in line.split(separator: " && ") {
                    let words = command.prefix { $0 != ">" }.split(separator: " ").dropFirst()
                        .map { String($0.filter { $0 != "'" }) }
                    #expect(throws: Never.self, "\(line)") { _ = try MusterCommand.parseAsRoot(words) }
                    #expect(MusterCommand.unknownVerb(in: words) == nil)
                }
            }
        }
    }

    @Test("each option says what it does, and what its value is")
    func options() throws {
        func check(_ command: JSONValue) throws {
            let name = try #require(command["commandName"]?.stringValue)
            for argument in command["arguments"]?.arrayValue ?? [] {
                let option = argument["names"]?.arrayValue?.last?["name"]?.stringValue
                let value = argument["valueName"]?.stringValue ?? ""
                let text = argument["abstract"]?.stringValue ?? ""
                #expect(text.count > 10 || name == "help", "\(name) \(option ?? value)")
                #expect(text.hasSuffix(".") || text.hasSuffix("n>"), "\(name) \(option ?? value): \(text)")
                if argument["kind"]?.stringValue == "option", option != "format" {
                    #expect(value != option, "\(name) --\(option ?? "")")
                    #expect(!value.contains("-"), "\(name) --\(option ?? "")")
                }
            }
            for verb in command["subcommands"]?.arrayValue ?? [] { try check(verb) }
        }
        let help = try JSONReader.read(Array(MusterCommand._dumpHelp().utf8))
        for verb in try #require(help["command"])["subcommands"]?.arrayValue ?? []
        where verb["commandName"]?.stringValue != "help" {
            try check(verb)
        }
    }

    @Test("the first page names how to start, every exit code, and where more is")
    func page() {
        let page = MusterCommand.helpMessage(columns: 80)
        for code in ExitStatus.allCases { #expect(page.contains("\(code.rawValue)"), "\(code)") }
        for words in ["muster init", "muster plan --sandbox", "muster help <subcommand>", "NO_COLOR"] {
            #expect(page.contains(words))
        }
        #expect(page.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test(
        "a verb that does not exist is named, with the nearest one",
        arguments: [
            ("aply", "error: there is no `muster aply`: did you mean `muster apply`?\n"),
            ("help chek", "error: there is no `muster chek`: did you mean `muster check`?\n"),
            ("state lst --sandbox", "error: there is no `muster state lst`: did you mean `muster state list`?\n"),
            ("frobnicate", "error: there is no `muster frobnicate`: `muster help` lists all verbs\n"),
            ("\u{1B}[2J", "error: there is no `muster \\u{1B}[2J`: `muster help` lists all verbs\n"),
        ])
    func unknownVerb(line: String, said: String) {
        #expect(MusterCommand.unknownVerb(in: line.split(separator: " ").map(String.init)) == said)
    }

    @Test(
        "a verb that exists is none of those",
        arguments: ["", "--help", "help", "help state", "state --help", "plan aply", "--version", "state show x/y"])
    func knownVerb(line: String) {
        #expect(MusterCommand.unknownVerb(in: line.split(separator: " ").map(String.init)) == nil)
    }

    @Test(
        "to be quiet and to say more is wrong usage",
        arguments: [["plan"], ["apply", "--yes"], ["check"], ["recover"], ["resolve"]])
    func contradiction(words: [String]) throws {
        let error = try #require(throws: (any Error).self) { _ = try MusterCommand.parseAsRoot(words + ["-q", "-v"]) }
        #expect(MusterCommand.exitCode(for: error).rawValue == 64)
        _ = try MusterCommand.parseAsRoot(words + ["-q"])
        _ = try MusterCommand.parseAsRoot(words + ["-v"])
    }
}
