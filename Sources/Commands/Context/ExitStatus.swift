import ArgumentParser

/// What the exit codes mean; the page ExitCodes says the same.
enum ExitStatus: Int32, CaseIterable {
    case done = 0
    case error = 1
    /// `plan --detailed-exitcode`: there is something to do.
    case somethingToDo = 2
    /// Some resources failed or were held back; the rest are done and recorded.
    case partlyDone = 3
    /// Some outcome is unknown, and a person must look.
    case unknownOutcome = 4
    case stateLocked = 5
    case stalePlan = 6
    case guardrail = 7
    case usage = 64
    case interrupted = 130

    /// Thrown to end a command; nothing for `done`.
    func exit() throws {
        if self != .done { throw ExitCode(rawValue) }
    }
}

extension CommandContext {
    /// Ends a command that has nothing left to do. To take a large project apart before the process ends would only cost time.
    func leave(_ status: ExitStatus) throws {
        exit?(status.rawValue)
        try status.exit()
    }
}
