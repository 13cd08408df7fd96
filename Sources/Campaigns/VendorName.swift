/// Names as vendors and people compare them.
package enum VendorName {
    /// A form in which two names are equal if they are so after canonical composition, trimming and case folding. (Swift's strings
    /// compare by canonical equivalence.)
    package static func comparable(_ name: String) -> String {
        // Most names are plain, and begin and end with something to see.
        if let first = name.utf8.first, let last = name.utf8.last, first > 0x20, last > 0x20,
            name.utf8.allSatisfy({ $0 < 0x7F })
        {
            return name.lowercased()
        }
        let trimmed = name.drop(while: \.isWhitespace)
        return String(trimmed.reversed().drop(while: \.isWhitespace).reversed()).lowercased()
    }
}
