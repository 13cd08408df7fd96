import Campaigns
import JSON
package import Manifests

/// What `muster explain` says to people.
package struct ExplanationText: Sendable {
    private let style: TextStyle
    private let width: Int

    /// Where what is said of a label begins.
    private static let indent = 14

    /// - Parameter width: how many columns a line has; at least 40.
    package init(style: TextStyle, width: Int) {
        self.style = style
        self.width = max(40, width)
    }

    /// One thing: what is known of it, and a line for each of its fields.
    package func page(_ explanation: Explanation) -> String {
        var lines: [String] = []
        for (label, text) in Self.facts(explanation) {
            let padded = label + String(repeating: " ", count: Self.indent - label.utf8.count)
            let rows = wrapped(text, from: Self.indent)
            lines.append(style(padded, .bold) + (rows.first ?? ""))
            lines += rows.dropFirst().map { String(repeating: " ", count: Self.indent) + $0 }
        }
        lines += [""] + wrapped(explanation.help, from: 2).map { "  " + $0 }
        if !explanation.fields.isEmpty {
            lines +=
                [
                    "",
                    style("FIELDS", .bold)
                        + (explanation.fields.contains { Self.mark($0) != "" } ? "  (* is needed)" : ""),
                ] + explanation.fields.flatMap(row)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func mark(_ explanation: Explanation) -> String {
        explanation.isRequired || explanation.vendorFacts?.absentMeans != nil ? "*" : ""
    }

    /// Everything, a line each, what is within something else below it.
    package func tree(_ explanations: [Explanation]) -> String {
        explanations.map { tree($0, level: 0).joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private func tree(_ explanation: Explanation, level: Int) -> [String] {
        let start = String(repeating: "  ", count: level)
        let title = start + explanation.name + Self.mark(explanation)
        let type = level == 0 ? "" : " <\(explanation.type)>"
        let rest = cut("\(type)  \(explanation.help)", to: width - title.count)
        return [start + style(explanation.name, level == 0 ? .bold : .green) + Self.mark(explanation) + rest]
            + explanation.fields.flatMap { tree($0, level: level + 1) }
    }

    /// A field in one line, or in as many as its help takes.
    private func row(_ field: Explanation) -> [String] {
        let rest = "\(Self.mark(field)) <\(field.type)>  "
        let rows = wrapped(field.help, from: 6, first: width - 2 - field.name.count - rest.count)
        return ["  " + style(field.name, .green) + rest + (rows.first ?? "")]
            + rows.dropFirst().map { "      " + $0 }
    }

    // MARK: Facts

    private static func facts(_ explanation: Explanation) -> [(String, String)] {
        var facts: [(String, String)] = []
        func add(_ label: String, _ text: String?) { if let text, !text.isEmpty { facts.append((label, text)) } }
        let vendor = explanation.vendorFacts
        let root = vendor?.kind.rawValue ?? String(explanation.path.prefix { $0 != "." })
        let isRoot = explanation.path == explanation.name
        add(
            vendor == nil && !explanation.type.hasPrefix("kind") ? "MANIFEST" : "KIND", isRoot ? explanation.path : root
        )
        if !isRoot { add("FIELD", String(explanation.path.dropFirst(root.utf8.count + 1))) }
        add("TYPE", type(of: explanation))
        if !isRoot { add("REQUIRED", requirement(of: explanation)) }
        add("VALUES", explanation.values.joined(separator: ", "))
        if explanation.isOpen { add("", "The vendor keeps adding words: others are sent, with a warning.") }
        add("DEFAULT", explanation.standard.map { plain($0) })
        add("EXAMPLE", explanation.example)
        for rule in explanation.rules { add("RULE", rule) }
        if let all = vendor?.all { add("ALL", "The word `all` means \(all.meaning)" + sent(all) + ".") }
        add("EMPTY", vendor?.emptyMeans.map { "Refused: it would mean \($0)." })
        if vendor?.isNullable == true { add("NULL", "The vendor takes `null`.") }
        add("REFERENCES", explanation.references.joined(separator: ", "))
        if let vendor {
            add("SENT BY", "\(vendor.call)\(when(vendor.step))")
            add("READ BACK", vendor.isReadBack ? "yes" : "no: a change at the vendor can't be seen")
            if vendor.isDeprecated { add("DEPRECATED", "by the vendor; using it is a warning") }
        }
        add("SOURCE", explanation.source)
        return facts
    }

    private static func type(of explanation: Explanation) -> String {
        guard let form = explanation.form else { return explanation.type }
        let isList = explanation.type.hasPrefix("list") || explanation.type.hasPrefix("mapping")
        return isList ? "\(explanation.type): \(form)" : form
    }

    private static func requirement(of explanation: Explanation) -> String {
        guard let facts = explanation.vendorFacts else { return explanation.isRequired ? "yes" : "no" }
        let filled = facts.filledBy.map { "the campaign's `\($0.rawValue)` fills it where the block doesn't" }
        if let meaning = facts.absentMeans {
            return "yes, in the block or in the platform's defaults: left out, it would mean \(meaning)"
        }
        guard explanation.isRequired else { return filled.map { "no; \($0)" } ?? "no" }
        let depth = explanation.path.dropFirst(facts.kind.rawValue.utf8.count + 1).split(separator: ".").count
        if depth > 1 { return "yes, where what it stands in is given" }
        return "yes, in the block or in the platform's defaults" + (filled.map { "; \($0)" } ?? "")
    }

    private static func when(_ step: Call.Step) -> String {
        switch step {
        case .create: ", which creates it"
        case .scope: ", a call after the one that creates it"
        case .settings: ", an update after it was created"
        }
    }

    private static func sent(_ all: AllWord) -> String {
        all.sends.map { "; \(JSONWriter.text($0)) is sent" } ?? "; the field is left out of the call"
    }

    private static func plain(_ value: JSONValue) -> String { value.stringValue ?? JSONWriter.text(value) }

    // MARK: Lines

    /// The text in lines that end within the width, broken at blanks.
    private func wrapped(_ text: String, from indent: Int, first: Int? = nil) -> [String] {
        var lines: [String] = [""]
        var room = first ?? width - indent
        for word in text.split(separator: " ") {
            let isEmpty = lines[lines.count - 1].isEmpty
            if !isEmpty, lines[lines.count - 1].count + 1 + word.count > room {
                lines.append(String(word))
                room = width - indent
            } else {
                lines[lines.count - 1] += (isEmpty ? "" : " ") + word
            }
        }
        return lines
    }

    private func cut(_ text: String, to room: Int) -> String {
        if text.count <= room { return text }
        return room < 4 ? "" : text.prefix(room - 3) + "..."
    }
}
