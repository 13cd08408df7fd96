import Rendering
import Transport

extension CommandContext {
    /// Runs a command that calls vendors: shows on a terminal how far it is, and says each request where more is to be said.
    ///
    /// - Parameters:
    ///   - isVerbose: whether each request is said.
    ///   - isDrawing: whether how far it is may be shown.
    func watching<Value>(
        isVerbose: Bool, isDrawing: Bool = true, _ command: () async throws -> Value
    ) async throws -> Value {
        var watched = self
        let draws = isDrawing && isErrorTerminal && environment["TERM"] != "dumb"
        let status = draws ? StatusLine(clock: clock, terminal: errors) { [self] in errorStyle } : nil
        if let status {
            watched.status = status
            watched.output = { [output] text in status.write(text, by: output) }
            watched.errors = { [errors] text in status.write(text, by: errors) }
            if let ask {
                watched.ask = { question in await status.holding { await ask(question) } }
            }
        }
        if isVerbose || draws {
            watched.watch = Self.watch(status, saying: isVerbose ? watched : nil)
        }
        return try await CommandContext.$current.withValue(watched) {
            guard let status else { return try await command() }
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await status.keepDrawing() }
                defer { group.cancelAll() }
                return try await command()
            }
        }
    }

    private static func watch(_ status: StatusLine?, saying said: CommandContext?) -> ExchangeWatch {
        { exchange in
            let number = status?.update { $0.begin(exchange, at: $1) }
            return { end, seconds in
                if let number { status?.update { $0.end(number, at: $1) } }
                guard let said else { return }
                let line = ExchangeText.line(exchange, end, seconds: seconds)
                said.tell(said.errorStyle(line, .grey) + "\n")
            }
        }
    }
}
