import Applying
package import Calendars
import Diagnostics
import Synchronization
package import Transport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Everything outside that commands touch: environment, clock, terminal, network. Tests give their own.
package struct CommandContext: Sendable {
    package var environment: [String: String]
    package var clock: any WallClock
    /// Writes to standard output.
    package var output: @Sendable (String) -> Void
    /// Writes to standard error.
    package var errors: @Sendable (String) -> Void
    package var isOutputTerminal: Bool
    package var isErrorTerminal: Bool
    /// How many columns the terminals of standard output and standard error have now; nothing where one is none, or does not know.
    package var outputColumns: @Sendable () -> Int? = { nil }
    package var errorColumns: @Sendable () -> Int? = { nil }
    /// Asks a person and gives the answer, or nothing as soon as the task is cancelled. No function where nobody can be asked.
    package var ask: (@Sendable (String) async -> String?)?
    /// Reaches vendors over the network, with the environment's settings.
    package var network: @Sendable (NetworkSettings) -> any HTTPClient
    package var interruption: Interruption
    /// Ends the process at once; nothing where only the command may end.
    package var exit: (@Sendable (Int32) -> Void)?
    /// Shows how far the command is, where a terminal does.
    var status: StatusLine?
    /// Told of every request to a vendor, where somebody wants to know.
    var watch: ExchangeWatch?
    /// Told of every diagnostic that is shown, where a program listens.
    var diagnosed: (@Sendable (Diagnostic) -> Void)?

    package init(
        environment: [String: String], clock: any WallClock, output: @escaping @Sendable (String) -> Void,
        errors: @escaping @Sendable (String) -> Void, isOutputTerminal: Bool = false, isErrorTerminal: Bool = false,
        ask: (@Sendable (String) async -> String?)? = nil,
        network: @escaping @Sendable (NetworkSettings) -> any HTTPClient,
        interruption: Interruption = Interruption()
    ) {
        self.environment = environment
        self.clock = clock
        self.output = output
        self.errors = errors
        self.isOutputTerminal = isOutputTerminal
        self.isErrorTerminal = isErrorTerminal
        self.ask = ask
        self.network = network
        self.interruption = interruption
    }

    /// The context of the command that runs now.
    @TaskLocal package static var current = CommandContext.live()

    private static func live() -> CommandContext {
        let network = ProcessNetwork()
        var context = CommandContext(
            environment: ProcessEnvironment.variables(), clock: SystemClock(),
            output: { StandardStream.output.write($0) },
            errors: { StandardStream.error.write($0) }, network: { network.client($0) })
        context.isOutputTerminal = isatty(STDOUT_FILENO) == 1
        context.isErrorTerminal = isatty(STDERR_FILENO) == 1
        let fallback = TerminalSize.columns(in: context.environment)
        if context.isOutputTerminal { context.outputColumns = { TerminalSize.columns(of: STDOUT_FILENO) ?? fallback } }
        if context.isErrorTerminal { context.errorColumns = { TerminalSize.columns(of: STDERR_FILENO) ?? fallback } }
        if isatty(STDIN_FILENO) == 1, context.isErrorTerminal { context.ask = askAtTerminal }
        context.exit = endProcess
        return context
    }

    @Sendable private static func askAtTerminal(_ question: String) async -> String? {
        StandardStream.error.write(question)
        let answer = await TerminalInput.line(from: STDIN_FILENO)
        // Nobody ended the line that the question stands on.
        if answer == nil { StandardStream.error.write("\n") }
        return answer
    }
}

/// One of the process's own streams, written to without buffering.
enum StandardStream: Int32 {
    case output = 1
    case error = 2

    /// Why something of the output was lost, such as a full disk. A reader who wanted no more (`| head`) is no such reason.
    private static let lossReason = Mutex<String?>(nil)
    // Held while something is written, so that what several tasks write is not mixed.
    private static let outputTurn = Mutex(())
    private static let errorTurn = Mutex(())

    /// Says so, and ends the process with an error, where something of the output was lost.
    static func endIfOutputWasLost() {
        guard let reason = lossReason.withLock({ $0 }) else { return }
        error.write("error: the output can't be written: \(reason)\n")
        exit(ExitStatus.error.rawValue)
    }

    func write(_ text: String) {
        let bytes = Array(text.utf8)
        switch self {
        case .output: Self.outputTurn.withLock { _ in write(bytes) }
        case .error: Self.errorTurn.withLock { _ in write(bytes) }
        }
    }

    private func write(_ bytes: [UInt8]) {
        var sent = 0
        bytes.withUnsafeBytes { buffer in
            while sent < buffer.count, let base = buffer.baseAddress {
                let count = systemWrite(rawValue, base + sent, buffer.count - sent)
                if count < 0, errno == EINTR { continue }
                if count < 0, errno == EAGAIN {
                    // Whoever gave us the stream set it not to wait.
                    var writable = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
                    _ = poll(&writable, 1, -1)
                    continue
                }
                if count <= 0 {
                    let code = errno
                    if self == .output, code != EPIPE {
                        Self.lossReason.withLock { $0 = $0 ?? String(cString: strerror(code)) }
                    }
                    return
                }
                sent += count
            }
        }
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}

@Sendable private func endProcess(_ code: Int32) {
    StandardStream.endIfOutputWasLost()
    exit(code)
}
