import Applying

extension Interruption {
    /// What `work` gives. An interrupt cancels it, and it is over when this returns; then throws `CancellationError` where the work
    /// gave nothing before it ended.
    func cancelling<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                await self.wait()
                return nil
            }
            defer { group.cancelAll() }
            while let ended = try await group.next() {
                if let value = ended { return value }
                group.cancelAll()
            }
            throw CancellationError()
        }
    }
}

extension CommandContext {
    /// Whether a person answers `yes`. An interrupt ends the question.
    func isConsented(_ question: String) async -> Bool {
        guard let ask else { return false }
        let answer = try? await interruption.cancelling {
            await ask("\(question) Only `yes` is taken as consent: ") ?? ""
        }
        return answer == "yes" && !interruption.isRequested
    }

    /// How a command ends that was to do nothing after all, which this says.
    func endedBeforeAnything() -> ExitStatus {
        errors("Nothing was done.\n")
        return interruption.isRequested ? .interrupted : .error
    }
}
