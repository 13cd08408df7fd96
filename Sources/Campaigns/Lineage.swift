/// The name of one state's line of descent: 32 lower-case hexadecimal digits, drawn at random by `muster init`.
package enum Lineage {
    /// What stands in a marker of the sandbox, whose state has no lineage.
    package static let sandbox = "sandbox"

    /// What stands in a marker before `muster init` has drawn a lineage; nothing is ever sent with it.
    package static let unset = "none"

    package static func isValid(_ text: String) -> Bool {
        text.utf8.count == 32
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            }
    }

    package static func random() -> String { randomNonce() }
}
