import Transport
import Applying
import ArgumentParser
import Calendars
import Sandbox

/// `muster sandbox`: the stand-ins as a server on loopback.
struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox", abstract: "Serve stand-ins for the three vendors on 127.0.0.1.",
        discussion: """
            Prints the `platforms:` block to put into a muster.yaml. Any credential that is not blank is taken. What is created is \
            forgotten when the server ends. To try Muster without a server, say --sandbox to plan and apply.

            Examples:
              muster sandbox --port 8080
              muster sandbox --latency 200ms --fault drop-after:0.1 --rate 20
            """)

    @Option(help: ArgumentHelp("The port; 0 takes any free one.", valueName: "n"))
    var port = 0

    @Option(
        name: .customLong("fault"),
        help: ArgumentHelp(
            "A fault and how likely it is for a request, such as drop-after:0.1; may be given several times. Faults: \(FaultArgument.names).",
            valueName: "kind:p"))
    var faults: [FaultArgument] = []

    @Option(help: ArgumentHelp("How long each answer takes, such as 50ms or 2s.", valueName: "duration"))
    var latency = LatencyArgument(seconds: 0)

    @Option(help: ArgumentHelp("Answer more requests than this in a second with 429.", valueName: "n"))
    var rate: Int?

    @Option(help: ArgumentHelp("What faults are drawn from: equal seeds give equal runs.", valueName: "n"))
    var seed: UInt64 = 1

    func validate() throws {
        if !(0...65_535).contains(port) { throw ValidationError("--port takes 0 to 65535") }
        if let rate, rate < 1 { throw ValidationError("--rate takes 1 or more") }
        if faults.reduce(0, { $0 + $1.probability }) > 1 {
            throw ValidationError("the probabilities of all faults add up to more than 1")
        }
    }

    func run() async throws {
        let context = CommandContext.current
        let probabilities = Dictionary(faults.map { ($0.fault, $0.probability) }, uniquingKeysWith: +)
        let vendors = try SandboxVendors(
            clock: context.clock, faults: SandboxFaults(probabilities: probabilities, seed: seed),
            latency: latency.seconds, rate: rate)
        let server: SandboxServer
        do {
            server = try await SandboxServer(port: port, vendors: vendors)
        } catch {
            context.errors("error: 127.0.0.1:\(port) can't be listened on: is something else there?\n")
            throw ExitCode(ExitStatus.error.rawValue)
        }
        context.output(
            "listening on http://127.0.0.1:\(server.port)\n\n\(SandboxServer.platformsBlock(port: server.port))")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            group.addTask { await context.interruption.wait() }
            try await group.next()
            group.cancelAll()
        }
        if context.interruption.isRequested { try ExitStatus.interrupted.exit() }
    }
}

/// `KIND:P`.
struct FaultArgument: ExpressibleByArgument {
    let fault: SandboxFault
    let probability: Double

    static let names = SandboxFault.allCases.map(\.rawValue).joined(separator: ", ")

    init?(argument: String) {
        let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let fault = SandboxFault(rawValue: String(parts[0])),
            let probability = Double(parts[1]),
            (0...1).contains(probability)
        else { return nil }
        (self.fault, self.probability) = (fault, probability)
    }
}

/// A short time such as `50ms` or `2s`; in seconds.
struct LatencyArgument: ExpressibleByArgument {
    let seconds: Double

    init(seconds: Double) { self.seconds = seconds }

    init?(argument: String) {
        let (text, unit) = argument.hasSuffix("ms") ? (argument.dropLast(2), 0.001) : (argument.dropLast(), 1.0)
        guard argument.hasSuffix("s"), let number = Double(text), (0...60).contains(number * unit) else { return nil }
        seconds = number * unit
    }

    var defaultValueDescription: String { "\(seconds)s" }
}
