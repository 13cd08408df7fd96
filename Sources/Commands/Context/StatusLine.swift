import Applying
import Calendars
import Rendering
import Synchronization
import Transport

/// The last line of a terminal, which says how far a command is: drawn on standard error, and wiped before anything else is written.
final class StatusLine: Sendable {
    private struct State {
        var progress = Progress()
        var isDrawn = false
        /// Whether a person is being asked.
        var isHeld = false
        var lastDraw: Instant?
    }

    /// Seconds between two draws, at least.
    static let interval = 0.1
    private static let wiping = "\r\u{1B}[K"

    private let state = Mutex(State())
    private let clock: any WallClock
    private let terminal: @Sendable (String) -> Void
    private let style: @Sendable () -> TextStyle

    /// - Parameters:
    ///   - terminal: writes to the terminal.
    ///   - style: asked for at each draw, since terminals change their width.
    init(
        clock: any WallClock, terminal: @escaping @Sendable (String) -> Void, style: @escaping @Sendable () -> TextStyle
    ) {
        self.clock = clock
        self.terminal = terminal
        self.style = style
    }

    /// Takes note of what happened.
    func update<Value: Sendable>(_ change: (inout Progress, Instant) -> Value) -> Value {
        let now = clock.now()
        return state.withLock { change(&$0.progress, now) }
    }

    /// Writes text in the place of the line.
    func write(_ text: String, by write: (String) -> Void) {
        state.withLock { state in
            wipe(&state)
            write(text)
        }
    }

    /// Draws the line anew until the task is cancelled.
    func keepDrawing() async {
        while (try? await clock.sleep(seconds: Self.interval)) != nil { draw() }
        state.withLock { wipe(&$0) }
    }

    /// Asks with the line gone.
    func holding<Value: Sendable>(_ ask: () async -> Value) async -> Value {
        state.withLock { state in
            wipe(&state)
            state.isHeld = true
        }
        defer { state.withLock { $0.isHeld = false } }
        return await ask()
    }

    private func draw() {
        state.withLock { state in
            let line = state.isHeld ? "" : state.progress.line(at: clock.now(), style: style())
            if line.isEmpty { return wipe(&state) }
            terminal(Self.wiping + line)
            state.isDrawn = true
        }
    }

    private func wipe(_ state: inout State) {
        if state.isDrawn { terminal(Self.wiping) }
        state.isDrawn = false
    }
}
