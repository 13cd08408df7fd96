import JSON
import Calendars
import Campaigns
import Foundation
import Sandbox
import State

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Applies that are killed at random instants while the vendors fail at random, then run until they end: every address must exist
/// exactly once, state must be what the vendors have, and no intent may be left.
struct CrashRun {
    /// What came of all rounds.
    struct Tally {
        var rounds = 0
        var kills = 0
        var applies = 0
        var addresses = 0
        /// What must not be, each in one line.
        var faults: [String] = []
    }

    let muster: String
    let kills: Int
    let seed: UInt64
    /// Where projects are made.
    let folder: URL

    private static let killsInRound = 20
    private static let campaignsInRound = 3

    func run() async throws -> Tally {
        for (name, value) in [
            ("CAKEWALK_API_KEY", "key"), ("CAKEWALK_API_SECRET", "secret"), ("CONDUCTORONE_ACCESS_TOKEN", "token"),
            ("OPAL_AUTH_TOKEN", "token"),
        ] { setenv(name, value, 1) }
        var chance = SplitMix64(state: seed)
        var tally = Tally()
        while tally.kills < kills, tally.faults.isEmpty {
            let vendors = try SandboxVendors(clock: SystemClock(), latency: 0.004)
            let server = try await SandboxServer(port: 0, vendors: vendors)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                let round = try CrashRound(
                    number: tally.rounds, port: server.port, vendors: vendors, muster: muster,
                    folder: folder.appending(path: "round-\(tally.rounds)"), campaigns: Self.campaignsInRound)
                try await round.run(
                    kills: min(Self.killsInRound, kills - tally.kills), &chance, &tally)
                group.cancelAll()
            }
            tally.rounds += 1
        }
        return tally
    }
}

extension Bench {
    /// `--kills N [--seed S]`: prints what came of it, and ends with 1 where something is not as it must be.
    static func crash(_ arguments: [String]) async throws {
        func number(_ option: String) -> Int? {
            arguments.firstIndex(of: option).flatMap { arguments.dropFirst($0 + 1).first }.flatMap { Int($0) }
        }
        guard let kills = number("--kills"), kills > 0 else {
            print("usage: muster-bench crash --kills N [--seed S]")
            exit(64)
        }
        let seed = number("--seed") ?? 1
        let folder = FileManager.default.temporaryDirectory.appending(path: "muster-crash-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let tally = try await CrashRun(muster: builtMuster, kills: kills, seed: UInt64(seed), folder: folder).run()
        print(
            "\(tally.kills) kills in \(tally.applies) applies of \(tally.rounds) projects, seed \(seed): \(tally.addresses) addresses, "
                + (tally.faults.isEmpty
                    ? "each exists exactly once, and state says so" : "\(tally.faults.count) faults"))
        for fault in tally.faults { print("  \(fault)") }
        if !tally.faults.isEmpty { exit(1) }
        try? FileManager.default.removeItem(at: folder)
    }
}

/// One project, from its first apply to its last.
private struct CrashRound {
    private let vendors: SandboxVendors
    private let muster: String
    private let folder: URL
    private let addresses: [Address]

    /// Four kinds in each campaign.
    private static let blocks = """
        reviews:
          cakewalk: { accessReviewType: Manager, createdByUserId: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111, workAppIds: all }
          conductorone:
            ownerIds: [o1]
            policyId: p1
            scopeType: ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS
            scopeV2: { specificResources: {}, allUsers: {}, allAccounts: {}, allGrants: {} }
            entitlements: [{ appId: a1, appEntitlementId: e1 }]
            autoStartCampaign: true
            scheduledStartDate: asap
          opal:
            reviewer_assignment_policy: MANUALLY
            send_reviewer_assignment_notification: true
            self_review_allowed: true
            uar_scope: all
        """

