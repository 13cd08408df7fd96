import Crypto
import JSON

@testable import State

/// A journal made of a text that knows no checksums: a line for each line of it, sealed as Muster would have, so that the
/// input reaches what lies behind the checksums. An empty line commits the group.
struct SealedJournal {
    private(set) var bytes: [UInt8] = []
    /// For each commit: where its line ends, without its line feed, and how many events are committed then.
    private(set) var commits: [(end: Int, events: Int)] = []
    /// Where the header's line ends.
    private(set) var headerEnd = 0

    private var checksum: [UInt8] = []
    private var pending = 0

    private static let header = #"{"format":"muster.journal/1","world":"real","lineage":"l","base":1}"#

    init(_ text: UnsafeBufferPointer<UInt8>) {
        var lines = text.split(separator: JournalLines.lineFeed, omittingEmptySubsequences: false).map(Array.init)
        if lines.first?.starts(with: #"{"format""#.utf8) != true { lines.insert(Array(Self.header.utf8), at: 0) }
        add(lines.removeFirst())
        headerEnd = bytes.count - 1
        for line in lines { addEvent(line) }
    }

    private mutating func addEvent(_ line: [UInt8]) {
        if line.isEmpty {
            if pending > 0 { addCommit(Array(#"{"commit":\#(pending)}"#.utf8)) }
            return
        }
        let value = try? JSONReader.read(line, maxDepth: 100)
        // A body may nest a little deeper in a journal than in a state; no manifest nests half as deep.
        if value == nil, (try? JSONReader.read(line)) != nil { return }
        if value?["commit"] != nil {
            addCommit(line)
        } else {
            add(value.flatMap(Self.withDigest).map { JSONWriter.write($0) } ?? line)
            pending += 1
        }
    }

    private mutating func addCommit(_ line: [UInt8]) {
        add(line)
        commits.append((bytes.count - 1, (commits.last?.events ?? 0) + pending))
        pending = 0
    }

    private mutating func add(_ json: [UInt8]) {
        var hash = SHA256()
        checksum.withUnsafeBytes { hash.update(bufferPointer: $0) }
        json.withUnsafeBytes { hash.update(bufferPointer: $0) }
        checksum.removeAll(keepingCapacity: true)
        for byte in hash.finalize().prefix(JournalLines.checksumLength / 2) {
            for digit in [byte >> 4, byte & 15] { checksum.append(digit + (digit < 10 ? 0x30 : 0x57)) }
        }
        bytes += checksum
        bytes.append(UInt8(ascii: " "))
        bytes += json
        bytes.append(JournalLines.lineFeed)
    }

    /// The event with the digest that belongs to its calls, where it has a digest.
    private static func withDigest(_ event: JSONValue) -> JSONValue? {
        guard var object = event.objectValue else { return nil }
        for key in ["intent", "record"] {
            guard var part = object[key]?.objectValue, let calls = part["calls"], part["digest"] != nil else {
                continue
            }
            part["digest"] = .string(CanonicalJSON.digest(calls))
            object[key] = .object(part)
        }
        return .object(object)
    }
}

extension StateCoding {
    /// The text of a state in one.
    static func encode(_ contents: StateContents) -> [UInt8] {
        let text = StateText(contents)
        return sealed((0..<text.count).flatMap { text.piece($0) })
    }

    /// The text that begins with these bytes and has their digest.
    static func sealed(_ bytes: [UInt8]) -> [UInt8] { bytes + StateText.end(CanonicalJSON.digest(bytes[...])) }
}
