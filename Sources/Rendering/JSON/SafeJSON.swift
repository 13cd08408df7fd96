package import JSON

/// JSON as it is written to an output that may be a pipeline's log.
package enum SafeJSON {
    /// By `##` a pipeline takes commands from a log, even from within a string of JSON, and looks through what shows nothing: both are
    /// written as escapes.
    package static func text(_ value: JSONValue, _ style: JSONWriter.Style) -> String {
        let text = JSONWriter.text(value, style: style)
        var last: UInt8 = 0
        let isSafe = text.utf8.allSatisfy { byte in
            defer { last = byte }
            return byte < 0x80 && (byte != UInt8(ascii: "#") || byte != last)
        }
        if isSafe { return text }
        var safe = String.UnicodeScalarView()
        // Not by characters: what combines with the second `#` would hide it.
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "#", rest.first == "#" {
                rest.removeFirst()
                safe.append(contentsOf: #"\u0023\u0023"#.unicodeScalars)
            } else if scalar.isASCII || !scalar.properties.isDefaultIgnorableCodePoint {
                safe.append(scalar)
            } else {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    let zeros = String(repeating: "0", count: 4 - digits.count)
                    safe.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
                }
            }
        }
        return String(safe)
    }
}
