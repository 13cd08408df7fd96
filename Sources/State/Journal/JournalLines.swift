import JSON

/// `muster.journal/2`: a line an event, `CHECKSUM JSON`, after a header; a line `{"commit":N}` ends a group of N events.
///
/// A checksum is the first 16 hexadecimal digits of the SHA-256 of the checksum before it and the line's JSON. So each line vouches
/// for all before it: a line that is changed, missing, added or out of place is seen.
struct JournalLines {
    static let lineFeed = UInt8(ascii: "\n")
    static let checksumLength = 16

    private(set) var checksum: [UInt8] = []
    private(set) var headerLine: [UInt8] = []

    /// The header's line.
    mutating func header(_ header: JournalHeader) -> [UInt8] {
        headerLine = line(header.bytes)
        return headerLine
    }

    /// The lines of a group.
    mutating func group(_ events: [JournalEvent]) -> [UInt8] {
        var bytes: [UInt8] = []
        for event in events { bytes += line(CanonicalJSON.bytes(event.json)) }
        return bytes + line(CanonicalJSON.bytes(["commit": .integer(events.count)]))
    }

    /// The JSON of a line without its line feed; nothing if the line does not continue those before it.
    mutating func json(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard line.count > Self.checksumLength else { return nil }
        let space = line.startIndex + Self.checksumLength
        let json = line[(space + 1)...]
        let expected = Self.checksum(of: json, after: checksum)
        guard line[space] == UInt8(ascii: " "), line[..<space].elementsEqual(expected) else { return nil }
        checksum = expected
        return json
    }

    private mutating func line(_ json: [UInt8]) -> [UInt8] {
        checksum = Self.checksum(of: json[...], after: checksum)
        return checksum + [UInt8(ascii: " ")] + json + [Self.lineFeed]
    }

    private static func checksum(of json: ArraySlice<UInt8>, after checksum: [UInt8]) -> [UInt8] {
        Array(CanonicalJSON.digest((checksum + json)[...]).utf8.prefix(checksumLength))
    }
}
