import Campaigns
package import JSON

/// One thing that is declared otherwise than it was created.
package struct FieldDifference: Sendable, Hashable {
    /// Such as `uar_scope.tags`.
    package var path: String
    package var declared: JSONValue?
    package var recorded: JSONValue?

    package init(path: String, declared: JSONValue?, recorded: JSONValue?) {
        self.path = path
        self.declared = declared
        self.recorded = recorded
    }
}

extension FieldDifference {
    /// What was sent and what was found, in one line that is not too long.
    package var line: String { "\(path): sent \(declaredText), found \(recordedText)" }

    /// What is declared, in JSON that is not too long, or `nothing`.
    package var declaredText: String { Self.text(declared) }
    /// The same of what was created.
    package var recordedText: String { Self.text(recorded) }

    private static func text(_ value: JSONValue?) -> String {
        guard let value else { return "nothing" }
        let text = JSONWriter.text(value)
        return text.count <= 200 ? text : text.prefix(199) + "…"
    }
}

/// What the declared fields say otherwise than the recorded ones, each at the deepest place, in the table's order.
///
/// Sets are compared without order, an absent field is the vendor's documented default, dates are compared as instants to the second, the name
/// as vendors may keep it.
///
/// - Parameter unchangedDates: paths of dates that are written as they were when the review was created: their instant moved only
///   because newer zone data says so.
package func differences(
    declared: JSONObject, recorded: JSONObject, kind: any VendorKind, unchangedDates: Set<String>
) -> [FieldDifference] {
    var comparison = Comparison(
        skipped: unchangedDates, nameField: kind.nameField, ignoresProto3Defaults: kind.kind.vendor == .conductorone)
    comparison.compare(declared, recorded, kind.fields, FieldPath())
    return comparison.found
}
