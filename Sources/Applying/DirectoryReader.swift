package import Calendars
package import Campaigns
package import Transport
package import Vendors

/// Finds names on a platform. It only reads, as often as it takes.
package struct DirectoryReader: Sendable {
    private let reader: PatientReader
    private let parallel: Int

    /// - Parameters:
    ///   - parallel: how many reads are under way at once; at least one is.
    ///   - patience: how long one read may be waited for.
    package init(
        _ session: VendorSession, clock: any WallClock, patience: ResourceMachine.Patience, parallel: Int,
        interruption: Interruption
    ) {
        reader = PatientReader(session: session, clock: clock, patience: patience, interruption: interruption)
        self.parallel = max(1, parallel)
    }

    /// What the platform's vendor has of each name. What depends on a read that failed, or was not made because the platform refused
    /// another or the run is to end, is incomplete.
    package func findings(of names: Set<DirectoryName>) async -> [DirectoryName: DirectoryFinding] {
        var search = DirectorySearch(names, at: reader.session.vendor)
        await withTaskGroup(of: (DirectoryRead, Result<Answer, ReadFailure>).self) { group in
            var queue = search.nextReads()[...]
            var running = 0
            /// Why no more reads are made.
            var end: String?
            while true {
                if reader.interruption.isRequested { end = end ?? ReadFailure.interrupted.reason }
                while let reason = end, let read = queue.popFirst() {
                    search.fail(read, because: reason)
                    queue += search.nextReads()
                }
                while running < parallel, let read = queue.popFirst() {
                    running += 1
                    group.addTask { (read, await answer(to: read)) }
                }
                guard let (read, result) = await group.next() else { break }
                running -= 1
                switch result {
                case .success(let answer): search.take(answer, to: read)
                case .failure(let failure):
                    let reason = await reader.session.redactor.redact(failure.reason)
                    search.fail(read, because: reason)
                    if failure.concernsPlatform { end = end ?? reason }
                }
                queue += search.nextReads()
            }
        }
        return search.findings ?? [:]
    }

    private func answer(to read: DirectoryRead) async -> Result<Answer, ReadFailure> {
        do throws(ReadFailure) {
            return .success(try await reader.read(read.path, query: read.query, body: read.body))
        } catch {
            return read.mayBeAbsent && error.status == 404 ? .success(Answer(status: 404)) : .failure(error)
        }
    }
}

extension ReadFailure {
    /// Whether the next read would fail as this one did: the vendor takes neither credential nor caller, or doesn't answer at all. What
    /// it refuses otherwise, it may refuse of one name only.
    fileprivate var concernsPlatform: Bool {
        switch status {
        case 401?, 403?, nil: true
        default: false
        }
    }
}
