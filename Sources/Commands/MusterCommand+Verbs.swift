import ArgumentParser
import Diagnostics
import Rendering

extension MusterCommand {
    /// What is said of a command line whose verb does not exist; nothing where it does, or there is none.
    static func unknownVerb(in arguments: [String]) -> String? {
        var command: any ParsableCommand.Type = self
        var known = [command._commandName]
        for (index, argument) in arguments.enumerated() {
            let verbs = command.configuration.subcommands
            if verbs.isEmpty || argument.hasPrefix("-") { return nil }
            if index == 0, argument == "help" { continue }
            guard let verb = verbs.first(where: { $0._commandName == argument }) else {
                let place = known.joined(separator: " ")
                let hint =
                    nearest(to: argument, among: verbs.map { $0._commandName })
                    .map { "did you mean `\(place) \($0)`?" } ?? "`muster help` lists all verbs"
                return "error: there is no `\(place) \(Printable.line(argument))`: \(hint)\n"
            }
            command = verb
            known.append(argument)
        }
        return nil
    }
}
