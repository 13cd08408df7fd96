import Calendars
import Campaigns
import Diagnostics
import JSON
import State
import Support
import Testing

@Suite("The text of state")
struct StateTextTests {
    private static let path = "state.json"
    private static let identity = StateIdentity(world: .real, lineage: "6f1c")

    private static func read(_ text: [UInt8]) async throws -> StateContents {
        var disk = MemoryFileSystem.Disk()
        disk.write(path, text)
        return try await LocalStateStore(path: path, files: MemoryFileSystem(disk), clock: ManualClock())
            .read(expecting: identity)
    }

    private static func written(_ contents: StateContents) async throws -> [UInt8] {
        let files = MemoryFileSystem()
        try await LocalStateStore(path: path, files: files, clock: ManualClock()).create(contents)
        return try #require(try files.read(path))
    }

    /// The text with the digest that goes with it now.
    private static func sealed(_ text: [UInt8]) -> [UInt8] {
        let end = "\"\"\n}\n".utf8.count + 64
        let before = text.dropLast(end)
        return before + Array("\"\(CanonicalJSON.digest(before))\"\n}\n".utf8)
    }

    private static func record(_ campaign: String, body: JSONValue = ["n": 1]) -> Record {
        let now = StateStoreTests.now
        return Record(
            address: Address(campaign: campaign, period: "2027-Q1", review: "r"), platform: "opal", kind: .opalUAR,
            name: "Ünï \u{1B}", vendorID: "v", vendorState: "ACTIVE",
            createdAt: Instant(seconds: now.seconds, nanoseconds: 5), due: now,
            calls: [
                Call(step: .create, path: "/uars", body: body), Call(step: .scope, path: "/é", body: [1.5, .null]),
            ],
            resolved: ["start": now], localDates: ["deadline": "2027-01-29 UTC"], evidence: .listing,
            provenance: Provenance(manifest: "c.yaml", commit: "abc", actor: "dana"), attempt: "t1")
    }

    private static func state(_ records: [Record]) -> StateContents {
        var made = StateStoreTests.intent("made")
        made.progress = .made(vendorID: nil, at: StateStoreTests.now, done: [.create], stopped: "no")
        return StateContents(
            world: .real, lineage: "6f1c", serial: 7,
            platforms: [
                "opal": .init(host: "api.opal.dev", tenant: "acme", variables: ["OPAL_AUTH_TOKEN", "X"]),
                "opal-eu": .init(host: "opal.eu.acme.example", variables: []), "opal-old": .init(host: "h"),
            ],
            records: Records(Dictionary(uniqueKeysWithValues: records.map { ($0.address, $0) })),
            intents: [made.address: made],
            settled: SettledManifests(basis: "b", files: ["c/d.yaml": .init([], addresses: records.map(\.address))]))
    }

    private static let small = state([record("a")])

    @Test("with any byte changed is refused")
    func flipped() async throws {
        let text = try await Self.written(Self.small)
        for offset in text.indices {
            var changed = text
            changed[offset] ^= 0x01
            await #expect(throws: DiagnosticsError.self, "byte \(offset)") { try await Self.read(changed) }
        }
    }

    @Test("cut off anywhere, or with anything behind it, is refused")
    func truncated() async throws {
        let text = try await Self.written(Self.small)
        for length in text.indices {
            await #expect(throws: DiagnosticsError.self) { try await Self.read(Array(text.prefix(length))) }
        }
        for more in ["\n", " ", "}", "{}"] {
            await #expect(throws: DiagnosticsError.self) { try await Self.read(text + Array(more.utf8)) }
        }
    }

