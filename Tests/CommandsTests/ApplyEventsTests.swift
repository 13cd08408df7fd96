import Transport
import Applying
import Foundation
import JSON
import Support
import Testing

@Suite("The stream of an apply")
struct ApplyEventsTests {
    private static func answer(_ status: String, _ body: String) -> LoopbackServer.Reply {
        .bytes("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    /// The events of an output of which every line must be one: the first with the format, the last with the command's exit code.
    private func events(_ result: CommandRun.Result) throws -> [JSONValue] {
        #expect(result.output.hasSuffix("}\n"))
        let events = try result.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
            try JSONReader.read(Array($0.utf8))
        }
        #expect(events.first?["format"] == "muster.apply/1")
        #expect(events.dropFirst().allSatisfy { $0["format"] == nil })
        #expect(events.last?["event"] == "summary")
        #expect(events.last?["exitCode"] == .integer(Int(result.code)))
        #expect(events.dropLast().allSatisfy { $0["event"] != "summary" })
        return events
    }

    private func names(_ events: [JSONValue]) -> [String] { events.compactMap { $0["event"]?.stringValue } }

    @Test("what is created is planned, started and created, and then unchanged")
    func created() async throws {
        try await LoopbackServer.run(
            { _ in Self.answer("200 OK", #"{"uar_id":"u-1"}"#) }, reads: LoopbackServer.emptyList
        ) { server in
            let muster = try CommandRun(baseURL: "\(server.url)/v1")
            #expect(try await muster("init").code == 0)
            let first = try events(try await muster("apply", "--yes", "--format", "json"))
            #expect(names(first) == ["begun", "planned", "started", "created", "summary"])
            #expect(try first.at(1)["action"] == "create" && first.at(1)["line"] == 5)
            let created = try first.at(3)
            #expect(created["address"] == "sox/opal" && created["platform"] == "opal" && created["id"] == "u-1")
            #expect(try first.at(4)["counts"]?["created"] == 1)
            let second = try await muster("apply", "--yes", "--format", "json")
            #expect(names(try events(second)) == ["begun", "summary"])
            #expect(second.errors.isEmpty)
            let verbose = try events(try await muster("apply", "--yes", "--format", "json", "-v"))
            #expect(names(verbose) == ["begun", "planned", "summary"])
            #expect(try verbose.at(1)["action"] == "unchanged" && verbose.at(2)["counts"]?["unchanged"] == 1)
        }
    }

    @Test("a wait says how long and why, between start and end")
    func waiting() async throws {
        let reply = LoopbackServer.Reply.bytes(
            "HTTP/1.1 429 Too Many\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n")
        try await LoopbackServer.run(
            { $0 == 0 ? reply : Self.answer("200 OK", #"{"uar_id":"u-1"}"#) }, reads: LoopbackServer.emptyList
        ) { server in
            let muster = try CommandRun(baseURL: "\(server.url)/v1")
            #expect(try await muster("init").code == 0)
            let result = try await muster("apply", "--yes", "--format", "json")
            let events = try events(result)
            #expect(names(events) == ["begun", "planned", "started", "waiting", "created", "summary"])
            #expect(try events.at(3)["seconds"] == 7)
            #expect(try events.at(3)["reason"]?.stringValue?.contains("too many requests") == true)
            #expect(result.errors.isEmpty, "a wait is no diagnostic")
        }
    }

    @Test("what fails is an end with its code, then a diagnostic with its place, on standard error too")
    func failed() async throws {
        try await LoopbackServer.run(
            { _ in Self.answer("400 Bad", #"{"message":"uar_scope is wrong"}"#) }, reads: LoopbackServer.emptyList
        ) { server in
            let muster = try CommandRun(baseURL: "\(server.url)/v1")
            #expect(try await muster("init").code == 0)
            let result = try await muster("apply", "--yes", "--format", "json")
            let events = try events(result)
            #expect(result.code == 3)
            #expect(names(events) == ["begun", "planned", "started", "failed", "diagnostic", "summary"])
            #expect(try events.at(3)["code"] == events.at(4)["code"] && events.at(3)["code"] != nil)
            #expect(try events.at(4)["location"]?["file"]?.stringValue?.hasSuffix("sox.yaml") == true)
            #expect(result.errors.contains("uar_scope is wrong"))
        }
    }

    @Test("a command that ends before its first call says why, between the first line and the last")
    func faults() async throws {
        try await LoopbackServer.run({ _ in Self.answer("500 No", "") }) { server in
            let muster = try CommandRun(baseURL: "\(server.url)/v1")
            let lost = try await muster("apply", "--yes", "--format", "json")
            #expect(lost.code == 1)
            #expect(names(try events(lost)) == ["begun", "diagnostic", "summary"], "no lineage yet")
            #expect(try await muster("init").code == 0)

            let refused = try await muster("apply", "--yes", "--format", "json", "--allow-creates", "0")
            #expect(refused.code == 7)
            #expect(names(try events(refused)) == ["begun", "diagnostic", "planned", "summary"])

            let asking = try await muster("apply", "--format", "json")
            #expect(asking.code == 64)
            #expect(names(try events(asking)) == ["begun", "summary"])

            try muster.write("campaign: [\n", to: "campaigns/bad.yaml")
            let bad = try await muster("apply", "--yes", "--format", "json")
            #expect(bad.code == 1)
            let events = try events(bad)
            #expect(names(events) == ["begun", "diagnostic", "summary"])
            #expect(try events.at(1)["severity"] == "error" && events.at(1)["location"]?["line"] != nil)
            #expect(bad.errors.contains("bad.yaml:"), "standard error has it as text")
            #expect(server.connections == 0)
        }
    }

    @Test(
        "a vendor's words stay within their line, give no secret away, and act on no log",
        arguments: HostileVendorTests.messages.indices)
    func words(index: Int) async throws {
        let message = HostileVendorTests.messages[index]
        for (status, body) in [("400 Bad", message), ("500 Oops", message)] {
            try await LoopbackServer.run({ _ in Self.answer(status, body) }) { server in
                let muster = try CommandRun(baseURL: "\(server.url)/v1")
                #expect(try await muster("init").code == 0)
                let result = try await muster("apply", "--yes", "--format", "json")
                _ = try events(result)
                #expect(HostileVendorTests.isHarmless(result.output), "\(result.output)")
            }
        }
    }

    @Test("an interrupt ends a question that nobody answers, and nothing is begun")
    func interruptedQuestion() async throws {
        try await LoopbackServer.run({ _ in Self.answer("500 No", "") }) { server in
            var muster = try CommandRun(baseURL: "\(server.url)/v1")
            #expect(try await muster("init").code == 0)
            let (interruption, clock) = (muster.interruption, ManualClock())
            muster.ask = { _ in
                interruption.request()
                // Nobody moves this clock: only a cancellation ends the wait.
                try? await clock.sleep(seconds: 1)
                return "yes"
            }
            let result = try await muster("apply", "--format", "json")
            #expect(result.code == 130)
            #expect(names(try events(result)) == ["begun", "planned", "summary"])
            #expect(result.errors.contains("Plan: 1 to create") && result.errors.hasSuffix("Nothing was done.\n"))
            #expect(server.connections == 0)
            #expect(!FileManager.default.fileExists(atPath: muster.path("muster.state.json.journal")))
        }
    }

    @Test("an interrupt ends the wait for the lock, and the lock is not taken")
    func interruptedLock() async throws {
        var muster = try CommandRun(baseURL: "http://127.0.0.1:9/v1")
        #expect(try await muster("init").code == 0)
        muster.interruption.request()
        let result = try await muster("apply", "--yes", "--lock-timeout", "10m")
        #expect(result.code == 130)
        #expect(result.errors == "Nothing was done.\n")
        muster.interruption = Interruption()
        #expect(try await muster("apply", "--yes", "--max-wait", "0").code == 3, "the lock is free")
    }

    @Test("an answer given at the question is consent; any other is none", arguments: [("yes", 0), ("y", 1), ("", 1)])
    func answered(answer: String, code: Int32) async throws {
        try await LoopbackServer.run(
            { _ in Self.answer("200 OK", #"{"uar_id":"u-1"}"#) }, reads: LoopbackServer.emptyList
        ) { server in
            var muster = try CommandRun(baseURL: "\(server.url)/v1")
            #expect(try await muster("init").code == 0)
            muster.ask = { _ in answer }
            #expect(try await muster("apply").code == code)
        }
    }
}
