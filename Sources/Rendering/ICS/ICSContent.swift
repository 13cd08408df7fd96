/// The content lines of an iCalendar object (RFC 5545, section 3.1).
struct ICSContent {
    private var bytes: [UInt8] = []

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Adds a line whose value needs no escapes: a word, a time.
    mutating func add(_ name: String, _ value: String) { fold("\(name):\(value)") }

    /// Adds a line with a value of type TEXT; line feeds in it are written as `\n`.
    mutating func add(_ name: String, text: String) {
        var value = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ";", ",": value += "\\\(scalar)"
            case "\n": value += "\\n"
            default: value.unicodeScalars.append(scalar)
            }
        }
        add(name, value)
    }

    /// At most 75 octets a line, the blank before what continues it among them; no character is cut.
    private mutating func fold(_ line: String) {
        var rest = Array(line.utf8)[...]
        var room = 75
        while rest.count > room {
            let end = ICSContent.end(of: rest, room)
            bytes += rest[..<end] + [0x0D, 0x0A, 0x20]
            rest = rest[end...]
            room = 74
        }
        bytes += rest + [0x0D, 0x0A]
    }

    /// Where a line that is too long is parted: the last place that leaves what follows no command to a pipeline, such as `::error`,
    /// which stands behind a blank too. Where a text is nothing but colons, the first such place behind the line's end.
    private static func end(of line: ArraySlice<UInt8>, _ room: Int) -> Int {
        let places =
            (line.startIndex + 1...line.startIndex + room).reversed() + Array(line.startIndex + room..<line.endIndex)
        let end = places.first { place in
            // Not before what continues a character.
            guard line[place] & 0xC0 != 0x80 else { return false }
            let next = String(decoding: line[place...].prefix(room), as: UTF8.self)
            return Printable.line(next) == next
        }
        return end ?? line.endIndex
    }
}
