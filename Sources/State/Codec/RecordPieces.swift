import Campaigns
import JSON

/// The records in a state's text, cut into pieces so that several tasks can read them.
struct RecordPieces: Sendable {
    /// How many bytes a piece has at least.
    static let size = 500_000

    private let text: [UInt8]
    /// Where each piece begins: the first at the bracket of `resources`, others at the line feed before a record.
    private let starts: [Int]

    /// The pieces of `text` from the value of `resources` on, each but the last of at least `size` bytes, which are two or more.
    init(_ text: [UInt8], from start: Int, size: Int = size) {
        self.text = text
        var starts = [start]
        while let last = starts.last, let next = Self.cut(text, after: last + size) { starts.append(next) }
        self.starts = starts
    }

    /// All records, those of kinds that are not known, and where they end.
    func read() async throws(JSONError) -> (records: Records, unknown: [Address: UnknownKind], end: Int) {
        var records: Records = [:]
        var unknown: [Address: UnknownKind] = [:]
        var pieces: [Piece?] = starts.map { _ in nil }
        var failure: (index: Int, error: JSONError)?
        await withTaskGroup(of: (Int, Result<Piece, JSONError>).self) { group in
            for index in starts.indices { group.addTask { (index, piece(index)) } }
            for await (index, result) in group {
                switch result {
                case .success(var piece):
                    records.reserveCapacity(piece.records.count * starts.count)
                    // One by one, so that none is copied.
                    while let record = piece.records.popLast() { records[record.address] = record }
                    unknown.merge(piece.unknown) { first, _ in first }
                    pieces[index] = piece
                case .failure(let error):
                    if failure.map({ index < $0.index }) ?? true { failure = (index, error) }
                }
            }
        }
        if let failure { throw failure.error }
        var last: Piece?
        for (index, piece) in pieces.enumerated() {
            if let before = last?.last, let first = piece?.first, !before.utf8.lexicographicallyPrecedes(first.utf8) {
                throw error("the key `\(first)` is not in order, or there twice", at: starts[index])
            }
            last = piece
        }
        return (records, unknown, last?.end ?? text.count)
    }

    private struct Piece: Sendable {
        var records: [Record] = []
        var unknown: [Address: UnknownKind] = [:]
        /// The keys of the first and the last record.
        var first: String?
        var last: String?
        var end = 0
    }

    private func piece(_ index: Int) -> Result<Piece, JSONError> {
        let end = index + 1 < starts.count ? starts[index + 1] - 1 : nil
        return Result { () throws(JSONError) in
            try CanonicalReader.read(text, from: starts[index], level: index == 0 ? 1 : 2, isFirst: true) {
                (reader) throws(JSONError) in
                if index == 0 { try reader.openObject() }
                var piece = Piece()
                while reader.offset != end, let key = try reader.key(after: piece.last) {
                    let start = reader.offset - key.utf8.count - 4
                    guard let address = Address(key) else { throw reader.failure("not an address", at: start) }
                    let previous = piece.records.last
                    let read = try UnknownKind.reading(&reader) { (reader) throws(JSONError) in
                        try Record(&reader, address: address, text: text, from: start, previous: previous)
                    }
                    switch read {
                    case .known(let record): piece.records.append(record)
                    case .unknown(let other): piece.unknown[address] = other
                    }
                    if piece.first == nil { piece.first = key }
                    piece.last = key
                }
                piece.end = reader.offset
                if let end, piece.end != end { throw reader.failure("nothing more was expected here", at: piece.end) }
                return piece
            }
        }
    }

    /// The first line feed from `start` on before what can only be the key of a record: of all keys as deep, only an address has a
    /// slash.
    private static func cut(_ text: [UInt8], after start: Int) -> Int? {
        let key = Array("\n    \"".utf8)
        return text.withUnsafeBufferPointer { text in
            guard start < text.count else { return nil }
            return (start..<text.count).first { offset in
                guard text[offset] == key[0], text[offset...].prefix(key.count).elementsEqual(key) else { return false }
                return text[(offset + key.count)...].prefix { $0 != UInt8(ascii: "\"") }.contains(UInt8(ascii: "/"))
            }
        }
    }

    private func error(_ message: String, at offset: Int) -> JSONError {
        CanonicalReader.read(text) { reader in reader.failure(message, at: offset) }
    }
}
