import Campaigns
import JSON

/// The text of a state in pieces of some hundred kilobytes, each of which can be made by itself. The same state is the same bytes.
struct StateText: Sendable {
    /// What a record's member of `resources` begins with, or all of it.
    private struct Member {
        var text: ArraySlice<UInt8>
        /// Where the record is whose text is yet to be made.
        var index: Dictionary<Address, Records.Box>.Index?
    }

    private static let recordsInPiece = 128

    private let contents: StateContents
    /// The records in the order of their keys.
    private let members: [Member]

    init(_ contents: StateContents) {
        self.contents = contents
        let records = contents.records
        var members: [Member] = []
        members.reserveCapacity(records.count)
        var made: [(key: Range<Int>, index: Dictionary<Address, Records.Box>.Index)] = []
        var keys: [UInt8] = []
        for index in records.indices {
            // A text begins with the address that its record had then.
            if let text = records.values[index].text.bytes, records.values[index].address == records.keys[index] {
                members.append(Member(text: text, index: nil))
            } else {
                let start = keys.count
                keys.append(contentsOf: "\"\(records.keys[index])\"".utf8)
                made.append((start..<keys.count, index))
            }
        }
        for (address, other) in contents.unknownRecords {
            var writer = CanonicalWriter(level: 2)
            writer.key(address.description)
            writer.value(other.json)
            // Behind the line break and the comma that a member begins with.
            members.append(Member(text: writer.bytes.drop { $0 != UInt8(ascii: "\"") }, index: nil))
        }
        members += made.lazy.map { Member(text: keys[$0.key], index: $0.index) }
        // Those that were read together are put back into the order in which they stood, which is quick; then next to nothing is
        // left to be sorted by the letters.
        members.sort { $0.text.startIndex < $1.text.startIndex }
        members.sort { $0.text.lexicographicallyPrecedes($1.text) }
        self.members = members
    }

    /// How many pieces there are before the digest.
    var count: Int { 2 + (members.count + Self.recordsInPiece - 1) / Self.recordsInPiece }

    /// The piece at an index from 0 to `count - 1`: what stands before the records, records, or what stands behind them.
    func piece(_ index: Int) -> [UInt8] {
        if index == 0 { return head }
        if index == count - 1 { return tail }
        let first = (index - 1) * Self.recordsInPiece
        var writer = CanonicalWriter(level: 2, hasParts: first > 0)
        writer.bytes.reserveCapacity(Self.recordsInPiece * 2048)
        for member in members[first..<min(first + Self.recordsInPiece, members.count)] {
            if let index = member.index {
                var record = contents.records.values[index]
                record.address = contents.records.keys[index]
                writer.key(record.address.description)
                writer.record(record)
            } else {
                writer.element()
                writer.text(member.text)
            }
        }
        return writer.bytes
    }

    /// What follows all pieces.
    static func end(_ digest: String) -> [UInt8] {
        var writer = CanonicalWriter(level: 1, hasParts: true)
        writer.string(digest)
        writer.closeObject()
        writer.bytes.append(UInt8(ascii: "\n"))
        return writer.bytes
    }

    /// How many bytes follow all pieces.
    static let endLength = end(String(repeating: "0", count: CanonicalJSON.digestLength)).count

    private var head: [UInt8] {
        var writer = CanonicalWriter()
        writer.openObject()
        writer.member("format", StateCoding.format.description)
        if !contents.ignored.isEmpty {
            writer.member(
                "ignored",
                CanonicalJSON.object(
                    contents.ignored.map { address, items in
                        (address.description, CanonicalJSON.object(items.map { ($0.key, $0.value.json) }))
                    }))
        }
        writer.member(
            "intents",
            CanonicalJSON.object(
                contents.intents.map { ($0.key.description, $0.value.json) }
                    + contents.unknownIntents.map { ($0.key.description, $0.value.json) }))
        writer.member("lineage", contents.lineage)
        writer.member("platforms", CanonicalJSON.object(contents.platforms.map { ($0.key, $0.value.json) }))
        writer.key("resources")
        writer.openObject()
        return writer.bytes
    }

    private var tail: [UInt8] {
        var writer = CanonicalWriter(level: 2, hasParts: !members.isEmpty)
        writer.closeObject()
        writer.member("serial", .integer(contents.serial))
        if let settled = contents.settled {
            writer.key("settled")
            writer.settled(settled)
        }
        writer.member("world", contents.world.rawValue)
        writer.key("digest")
        return writer.bytes
    }
}

extension WritableFile {
    /// Adds the whole text, each piece while the next is being made.
    func append(_ text: StateText) async throws(FileSystemError) {
        var digest = RunningDigest()
        var piece = text.piece(0)
        for index in 1..<text.count {
            async let next = text.piece(index)
            digest.add(piece[...])
            try append(piece)
            piece = await next
        }
        digest.add(piece[...])
        try append(piece + StateText.end(digest.text))
    }
}
