import ArgumentParser
import Diagnostics
import Rendering

extension MusterCommand {
    /// The script by which bash completes words, where a command line asks for it; nothing where it does not.
    static func bashScript(askedBy arguments: [String]) -> String? {
        let option = "--generate-completion-script"
        guard arguments == [option, "bash"] || arguments == ["\(option)=bash"] else { return nil }
        // Bash itself would end a word at the `@` of an address, and complete what follows as another argument.
        return completionScript(for: .bash) + "\n\nCOMP_WORDBREAKS=${COMP_WORDBREAKS//@}\n"
    }

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
                let near = nearest(to: argument, among: verbs.map { $0._commandName })
                let hint = near.map { "did you mean `\(place) \($0)`?" } ?? "`muster help` lists all verbs"
                return "error: there is no `\(place) \(Printable.line(argument))`: \(hint)\n"
            }
            command = verb
            known.append(argument)
        }
        return nil
    }
}
