import Foundation
import Support
import Testing

@Suite("Interrupts")
struct InterruptTests {
    private static let apply = ["apply", "--sandbox", "--at", "2027-01-11T17:00:00Z"]

    private func made() throws -> Muster {
        let muster = try Muster()
        try muster.write(MainJobTests.project, to: "muster.yaml")
        try muster.write(MainJobTests.campaign, to: "campaigns/sox.yaml")
        return muster
    }

    /// An apply that stands at its question.
    private func asking(_ muster: Muster, _ more: String...) throws -> (terminal: PseudoTerminal, process: Process) {
        let terminal = try PseudoTerminal()
        let process = try muster.start(
            Self.apply + more, input: terminal.device, output: try muster.handle(".output"), errors: terminal.device)
        try terminal.device.close()
        #expect(terminal.shows("consent: "))
        return (terminal, process)
    }

    /// How it ended; what doesn't end is killed, which shows.
    private func code(of process: Process) -> Int32 {
        process.wait(within: 30)
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }

    /// Whether a file comes to hold `text`.
    private func holds(_ muster: Muster, _ file: String, _ text: String) throws -> Bool {
        let end = Date.now.addingTimeInterval(30)
        while Date.now < end {
            if try muster.read(file).contains(text) { return true }
            usleep(5000)
        }
        return false
    }

    /// Nothing was begun, and the next apply finds everything in order.
    private func expectUntouched(_ muster: Muster) throws {
        #expect(!muster.exists(".muster/state.json.journal"))
        #expect(try muster.read(".muster/sandbox.jsonl").isEmpty)
        #expect(try muster("state", "list", "--sandbox").output == "")
        let next = try muster.run(Self.apply + ["--yes"])
        #expect(next.code == 0 && next.output.contains("Applied: 4 created"), "\(next.output)\(next.errors)")
    }

    @Test("a signal ends the question at once, and nothing was begun", arguments: [SIGINT, SIGTERM])
    func question(signal: Int32) throws {
        let muster = try made()
        let (terminal, process) = try asking(muster)
        kill(process.processIdentifier, signal)
        #expect(code(of: process) == 130)
        #expect(terminal.shows("Nothing was done."))
        try expectUntouched(muster)
    }

    @Test("half an answer is none", arguments: ["ye", "yes"])
    func halfAnAnswer(typed: String) throws {
        let muster = try made()
        let (terminal, process) = try asking(muster)
        terminal.type(typed)
        #expect(terminal.shows("consent: \(typed)"))
        kill(process.processIdentifier, SIGINT)
        #expect(code(of: process) == 130)
        try expectUntouched(muster)
    }

    @Test(
        "only yes is consent; another answer, or the end of input, is none",
        arguments: ["no\n", "Yes\n", "\n", "\u{4}"])
    func refused(typed: String) throws {
        let muster = try made()
        let (terminal, process) = try asking(muster)
        terminal.type(typed)
        #expect(code(of: process) == 1)
        #expect(terminal.shows("Nothing was done."))
        try expectUntouched(muster)
    }

    @Test("a terminal that is closed gives no consent")
    func closed() throws {
        let muster = try made()
        let (terminal, process) = try asking(muster)
        terminal.hangUp()
        #expect(code(of: process) == 1)
        try expectUntouched(muster)
    }

