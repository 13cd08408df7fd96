import Diagnostics
import JSON

/// Turns the bytes of state and journal into values, or into a diagnostic that names the place.
struct StateReading {
    let path: String

    private static let fix = "restore it from git or a backup; never delete it, or reviews would be created again"

    private static let newerFix = "use that Muster, or a newer one"

    func contents(of bytes: [UInt8]?, expecting identity: StateIdentity) async throws -> StateContents {
        guard let bytes else {
            throw DiagnosticsError(
                Diagnostic(
                    .stateMissing, "there is no state at `\(path)`", at: nil,
                    fix: "`muster init` makes the first one; a lost one must be restored"))
        }
        if bytes.isEmpty { throw fault(.stateDamaged, "the state is empty", .start) }
        let contents = try await decode(bytes)
        if contents.world != identity.world {
            let (is_, wanted) =
                contents.world == .sandbox ? ("the sandbox", "real accounts") : ("real accounts", "the sandbox")
            throw fault(.stateOtherWorld, "this state is of \(is_), and \(wanted) were meant", .start, fix: nil)
        }
        if contents.lineage != identity.lineage {
            throw fault(
                .stateOtherLineage,
                "this state has another lineage (\(shown(contents.lineage))) than `muster.yaml` names (\(shown(identity.lineage)))",
                .start, fix: "is it another project's?")
        }
        return contents
    }

    /// The state with the journal's complete groups folded in, if it belongs to that state.
    func folding(_ bytes: [UInt8], at journalPath: String, into state: StateContents) throws -> StateContents {
        let journal: Journal
        do throws(TextFault) {
            journal = try Journal(bytes)
        } catch {
            throw DiagnosticsError(
                Diagnostic(
                    error.isNewer ? .stateNewer : .journalDamaged,
                    error.isNewer ? error.message : "the journal is damaged: \(error.message)",
                    at: SourceLocation(file: journalPath, range: error.range),
                    fix: error.isNewer ? Self.newerFix : Self.fix))
        }
        guard let header = journal.header else { return state }
        func mismatch(_ reason: String) -> DiagnosticsError { self.mismatch(reason, journalPath) }
        if header.world != state.world || header.lineage != state.lineage {
            throw mismatch("the journal belongs to another state")
        }
        if header.base > state.serial {
            throw mismatch("the state is older (\(state.serial)) than the one its journal builds on (\(header.base))")
        }
        // One behind is what a crash leaves between writing the state and removing the journal: its events are in the state.
        if header.base < state.serial - 1 {
            throw mismatch("the journal builds on a state (\(header.base)) far older than this one (\(state.serial))")
        }
        let folded = state.folding(journal.events)
        if header.base < state.serial, folded != state {
            throw mismatch("the state went on without what its journal says: both came after serial \(header.base)")
        }
        return folded
    }

    /// A journal where the first state is to be made.
    func orphan(_ journalPath: String) -> DiagnosticsError { mismatch("the journal's state is gone", journalPath) }

    private func mismatch(_ reason: String, _ journalPath: String) -> DiagnosticsError {
        DiagnosticsError(
            Diagnostic(
                .journalMismatch, reason, at: SourceLocation(file: journalPath, range: .start),
                fix: "restore the state that goes with it, and never delete the journal"))
    }

    private func decode(_ bytes: [UInt8]) async throws -> StateContents {
        do throws(TextFault) {
            return try await StateCoding.decode(bytes)
        } catch {
            if error.isNewer {
                throw fault(.stateNewer, error.message, error.range, fix: Self.newerFix)
            }
            throw fault(.stateDamaged, "the state is damaged: \(error.message)", error.range)
        }
    }

    private func fault(_ code: DiagnosticCode, _ message: String, _ range: SourceRange, fix: String? = StateReading.fix)
        -> DiagnosticsError
    {
        DiagnosticsError(Diagnostic(code, message, at: SourceLocation(file: path, range: range), fix: fix))
    }

    private func shown(_ lineage: String?) -> String { lineage.map { "\($0.prefix(8))..." } ?? "none" }
}
