/// What HTML and XML read as their own.
enum MarkupText {
    /// The text for an element's content and for an attribute in quotes: no character of it can end the one or the other.
    ///
    /// - Parameter isForbidden: which characters are written out as their numbers; by scalar, as one may stand before a mark that combines.
    static func escape(_ text: String, writingOut isForbidden: (Unicode.Scalar) -> Bool = { _ in false }) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case _ where isForbidden(scalar):
                result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
