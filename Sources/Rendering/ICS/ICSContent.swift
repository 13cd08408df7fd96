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
        var length = 0
        for scalar in line.unicodeScalars {
            let encoded = UTF8.encode(scalar).map { Array($0) } ?? []
            if length + encoded.count > 75 {
                bytes += [0x0D, 0x0A, 0x20]
                length = 1
            }
            bytes += encoded
            length += encoded.count
        }
        bytes += [0x0D, 0x0A]
    }
}
