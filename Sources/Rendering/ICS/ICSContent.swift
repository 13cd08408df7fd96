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
            var end = rest.startIndex + room
            // Not before what continues a character.
            while rest[end] & 0xC0 == 0x80 { end -= 1 }
            bytes += rest[..<end] + [0x0D, 0x0A, 0x20]
            rest = rest[end...]
            room = 74
        }
        bytes += rest + [0x0D, 0x0A]
    }
}