    init(number: Int, port: Int, vendors: SandboxVendors, muster: String, folder: URL, campaigns: Int) throws {
        self.vendors = vendors
        self.muster = muster
        self.folder = folder
        let url = "http://127.0.0.1:\(port)"
        try FileManager.default.createDirectory(
            at: folder.appending(path: "campaigns"), withIntermediateDirectories: true)
        try Self.write(
            """
            version: 1
            platforms:
              cakewalk: { baseURL: "\(url)/cakewalk", settle: 1s }
              conductorone: { baseURL: "\(url)/conductorone", settle: 1s }
              opal: { baseURL: "\(url)/opal/v1", settle: 1s }

            """, to: "muster.yaml", in: folder)
        for index in 0..<campaigns {
            let request = """
                requests:
                  access:
                    platform: opal
                    reason: Access \(index)
                    duration_minutes: 60
                    resources: [{ id: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b112 }]
                    groups: []
                    target_user_id: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b114
                """
            try Self.write(
                "campaign: c\(index)\nname: Review \(index)\ndue: 2099-01-29\n\(Self.blocks)\n\(request)\n",
                to: "campaigns/c\(index).yaml", in: folder)
        }
        addresses = (0..<campaigns).flatMap { index in
            ["cakewalk", "conductorone", "opal", "access"].map { Address(campaign: "c\(index)", review: $0) }
        }
        _ = try Child.run(muster, ["init", "--project", folder.path])
    }

    private static func write(_ text: String, to path: String, in folder: URL) throws {
        try Data(text.utf8).write(to: folder.appending(path: path))
    }

    func run(kills: Int, _ chance: inout SplitMix64, _ tally: inout CrashRun.Tally) async throws {
        var probabilities: [SandboxFault: Double] = [:]
        for fault in SandboxFault.allCases { probabilities[fault] = Double.random(in: 0...0.05, using: &chance) }
        await vendors.order(SandboxFaults(probabilities: probabilities, seed: chance.next()))
        var killed = 0
        // A project that is finished can't be killed in its midst.
        for _ in 0..<(4 * kills) where killed < kills {
            tally.applies += 1
            let options = Int.random(in: 0..<4, using: &chance) > 0 ? ["--no-wait"] : []
            if try kill(after: Double.random(in: 0...0.12, using: &chance), options) { killed += 1 }
        }
        tally.kills += killed
        await vendors.order(SandboxFaults())
        var last: Int32 = -1
        for _ in 0..<8 where last != 0 {
            tally.applies += 1
            last = try apply([])
        }
        tally.addresses += addresses.count
        tally.faults += try await faults(last).map { "\(folder.path): \($0)" }
        if tally.faults.isEmpty { try? FileManager.default.removeItem(at: folder) }
    }

    /// Whether the apply was still under way when it was killed.
    private func kill(after seconds: Double, _ options: [String]) throws -> Bool {
        let process = try start(options)
        usleep(UInt32(seconds * 1e6))
        killNow(process.processIdentifier)
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal
    }

    private func apply(_ options: [String]) throws -> Int32 {
        let process = try start(options)
        process.waitUntilExit()
        return process.terminationStatus
    }

    private func start(_ options: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: muster)
        process.arguments = ["apply", "--yes", "--max-wait", "20s", "--project", folder.path] + options
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    // MARK: What must be

    private func faults(_ lastExit: Int32) async throws -> [String] {
        var faults: [String] = lastExit == 0 ? [] : ["the last apply exits with \(lastExit)"]
        let contents = await vendors.contents
        var made: [String: [String]] = [:]
        for account in contents.accounts {
            for collection in ["reviews", "uars", "requests"] {
                for item in contents.list(account, collection) {
                    let name =
                        ["name", "displayName", "reason"].compactMap { item.object[$0]?.stringValue }.first ?? "?"
                    made["\(account)/\(collection)/\(Marker.removed(from: name))", default: []].append(item.id)
                }
            }
        }
        for (name, ids) in made where ids.count > 1 { faults.append("\(name) was made \(ids.count) times") }
        let text = try String(contentsOf: folder.appending(path: "muster.yaml"), encoding: .utf8)
        let lineage = text.split(separator: "\n").first { $0.hasPrefix("lineage: ") }.map { String($0.dropFirst(9)) }
        let state = try await LocalStateStore(
            path: folder.appending(path: "muster.state.json").path, clock: SystemClock()
        ).read(expecting: StateIdentity(world: .real, lineage: lineage))
        if !state.intents.isEmpty { faults.append("intents are left: \(state.intents.keys.sorted())") }
        let ids = Set(made.values.flatMap { $0 })
        for address in addresses {
            guard let record = state.records[address] else {
                faults.append("state does not have \(address)")
                continue
            }
            if let id = record.vendorID, !ids.contains(id) { faults.append("\(address) is \(id), which no vendor has") }
        }
        if made.count != addresses.count { faults.append("\(made.count) of \(addresses.count) were made") }
        return faults
    }
}

private func killNow(_ process: Int32) { _ = kill(process, SIGKILL) }

/// Equal seeds give equal draws.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
