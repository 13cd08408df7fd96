import Campaigns

/// What is said of a vendor's field besides its help.
enum FieldWords {
    /// The help, and what must be known to fill the field in.
    static func help(of field: Field) -> String {
        var lines = [field.help]
        if let all = field.all { lines.append("`all`: \(all.meaning).") }
        if let key = field.filledBy { lines.append("The campaign's `\(key.rawValue)` fills it where it is left out.") }
        if let meaning = field.absentMeans { lines.append("Left out, it would mean \(meaning).") }
        if field.isRequired, field.filledBy == nil { lines.append("Needed, here or in the platform's defaults.") }
        let names = field.names.map { "`${\($0.rawValue):...}`" } + (field.takesReview ? ["`${review:...}`"] : [])
        if !names.isEmpty { lines.append("Takes \(names.joined(separator: ", ")).") }
        lines.append("Source: \(field.source).")
        return lines.joined(separator: " ")
    }
}
