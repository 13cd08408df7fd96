import Campaigns
import Diagnostics
import Dispatch
import Synchronization

@testable import State

/// Reads texts of states, whole and in pieces.
struct StateCheck {
    let choice: UInt

    /// What is written is read as the same, and a text with another byte never is.
    func test(_ state: StateContents) {
        let written = StateCoding.encode(state)
        let again = must("a state can't be read") { try read(written, isWhole: true) }
        check(again == state, "\(state) was written, and \(again) read")
        check(StateCoding.encode(again) == written, "a state is written in two ways")
        var anew = again
        // Without the texts that were remembered.
        for address in anew.records.keys { anew.records[address]?.attempt = again.records[address]?.attempt }
        check(StateCoding.encode(anew) == written, "a state is written otherwise than it was read")

        var changed = written
        let place = Int((choice >> 12) % UInt(changed.count))
        changed[place] = changed[place] ^ (1 << UInt8(choice >> 9 & 7))
        check((try? read(changed, isWhole: true)) == nil, "with another byte at \(place), a state is read")
        test(changed)
    }

    /// A text that is sealed anew is read as it is written, or not at all; the same in pieces as whole.
    func test(_ text: [UInt8]) {
        if choice & 7 == 0 { _ = try? read(text, isWhole: true) }
        let sealed = StateCoding.sealed(text.dropLast(StateText.endLength))
        let whole = try? read(sealed, isWhole: true)
        let inPieces = try? read(sealed, isWhole: false)
        check(whole == inPieces, "read whole and in pieces, a state differs")
        guard let whole, let inPieces else { return }
        check(StateCoding.encode(whole) == sealed, "what was read is written otherwise")
        check(StateCoding.encode(inPieces) == sealed, "what was read in pieces is written otherwise")
        for record in whole.records.values { check(record.sent.are(record.calls), "\(record) was not sent") }
    }

    private func read(_ text: [UInt8], isWhole: Bool) throws(TextFault) -> StateContents {
        // The bracket and the line feed before the first record belong to the first piece.
        let size = isWhole ? RecordPieces.size : 2 + Int(choice >> 5 & 63)
        do throws(TextFault) {
            return try waiting { () async throws(TextFault) in try await StateCoding.decode(text, pieceSize: size) }
        } catch {
            check(!error.message.isEmpty, "a fault without words")
            checkPlace(error.range.start, text)
            checkPlace(error.range.end, text)
            throw error
        }
    }
}

/// What comes of `body`: libFuzzer calls nothing that is asynchronous.
private func waiting<Value: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () async throws(Failure) -> Value
) throws(Failure) -> Value {
    let outcome = Outcome<Value, Failure>()
    let isDone = DispatchSemaphore(value: 0)
    Task.detached {
        let result: Result<Value, Failure>
        do throws(Failure) { result = .success(try await body()) } catch { result = .failure(error) }
        outcome.result.withLock { $0 = result }
        isDone.signal()
    }
    isDone.wait()
    guard let result = outcome.result.withLock({ $0 }) else { fatalError("nothing came of it") }
    return try result.get()
}

private final class Outcome<Value: Sendable, Failure: Error>: Sendable {
    let result = Mutex<Result<Value, Failure>?>(nil)
}
