import Campaigns
import State
import Support
import Synchronization
import Transport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How long a process lives: so many effects on disk or vendors, and nothing of it reaches either any more.
final class Mortality: Sendable {
    private let left: Mutex<Int>

    /// - Parameter effects: how many effects it still has; nothing for one that lives on.
    init(effects: Int?) { left = Mutex(effects ?? .max) }

    var isDead: Bool { left.withLock { $0 <= 0 } }

    /// Whether an effect still comes about.
    func effect() -> Bool {
        left.withLock { left in
            if left <= 0 { return false }
            left -= 1
            return true
        }
    }
}

extension MemoryFileSystem {
    /// A disk that a mortal process writes to.
    convenience init(_ disk: Disk, of mortality: Mortality) {
        self.init(disk) { (operation, path) throws(FileSystemError) in
            switch operation {
            case .read, .lock: if mortality.isDead { throw FileSystemError(operation, path, code: EIO) }
            default: if !mortality.effect() { throw FileSystemError(operation, path, code: EIO) }
            }
        }
    }
}

/// Calls of a mortal process: it may die before a request is sent, or before its answer is there.
struct MortalClient: HTTPClient {
    let client: any HTTPClient
    let mortality: Mortality

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> Answer {
        guard mortality.effect() else { throw .notSent("the process is dead") }
        let answer = try await client.send(request)
        guard mortality.effect() else { throw .lost("the process is dead") }
        return answer
    }
}