    @Test("with any byte changed and a digest that goes with it is refused, or is what is written for what it says")
    func resealed() async throws {
        let text = try await Self.written(Self.small)
        var accepted = 0
        for offset in text.indices.dropLast(69) {
            for byte in [text[offset] ^ 0x01, text[offset] ^ 0x20, UInt8(ascii: "\""), UInt8(ascii: "0"), 0x20, 0xC3] {
                var changed = text
                changed[offset] = byte
                changed = Self.sealed(changed)
                guard var contents = try? await Self.read(changed) else { continue }
                accepted += 1
                let isKept = try await Self.written(contents) == changed
                #expect(isKept, "byte \(offset)")
                // As if it had not been read but made, so that nothing of its text is left.
                for address in contents.records.keys { contents.records[address]?.platform += "" }
                let isSame = try await Self.written(contents) == changed
                #expect(isSame, "byte \(offset)")
            }
        }
        #expect(accepted > 200)
    }

    @Test(
        "in another form is refused where that begins, though the digest goes with it",
        arguments: [
            (#""n": 1"#, #""n": 01"#, 1), (#""n": 1"#, #""n":  1"#, 5), (#""path": "/uars""#, #""path": "\/uars""#, 9),
            (#""n": 1"#, #""n": 1, "m": 2"#, 6), (#""n": 1"#, "\"n\": 1,\n            \"a\": 2", 20),
            (#""createdAt": "2027-01-15T08:00:00.000000005Z""#, #""createdAt": "2027-01-15t08:00:00.000000005Z""#, 13),
            (#""due": "2027-01-15T08:00:00Z""#, #""due": "2027-01-15T09:00:00+01:00""#, 7),
            ("\"step\": \"scope\"\n", "\"step\": \"scope\"\r\n", 15),
        ])
    func otherForm(_ old: String, _ new: String, _ place: Int) async throws {
        let text = String(decoding: try await Self.written(Self.state([Self.record("a")])), as: UTF8.self)
        let found = try #require(text.ranges(of: old).last)
        let changed = Array((text[..<found.lowerBound] + new + text[found.upperBound...]).utf8)
        let error = await #expect(throws: DiagnosticsError.self) { try await Self.read(Self.sealed(changed)) }
        let diagnostic = try #require(error?.diagnostics.first)
        #expect(diagnostic.code == .stateDamaged)
        let offset = text.utf8.distance(from: text.startIndex, to: found.lowerBound)
        let start = try #require(diagnostic.location?.range.start.offset)
        #expect(offset...(offset + new.utf8.count) ~= start, "\(diagnostic.message) at \(start), not \(offset + place)")
    }

    @Test("of records that were read is that of the same records made anew, whichever are changed, added or gone")
    func reused() async throws {
        let names = (0..<300).map { "c\($0)" }
        // Enough to be read and written in several pieces.
        let long = String(repeating: "long ", count: 400)
        var expected = Self.state(names.map { Self.record($0, body: ["text": .string(long)]) })
        var contents = try await Self.read(try await Self.written(expected))
        #expect(contents == expected)
        let isKept = try await Self.written(contents) == (try await Self.written(expected))
        #expect(isKept)
        let (changed, gone, new) = (
            Self.record("c7").address, Self.record("c9").address, Self.record("c10-new", body: ["n": 2])
        )
        contents.records[changed]?.vendorState = nil
        expected.records[changed]?.vendorState = nil
        contents.records[gone] = nil
        expected.records[gone] = nil
        contents.records[new.address] = new
        expected.records[new.address] = new
        let text = try await Self.written(contents)
        let isSame = text == (try await Self.written(expected))
        #expect(isSame)
        let isRead = try await Self.read(text) == expected
        #expect(isRead)
    }

    @Test("follows every change of a record that was read")
    func changes() async throws {
        let now = StateStoreTests.now
        let changes: [@Sendable (inout Record) -> Void] = [
            { $0.platform = "other" }, { $0.kind = .opalRequest }, { $0.name = "N" }, { $0.vendorID = nil },
            { $0.vendorState = "x" }, { $0.createdAt = now.adding(seconds: 1) }, { $0.due = now.adding(seconds: 2) },
            { $0.calls[ifThere: 0]?.body = ["n": 2] }, { $0.calls = [] }, { $0.resolved["end"] = now },
            { $0.localDates = [:] },
            { $0.evidence = .adopted }, { $0.provenance.actor = nil }, { $0.attempt = nil },
        ]
        let read = try await Self.read(try await Self.written(Self.state([Self.record("a")])))
        let address = Self.record("a").address
        for (index, change) in changes.enumerated() {
            var (contents, made) = (read, Self.record("a"))
            change(&made)
            var record = try #require(contents.records[address])
            change(&record)
            contents.records[address] = record
            #expect(contents.records[address] == made, "\(index)")
            #expect(contents != read, "\(index)")
            let isSame = try await Self.written(contents) == (try await Self.written(Self.state([made])))
            #expect(isSame, "\(index)")
        }
    }

    @Test("has a record under the address that it now stands under")
    func moved() async throws {
        var contents = try await Self.read(try await Self.written(Self.state([Self.record("a"), Self.record("b")])))
        let to = Address(campaign: "z", period: "2027-Q2", review: "r")
        contents.records[to] = contents.records[Self.record("a").address]
        contents.records[Self.record("a").address] = nil
        let read = try await Self.read(try await Self.written(contents))
        #expect(Set(read.records.keys) == [to, Self.record("b").address])
        #expect(read.records[to]?.calls == Self.record("a").calls)
    }

    @Test("with records out of order, or one twice, is refused, wherever it is cut for reading")
    func order() async throws {
        let long = String(repeating: "long ", count: 25_000)
        let records = (10..<18).map { Self.record("c\($0)", body: ["text": .string(long)]) }
        let lines = try await Self.written(Self.state(records)).split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let starts = lines.indices.filter { lines[$0].starts(with: Array("    \"c".utf8)) }
        let end = try #require(lines.firstIndex { $0.elementsEqual(Array("  \"serial\": 7,".utf8)) }) - 1
        try #require(starts.count == records.count)
        let start = try starts.at(0)
        let members = zip(starts, starts.dropFirst() + [end]).map { start, end in
            // The comma behind all but the last is not the record's.
            Array(lines[start..<(end - 1)].joined(separator: [0x0A])) + Array("\n    }".utf8)
        }
        func text(_ members: [[UInt8]]) -> [UInt8] {
            let whole = Array(members.joined(separator: Array(",\n".utf8)))
            return Array((lines[..<start] + [whole[...]] + lines[end...]).joined(separator: [0x0A]))
        }
        let isTakenApart = try await Self.read(text(members)) == Self.state(records)
        #expect(isTakenApart)
        for index in members.indices.dropLast() {
            var swapped = members
            swapped.swapAt(index, index + 1)
            var doubled = members
            doubled[members.index(after: index)] = doubled[index]
            for bad in [swapped, doubled] {
                let error = await #expect(throws: DiagnosticsError.self) {
                    try await Self.read(Self.sealed(text(bad)))
                }
                #expect(error?.diagnostics.first?.message.contains("twice") == true, "\(index)")
            }
        }
    }

    @Test("is cut for reading between records only, and not in what stands behind them")
    func behind() async throws {
        // The only piece that is long enough for another one after it ends with the last record.
        let long = Self.state([Self.record("a", body: ["text": .string(String(repeating: "long ", count: 150_000))])])
        let isRead = try await Self.read(try await Self.written(long)) == long
        #expect(isRead)
    }

    @Test("knows the calls that were sent without taking them apart")
    func sent() async throws {
        let read = try await Self.read(try await Self.written(Self.small))
        let record = try #require(read.records[Self.record("a").address])
        #expect(record.sent.are(record.calls))
        #expect(!record.sent.are([]))
        var other = record.calls
        other[ifThere: 0]?.body = ["n": 2]
        #expect(!record.sent.are(other))
        #expect(SentCalls(other).calls == other)
    }
}