    @Test("yes typed on a terminal applies")
    func consented() throws {
        let muster = try made()
        let (terminal, process) = try asking(muster)
        terminal.type("yes\n")
        #expect(terminal.shows("sox-2027-q1/opal: created"))
        #expect(code(of: process) == 0)
        #expect(
            try muster.read(".output").hasSuffix("Applied: 4 created, 0 resumed, 0 failed, 0 unknown, 0 unchanged.\n"))
    }

    @Test("with --format json the question and the plan stand on the terminal, and standard output has events alone")
    func streamAsks() throws {
        let muster = try made()
        let (terminal, process) = try asking(muster, "--format", "json")
        #expect(terminal.shown.contains("Plan: 4 to create"))
        terminal.type("yes\n")
        #expect(code(of: process) == 0)
        let lines = try muster.read(".output").split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first?.hasPrefix(#"{"format":"muster.apply/1","event":"begun","#) == true)
        #expect(lines.dropLast().allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
        #expect(lines.dropLast().last?.contains(#""event":"summary""#) == true && lines.last == "")
    }

    @Test("a signal ends the wait for the state's lock at once", arguments: [SIGINT, SIGTERM])
    func lock(signal: Int32) throws {
        let muster = try made()
        #expect(try muster.run(Self.apply + ["--yes", "--only", "sox-2027-q1/opal"]).code == 0)
        let state = try muster.read(".muster/state.json")
        let descriptor = open(muster.folder.appending(path: ".muster/state.json.lock").path, O_RDWR)
        defer { close(descriptor) }
        try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        let process = try muster.start(
            Self.apply + ["--yes", "--lock-timeout", "10m"], output: try muster.handle(".output"),
            errors: try muster.handle(".errors"))
        #expect(try holds(muster, ".errors", "Waiting for another Muster"))
        kill(process.processIdentifier, signal)
        #expect(code(of: process) == 130)
        #expect(try muster.read(".errors").hasSuffix("Nothing was done.\n"))
        #expect(try muster.read(".output").isEmpty)
        #expect(try muster.read(".muster/state.json") == state)
    }

    #if os(Linux)
        /// Whether a process has the signal in that set of its status, such as `SigIgn`.
        private func has(_ signal: Int32, in set: String, of process: Process) throws -> Bool {
            let status = try Data(contentsOf: URL(filePath: "/proc/\(process.processIdentifier)/status"))
            let name = try #require(status.range(of: Data("\(set):\t".utf8)))
            let signals = status[name.upperBound...].prefix { $0 != UInt8(ascii: "\n") }
            return try #require(UInt64(String(decoding: signals, as: UTF8.self), radix: 16)) & (1 << UInt64(signal - 1))
                != 0
        }

        @Test("a signal is never ignored, from the first instant on: it ends the program, or is heard")
        func start() throws {
            let muster = try made()
            #expect(try muster.run(Self.apply + ["--yes", "--only", "sox-2027-q1/opal"]).code == 0)
            let descriptor = open(muster.folder.appending(path: ".muster/state.json.lock").path, O_RDWR)
            defer { close(descriptor) }
            try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
            for _ in 0..<10 {
                let process = try muster.start(
                    Self.apply + ["--yes", "--lock-timeout", "10m"], output: .nullDevice, errors: .nullDevice)
                while try !has(SIGTERM, in: "SigCgt", of: process) {
                    try #require(try !has(SIGTERM, in: "SigIgn", of: process))
                }
                kill(process.processIdentifier, SIGTERM)
                #expect(code(of: process) == 130)
            }
        }
    #endif

    @Test("a signal ends the wait that a vendor asked for at once, and leaves nothing behind")
    func rateLimit() throws {
        let (muster, _) = try served("--fault", "429:1")
        let process = try muster.start(
            ["apply", "--yes", "--drain", "10m"], output: try muster.handle(".output"),
            errors: try muster.handle(".errors"))
        #expect(try holds(muster, ".errors", "c/opal: waiting"))
        kill(process.processIdentifier, SIGINT)
        #expect(code(of: process) == 130)
        #expect(try muster.read(".output").contains("1 left by the interrupt"))
        #expect(!muster.exists("muster.state.json.journal"))
        #expect(try muster("state", "list").output == "")
    }

    @Test("the first signal lets calls under way end, the second stops now")
    func second() throws {
        let (muster, _) = try served("--latency", "60s")
        let process = try muster.start(
            ["apply", "--yes", "--drain", "10m", "--format", "json"], output: try muster.handle(".output"),
            errors: try muster.handle(".errors"))
        #expect(try holds(muster, ".output", #""event":"started""#))
        kill(process.processIdentifier, SIGINT)
        #expect(try holds(muster, ".errors", "Interrupted: nothing more is begun"))
        #expect(process.isRunning)
        kill(process.processIdentifier, SIGINT)
        #expect(code(of: process) == 130)
        #expect(muster.exists("muster.state.json.journal"), "what was intended is written down")
    }

    @Test("the sandbox ends with 130", arguments: [SIGINT, SIGTERM])
    func sandbox(signal: Int32) throws {
        let (muster, server) = try served()
        kill(server.processIdentifier, signal)
        #expect(code(of: server) == 130)
        #expect(!muster.exists("muster.state.json.journal"))
    }

    /// A project whose Opal is a sandbox that listens.
    private func served(_ options: String...) throws -> (Muster, Process) {
        let muster = try Muster.opalProject()
        let server = try muster.start(
            ["sandbox"] + options, output: try muster.handle("server.txt"), errors: .nullDevice)
        #expect(try holds(muster, "server.txt", "opal/v1"))
        let address = try muster.read("server.txt").split(separator: "\n").at(0).split(separator: "//").at(1)
        try muster.write(Muster.opalProject(at: "\(address)/opal"), to: "muster.yaml")
        #expect(try muster("init").code == 0)
        return (muster, server)
    }
}
