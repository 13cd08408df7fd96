import Campaigns
import JSON

/// The text of a state in pieces of some hundred kilobytes, each of which can be made by itself. The same state is the same bytes.
struct StateText: Sendable {
    private static let recordsInPiece = 500

    private let contents: StateContents
    /// Where each record is in `contents`, in the order of the addresses' texts.
    private let places: [(address: String, index: Dictionary<Address, Record>.Index)]

    init(_ contents: StateContents) {
        self.contents = contents
        places = contents.records.indices.map { (contents.records.keys[$0].description, $0) }
            .sorted { $0.address < $1.address }
    }

    /// How many pieces there are before the digest.
    var count: Int { 2 + (places.count + Self.recordsInPiece - 1) / Self.recordsInPiece }

    /// The piece at an index from 0 to `count - 1`: what stands before the records, records, or what stands behind them.
    func piece(_ index: Int) -> [UInt8] {
        if index == 0 { return head }
        if index == count - 1 { return tail }
        let first = (index - 1) * Self.recordsInPiece
        var writer = CanonicalWriter(level: 2, hasParts: first > 0)
        writer.bytes.reserveCapacity(Self.recordsInPiece * 2048)
        for place in places[first..<min(first + Self.recordsInPiece, places.count)] {
            writer.key(place.address)
            writer.record(contents.records.values[place.index])
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
        writer.member("intents", CanonicalJSON.object(contents.intents.map { ($0.key.description, $0.value.json) }))
        writer.member("lineage", contents.lineage)
        writer.member("platforms", CanonicalJSON.object(contents.platforms.map { ($0.key, $0.value.json) }))
        writer.key("resources")
        writer.openObject()
        return writer.bytes
    }

    private var tail: [UInt8] {
        var writer = CanonicalWriter(level: 2, hasParts: !places.isEmpty)
        writer.closeObject()
        writer.member("serial", .integer(contents.serial))
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
