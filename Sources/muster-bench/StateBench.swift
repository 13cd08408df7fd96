import Calendars
import Campaigns
import Foundation
import JSON
import State

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reading and writing a state, against copying the same bytes.
///
/// `comparisons()` makes a state of `count` records of about 1.5 kB each in `folder`, which it leaves there, and takes some seconds.
/// Its process should do nothing else meanwhile.
struct StateBench {
    let folder: URL
    var count = 100_000
    var rounds = 7

    private static let lineage = "5c1d7e0a94f24b6d8a3be1f07c926d48"
    private static let identity = StateIdentity(world: .real, lineage: lineage)

    /// Reading, writing all, and writing with one record changed.
    func comparisons() async throws -> [Comparison] {
        // A state that was read, as the one that an apply writes at its end.
        let first = LocalStateStore(path: folder.appending(path: "state.json").path, clock: SystemClock())
        try await first.create(contents)
        let contents = try await first.read(expecting: Self.identity)
        var copies: [Double] = []
        var reads: [Double] = []
        var writes: [Double] = []
        var changes: [Double] = []
        var size = 0
        for _ in 0..<rounds {
            let path = folder.appending(path: "state-\(UUID().uuidString).json").path
            let store = LocalStateStore(path: path, clock: SystemClock())
            writes.append(try await time { try await store.create(contents) })
            copies.append(try await time { size = try copy(path) })
            reads.append(try await time { try await store.read(expecting: Self.identity) })
            let session = try await store.open(expecting: Self.identity, holder: "bench", lockTimeout: 0)
            try await session.record(Self.again(Self.record(count / 2)))
            changes.append(try await time { try await session.close() })
            try FileManager.default.removeItem(atPath: path)
        }
        let (copying, writing) = (copies.median, writes.median)
        let what = "\(count) records (\(Comparison.size(size)))"
        return [
            Comparison(
                "read a state of \(what)", seconds: reads.median, against: "copy with fsync", copying, atMost: 3),
            Comparison("write a state of \(what)", seconds: writing, against: "copy with fsync", copying, atMost: 2),
            Comparison(
                "write it with one changed record", seconds: changes.median, against: "write all", writing, atMost: 1.2),
        ]
    }

    /// How long `body` takes; giving back what it made does not count.
    private func time<Result>(_ body: () async throws -> Result) async throws -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        let result = try await body()
        return withExtendedLifetime(result) { start.duration(to: clock.now).seconds }
    }

    /// Copies a file beside itself with as little as that takes, and gives its size.
    private func copy(_ path: String) throws -> Int {
        let (source, target) = (open(path, O_RDONLY), open(path + ".copy", O_WRONLY | O_CREAT | O_EXCL, 0o600))
        defer {
            close(source)
            close(target)
            unlink(path + ".copy")
        }
        let size = Int(lseek(source, 0, SEEK_END))
        guard source >= 0, target >= 0, size > 0 else { throw BenchError("\(path) can't be copied") }
        let bytes = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
        defer { bytes.deallocate() }
        guard pread(source, bytes, size, 0) == size, write(target, bytes, size) == size, fsync(target) == 0 else {
            throw BenchError("\(path) can't be copied")
        }
        return size
    }

    var contents: StateContents {
        let records = (0..<count).map(Self.record)
        return StateContents(
            world: .real, lineage: Self.lineage, serial: 1, platforms: ["opal": .init(host: "api.opal.dev")],
            records: Records(Dictionary(records.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })))
    }

    /// What a run that creates the record's resource once more records.
    private static func again(_ record: Record) -> [JournalEvent] {
        let intent = Intent(
            attempt: UUID().uuidString, address: record.address, platform: record.platform, host: "api.opal.dev",
            kind: record.kind, name: record.name, due: record.due, begun: record.createdAt, calls: record.calls)
        return [
            .intended(intent),
            .made(
                .init(
                    attempt: intent.attempt, address: record.address, step: .create, vendorID: UUID().uuidString,
                    vendorState: nil, at: record.createdAt)),
        ]
    }

    private static func record(_ index: Int) -> Record {
        let created = Instant(seconds: 1_799_071_200 + index)
        return Record(
            address: Address(campaign: "access-2027-q1-\(index)", review: "opal"), platform: "opal", kind: .opalUAR,
            name: "Access review Q1 2027 of team \(index)", vendorID: UUID().uuidString, createdAt: created,
            due: Instant(seconds: 1_801_285_199),
            calls: [
                Call(
                    step: .create, path: "/uars",
                    body: [
                        "deadline": "2027-01-30T04:59:59Z", "name": .string("Access review Q1 2027 of team \(index)"),
                        "instant_review": false, "reminder_schedule": [7, 3, 1],
                        "reviewer_assignment_policy": "BY_OWNING_TEAM_ADMIN", "self_review_allowed": false,
                        "send_reviewer_assignment_notification": true, "time_zone": "America/New_York",
                        "uar_scope": [
                            "group_visibility": "STRICT",
                            "tags": [["key": "team", "value": .string("team-\(index)")]],
                            "entities": .array((0..<4).map { _ in .string(UUID().uuidString) }),
                        ],
                    ])
            ],
            localDates: ["deadline": "2027-01-29 America/New_York"],
            provenance: Provenance(
                manifest: "campaigns/team-\(index / 100)/access-\(index).yaml",
                commit: "3f2a9c0d4b5e6f708192a3b4c5d6e7f809182736", actor: "security-automation"),
            attempt: UUID().uuidString)
    }
}
