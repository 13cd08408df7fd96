import Calendars
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
    private struct Life {
        var left: Int
        var watchers: [CheckedContinuation<Void, Never>] = []
    }

    private let life: Mutex<Life>

    /// - Parameter effects: how many effects it still has; nothing for one that lives on.
    init(effects: Int?) { life = Mutex(Life(left: effects ?? .max)) }

    var isDead: Bool { life.withLock { $0.left <= 0 } }

    /// Whether an effect still comes about.
    func effect() -> Bool {
        let (isAlive, watchers) = life.withLock { life in
            if life.left > 0 {
                life.left -= 1
                return (true, [CheckedContinuation<Void, Never>]())
            }
            defer { life.watchers = [] }
            return (false, life.watchers)
        }
        for watcher in watchers { watcher.resume() }
        return isAlive
    }

    /// What `body` gives, all tasks of which are cancelled as soon as the process dies: whatever it waits for is over then.
    func living<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) async -> Value? {
        await withTaskGroup(of: Value?.self) { group in
            group.addTask { await body() }
            group.addTask {
                await self.death()
                return nil
            }
            var value: Value?
            while let ended = await group.next() {
                if let ended { value = ended }
                end()
                group.cancelAll()
            }
            return value
        }
    }

    private func death() async {
        await withCheckedContinuation { continuation in
            let isOver = life.withLock { life in
                if life.left <= 0 { return true }
                life.watchers.append(continuation)
                return false
            }
            if isOver { continuation.resume() }
        }
    }

    /// Nobody need watch any more.
    private func end() {
        let watchers = life.withLock { life in
            defer { life.watchers = [] }
            return life.watchers
        }
        for watcher in watchers { watcher.resume() }
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

/// Calls of a mortal process: it may die before a request is sent, or before its answer is there. Between the decision to send and the
/// sending it may stand still, and its clock may be set.
struct MortalClient: HTTPClient {
    let client: any HTTPClient
    let mortality: Mortality
    let clock: any WallClock
    /// What happens to the machine before a request leaves, and while its answer is on its way.
    var hindrance: @Sendable (HTTPRequest) -> Hindrance = { _ in Hindrance() }
    var log: @Sendable (String) -> Void = { _ in }

    struct Hindrance: Sendable {
        /// Seconds for which this request stands still while the others go on.
        var stall = 0.0
        /// Done before the request leaves, and after its answer.
        var before: @Sendable () -> Void = {}
        var after: @Sendable () -> Void = {}
        /// Seconds after which the client gives up where no answer comes.
        var patience = 0.0
    }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> Answer {
        let hindrance = hindrance(request)
        hindrance.before()
        if hindrance.stall > 0 { try? await clock.sleep(seconds: hindrance.stall) }
        // A process that is killed takes with it what it has not sent.
        guard mortality.effect() else { throw .notSent("the process is dead") }
        defer { hindrance.after() }
        do throws(TransportFailure) {
            let answer = try await client.send(request)
            log("\(request.method.rawValue) \(request.url) \(answer.status)")
            guard mortality.effect() else { throw .lost("the process is dead") }
            return answer
        } catch {
            log("\(request.method.rawValue) \(request.url) \(error.reason)")
            if hindrance.patience > 0, !mortality.isDead { try? await clock.sleep(seconds: hindrance.patience) }
            throw error
        }
    }
}
