import ArgumentParser
import Diagnostics
import State

/// How a change of state by hand is consented to.
struct StateChangeOptions: ParsableArguments {
    @Flag(help: "Don't ask; needed where nobody can be asked.")
    var yes = false

    @Option(help: ArgumentHelp("How long to wait for another Muster that holds the state.", valueName: "duration"))
    var lockTimeout = DurationArgument(seconds: 0)
}

/// A change of state by hand: under the lock, after a person's consent, through the journal.
struct StateChange {
    /// What is to be recorded, and what is said of it.
    struct Proposal {
        let events: [JournalEvent]
        let question: String
        let done: String

        init(_ events: [JournalEvent] = [], question: String = "", done: String) {
            self.events = events
            self.question = question
            self.done = done
        }
    }

    private let opened: OpenProject
    private let options: StateChangeOptions

    init(_ opened: OpenProject, _ options: StateChangeOptions) {
        self.opened = opened
        self.options = options
    }

    /// Makes the change that the state, as it is under the lock, calls for. A proposal without events only says something.
    func make(_ propose: (StateContents) async throws -> Proposal) async throws {
        let context = opened.context
        if !options.yes, context.ask == nil {
            context.tell("error: nobody can be asked here: say --yes\n")
            return try ExitStatus.usage.exit()
        }
        let faults = opened.stateFaults()
        if !faults.isEmpty { throw DiagnosticsError(faults) }
        guard let session = try await opened.openState(lockTimeout: options.lockTimeout.seconds) else {
            return try ExitStatus.stateLocked.exit()
        }
        let said: String?
        do {
            said = try await change(session, propose)
        } catch {
            try? await session.close()
            throw error
        }
        try await session.close()
        guard let said else {
            return try context.endedBeforeAnything().exit()
        }
        context.say(said + "\n")
    }

    /// What was done; nothing where a person did not consent.
    private func change(_ session: any StateSession, _ propose: (StateContents) async throws -> Proposal) async throws
        -> String?
    {
        let proposal = try await propose(session.contents)
        if proposal.events.isEmpty { return proposal.done }
        if !options.yes, await !opened.context.isConsented(proposal.question) { return nil }
        try await session.record(proposal.events)
        return proposal.done
    }
}
