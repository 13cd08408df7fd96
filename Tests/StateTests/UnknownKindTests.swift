import Calendars
import Campaigns
import JSON
import Support
import Testing

@testable import State

/// A state that a Muster with more kinds wrote.
@Suite("Kinds that are not known")
struct UnknownKindTests {
    private static let state = StateContents(world: .sandbox, lineage: nil, records: [:])

    /// A state with two records and two intents, one of each of a kind to come.
    private static func text() async throws -> [UInt8] {
        let call = Call(step: .create, path: "/uar", body: ["name": "N"])
        func record(_ address: Address) -> Record {
            Record(
                address: address, platform: "opal", kind: .opalUAR, name: "N", vendorID: "id-\(address.campaign)",
                createdAt: Instant(seconds: 0), due: Instant(seconds: 9), calls: [call])
        }
        func intent(_ address: Address) -> Intent {
            Intent(
                attempt: "a", address: address, platform: "opal", host: "h", kind: .opalUAR, name: "N",
                due: Instant(seconds: 9), begun: Instant(seconds: 0), calls: [call])
        }
        let addresses = try ["a/opal", "b/opal", "c/opal", "d/opal"].map { try #require(Address($0)) }
        let contents = StateContents(
            world: .sandbox, lineage: nil,
            records: Records(Dictionary(uniqueKeysWithValues: addresses.prefix(2).map { ($0, record($0)) })),
            intents: Dictionary(uniqueKeysWithValues: addresses.suffix(2).map { ($0, intent($0)) }))
        var lines = StateText.whole(contents).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var seen = 0
        for index in lines.indices where lines[index].elementsEqual(#"      "kind": "opal.uar","#.utf8) {
            seen += 1
            // The first of the intents, and the first of the records.
            if seen % 2 == 1 { lines[index] = Array(#"      "kind": "opal.yet-to-come","#.utf8)[...] }
        }
        #expect(seen == 4)
        let body = Array(lines.joined(separator: [UInt8(ascii: "\n")])).dropLast(StateText.endLength)
        return body + StateText.end(CanonicalJSON.digest(body))
    }

    @Test("they are read, and written again byte for byte")
    func kept() async throws {
        let text = try await Self.text()
        let contents = try await StateCoding.decode(text)
        #expect(contents.records.count == 1 && contents.intents.count == 1)
        #expect(contents.unknownRecords.count == 1 && contents.unknownIntents.count == 1)
        #expect(StateText.whole(contents) == text)
        #expect(contents.vendorIDs(on: "opal") == ["id-a", "id-b"])
        #expect(contents.holder(of: "id-a", on: "opal") == Address("a/opal"))
    }

    @Test("they are kept when other things change, and can be forgotten")
    func changed() async throws {
        var contents = try await StateCoding.decode(try await Self.text())
        let (known, other) = (try #require(Address("b/opal")), try #require(Address("a/opal")))
        contents.fold(.forgot(address: known))
        let again = try await StateCoding.decode(StateText.whole(contents))
        #expect(again.records.isEmpty && again.unknownKind(at: other)?.kind == "opal.yet-to-come")
        contents.fold(.forgot(address: other))
        #expect(contents.unknownKind(at: other) == nil)
    }

    @Test("a record that is wrong in anything else is damage all the same")
    func damaged() async throws {
        let text = String(decoding: try await Self.text(), as: UTF8.self)
        let body = Array(text.replacing("\"platform\": \"opal\"", with: "\"platform\": 7").utf8).dropLast(
            StateText.endLength)
        await #expect(throws: TextFault.self) {
            try await StateCoding.decode(body + StateText.end(CanonicalJSON.digest(body)))
        }
    }
}

extension StateText {
    /// All of it.
    fileprivate static func whole(_ contents: StateContents) -> [UInt8] {
        let text = StateText(contents)
        let body = (0..<text.count).flatMap(text.piece)
        return body + end(CanonicalJSON.digest(body[...]))
    }
}
