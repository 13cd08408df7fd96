import Diagnostics
import JSON

/// What a journal on disk says.
struct Journal: Sendable, Hashable {
    /// Nothing where even the header was torn off.
    var header: JournalHeader?
    /// The events of all complete groups.
    var events: [JournalEvent] = []

    /// Reads a journal. What follows the last complete group was never reported as written, and is passed over.
    ///
    /// A write that a crash cut off leaves whole good lines and then less than a line. So a whole line that is wrong is a fault
    /// wherever it stands, and so is a good line with another byte in its line feed's place.
    init(_ bytes: [UInt8]) throws(TextFault) {
        var lines = JournalLines()
        var group: [JournalEvent] = []
        var start = 0
        var number = 1
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: JournalLines.lineFeed)
            if end == nil, try Self.isTorn(bytes[start...], after: lines, number: number, offset: start) { return }
            let line = bytes[start..<(end ?? bytes.endIndex)]
            guard let json = lines.json(of: line) else {
                throw TextFault(number: number, offset: start, "the line is not the one that was written here")
            }
            do throws(Damage) {
                let value = try Self.value(json)
                if header == nil {
                    header = try JournalHeader(value)
                } else if let count = value["commit"] {
                    guard count == .integer(group.count), !group.isEmpty else {
                        throw Damage("the group has \(group.count) events and says otherwise", at: JSONPath())
                    }
                    events += group
                    group = []
                } else {
                    group.append(try JournalEvent(value))
                }
            } catch {
                throw TextFault(error, in: json, number: number, lineOffset: start)
            }
            start = line.endIndex + 1
            number += 1
        }
    }

    private static func value(_ json: ArraySlice<UInt8>) throws(Damage) -> JSONValue {
        do throws(JSONError) {
            return try JSONReader.read(json)
        } catch {
            throw Damage(error.message, at: JSONPath())
        }
    }

    /// Whether a last line without line feed is the beginning of one. A whole line that lacks nothing else counts as written.
    private static func isTorn(
        _ line: ArraySlice<UInt8>, after lines: JournalLines, number: Int, offset: Int
    ) throws(TextFault) -> Bool {
        var (whole, longer) = (lines, lines)
        if longer.json(of: line.dropLast()) != nil {
            throw TextFault(number: number, offset: offset, "the line does not end where it was ended")
        }
        return whole.json(of: line) == nil
    }
}

extension TextFault {
    fileprivate init(number: Int, offset: Int, _ message: String) {
        let place = SourcePosition(line: number, column: 1, offset: offset)
        self.init(message: message, range: SourceRange(start: place, end: place))
    }

    fileprivate init(_ damage: Damage, in json: ArraySlice<UInt8>, number: Int, lineOffset: Int) {
        let inLine = JSONPlace(json).range(of: damage.path)
        func moved(_ position: SourcePosition) -> SourcePosition {
            let before = JournalLines.checksumLength + 1
            return SourcePosition(
                line: number, column: position.column + before, offset: lineOffset + before + position.offset)
        }
        self.init(
            message: damage.message, range: SourceRange(start: moved(inLine.start), end: moved(inLine.end)),
            isNewer: damage.isNewer)
    }
}
