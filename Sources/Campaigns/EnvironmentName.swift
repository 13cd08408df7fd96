/// The grammar of an environment variable's name.
package enum EnvironmentName {
    package static func isValid(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 128,
            !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
        else {
            return false
        }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }

    /// Whether it is one that Muster itself or its pipelines read, such as `MUSTER_STATE`. None of them is ever a credential.
    package static func isMusters(_ text: String) -> Bool { text.uppercased().hasPrefix("MUSTER_") }
}
