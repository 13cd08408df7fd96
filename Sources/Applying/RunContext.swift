import Calendars
import Campaigns
import Diagnostics
import Planning
import State
import Synchronization
import Transport

/// What all platforms of one apply share.
struct RunContext: Sendable {
    let state: any StateSession
    let lineage: String
    /// By platform, the names of what is declared and may not be in state.
    let declaredNames: [String: Set<String>]
    let clock: any WallClock
    let provenance: Provenance
    let options: Applier.Options
    let interruption: Interruption
    let halt = Halt()
    let ends: Ends
    let report: @Sendable (ApplyEvent) -> Void

    /// Writes events down. False where state can't be written, and then nothing new begins anywhere.
    func record(_ events: [JournalEvent]) async -> Bool {
        do {
            try await state.record(events)
            return true
        } catch {
            halt.request(Halt.stateLost)
            return false
        }
    }

    /// Whether state and journal are still this run's alone; where not, nothing new begins anywhere.
    func confirmState() async -> Bool {
        do {
            try await state.confirm()
            return true
        } catch {
            halt.request(Halt.stateLost)
            return false
        }
    }

    /// Notes and reports how the work on an entry ended.
    func end(_ entry: PlanEntry, _ outcome: Outcome) {
        ends.note(entry, outcome)
        report(.ended(entry.address, outcome))
    }
}

/// How everything ended that was worked on so far, noted from any task.
final class Ends: Sendable {
    private struct Noted {
        var ends: [ApplyResult.End] = []
        var faults: [Diagnostic] = []
    }

    private let noted = Mutex(Noted())

    /// - Parameter count: how many there will be.
    init(count: Int) { noted.withLock { $0.ends.reserveCapacity(count) } }

    func note(_ entry: PlanEntry, _ outcome: Outcome) {
        noted.withLock {
            $0.ends.append(.init(address: entry.address, outcome: outcome))
            if let fault = entry.fault(outcome) { $0.faults.append(fault) }
        }
    }

    /// What is worth knowing of a whole platform.
    func note(_ warning: Diagnostic) { noted.withLock { $0.faults.append(warning) } }

    func result(stateFailure: String?, isInterrupted: Bool) -> ApplyResult {
        noted.withLock {
            ApplyResult(
                ends: $0.ends, faults: $0.faults.inSourceOrder(), stateFailure: stateFailure,
                isInterrupted: isInterrupted)
        }
    }
}

extension PlanEntry {
    /// What went wrong, at the field that the vendor's message names, else at the block; nothing where all went well.
    fileprivate func fault(_ outcome: Outcome) -> Diagnostic? {
        guard let message = outcome.message, let code = outcome.code else { return nil }
        return Diagnostic(code, "`\(address)`: \(message)", at: location(namedBy: message))
    }

    private func location(namedBy message: String) -> SourceLocation? {
        guard let resource else { return nil }
        let words = Set(message.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
        let named = resource.origins.all.filter { words.contains($0.field) }.min { $0.field < $1.field }
        return named?.origin.location ?? resource.location
    }
}
