import Synchronization

/// Where the stand-ins keep their contents.
package protocol SandboxStore: Sendable {
    /// Everything that was appended, in order.
    func load() throws -> [SandboxContents.Effect]
    /// Keeps one more effect; once it returns, the effect outlives the process.
    func append(_ effect: SandboxContents.Effect) throws
}

/// Contents that end with the process.
package final class MemorySandboxStore: SandboxStore {
    private let effects = Mutex<[SandboxContents.Effect]>([])

    package init() {}

    package func load() throws -> [SandboxContents.Effect] { effects.withLock { $0 } }
    package func append(_ effect: SandboxContents.Effect) throws { effects.withLock { $0.append(effect) } }
}
