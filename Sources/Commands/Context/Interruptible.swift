import Transport
import Applying
import Rendering

extension CommandContext {
    /// Whether a person answers `yes`. An interrupt ends the question.
    func isConsented(_ question: String) async -> Bool {
        guard let ask else { return false }
        let question = errorStyle.folded("\(question) Only `yes` is taken as consent: ")
        let answer = try? await interruption.cancelling {
            await ask(question) ?? ""
        }
        return answer == "yes" && !interruption.isRequested
    }

    /// How a command ends that was to do nothing after all, which this says.
    func endedBeforeAnything() -> ExitStatus {
        errors("Nothing was done.\n")
        return interruption.isRequested ? .interrupted : .error
    }
}
