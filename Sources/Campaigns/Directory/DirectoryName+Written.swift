// How a name is written behind `${KIND:`, and in the directory: `dana@acme.com`, `NetSuite/Admin`. A backslash stands before a `}`, a `/` or
// a backslash that is meant as it is.

extension DirectoryName {
    /// Such as `NetSuite/Admin`, to be read again.
    package var written: String { (app.map { Self.escaped($0) + "/" } ?? "") + Self.escaped(name) }

    /// The whole reference, such as `${user:dana@acme.com}`.
    package var reference: String { "${\(kind.rawValue):\(written)}" }

    /// Reads the written form. Throws why it is none, in a sentence without a full stop.
    package init(_ kind: Kind, written: String) throws(WrittenNameError) {
        var parts = [""]
        var isEscaped = false
        for character in written.unicodeScalars {
            if isEscaped {
                guard "}/\\".unicodeScalars.contains(character) else {
                    throw WrittenNameError("a backslash stands only before `}`, `/` or a backslash")
                }
                parts[parts.count - 1].unicodeScalars.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "/", kind.isWithinApp {
                parts.append("")
            } else {
                parts[parts.count - 1].unicodeScalars.append(character)
            }
        }
        if isEscaped { throw WrittenNameError("a backslash stands only before `}`, `/` or a backslash") }
        if kind.isWithinApp, parts.count != 2 {
            throw WrittenNameError(
                "it is named within an app: `\(kind.rawValue):APP/NAME`, a `/` in a name written `\\/`")
        }
        guard parts.allSatisfy({ !$0.isEmpty }) else { throw WrittenNameError("the name is empty") }
        self.init(kind, parts[parts.count - 1], app: kind.isWithinApp ? parts[0] : nil)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("/", with: "\\/").replacing("}", with: "\\}")
    }
}

/// Why a text is no name.
package struct WrittenNameError: Error, Hashable {
    package let reason: String

    init(_ reason: String) { self.reason = reason }
}
