/// Names as vendors and people compare them.
package enum VendorName {
    /// A form in which two names are equal if they are so after canonical composition, trimming and case folding. (Swift's strings
    /// compare by canonical equivalence.)
    package static func comparable(_ name: String) -> String {
        let trimmed = name.drop(while: \.isWhitespace)
        return String(trimmed.reversed().drop(while: \.isWhitespace).reversed()).lowercased()
    }
}
