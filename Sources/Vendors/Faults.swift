import Campaigns
import Diagnostics
import JSON

/// Collects the faults of one resource's fields; the checks that several kinds share.
struct Faults {
    private(set) var found: [FieldFault] = []

    mutating func add(
        _ code: DiagnosticCode, at path: FieldPath, _ message: String, fix: String? = nil,
        severity: Diagnostic.Severity = .error
    ) {
        found.append(FieldFault(code, at: path, message, fix: fix, severity: severity))
    }

    /// A scope that would mean more than what is written.
    mutating func wide(at path: FieldPath, _ message: String, fix: String) {
        add(.widerThanWritten, at: path, message, fix: fix)
    }

    /// A text that people must see, and that so can't be blank.
    mutating func checkNotBlank(_ name: String, in object: JSONObject, at path: FieldPath = FieldPath()) {
        guard let text = object[name]?.stringValue, text.isBlank else { return }
        add(
            .invalidValue, at: path.appending(name), "`\(name)` is blank",
            fix: "give it a text that people will recognise")
    }

    /// A text that ends as only Muster's own should would make a stranger's item look like ours.
    mutating func checkNoMarker(_ name: String, in object: JSONObject) {
        guard let text = object[name]?.stringValue, Marker.removed(from: text) != text else { return }
        add(
            .invalidValue, at: FieldPath(name), "`\(name)` ends in a marker, by which Muster knows what it made",
            fix: "remove `[muster ...]`; Muster adds its own")
    }

    /// A blank text in a filter matches everything, or nobody knows what.
    mutating func checkBlankItems(_ value: JSONValue?, at path: @autoclosure () -> FieldPath) {
        for (index, item) in (value?.arrayValue ?? []).enumerated() {
            guard let text = item.stringValue, text.isBlank else { continue }
            let path = path()
            wide(
                at: path.appending(index), "a blank text in `\(path)` may match everything",
                fix: "remove it, or write what is meant")
        }
    }

    /// Fields that still work today and may not tomorrow.
    mutating func checkDeprecated(in object: JSONObject, of table: FieldTable, at path: FieldPath = FieldPath()) {
        for field in table.deprecations {
            guard let value = object.given(field.name) else { continue }
            let path = path.appending(field.name)
            if field.isDeprecated {
                add(
                    .deprecatedField, at: path, "the vendor has deprecated `\(field.name)`", fix: field.help,
                    severity: .warning)
            }
            switch value {
            case .object(let object): checkDeprecated(in: object, of: field.inner, at: path)
            case .array(let items):
                for (index, item) in items.enumerated() {
                    guard let object = item.objectValue else { continue }
                    checkDeprecated(in: object, of: field.inner, at: path.appending(index))
                }
            default: break
            }
        }
    }

    /// A value that is in a set twice is a slip of the pen: one of the two was meant to be another.
    mutating func checkDuplicates(in object: JSONObject, of table: FieldTable) {
        checkDuplicates(in: object, of: table) { FieldPath() }
    }

    /// - Parameter path: where the object is; asked for only to report a fault, since most have none.
    private mutating func checkDuplicates(in object: JSONObject, of table: FieldTable, at path: () -> FieldPath) {
        for field in table.sets {
            guard let value = object[field.name] else { continue }
            checkDuplicates(value, field.type, field.inner) { path().appending(field.name) }
        }
    }

    /// - Parameter inner: the fields of the objects in the value.
    private mutating func checkDuplicates(
        _ value: JSONValue, _ type: FieldType, _ inner: FieldTable, at path: () -> FieldPath
    ) {
        switch (type, value) {
        case (.object, .object(let object)): checkDuplicates(in: object, of: inner, at: path)
        case (.map(let item), .object(let object)):
            for member in object.members {
                checkDuplicates(member.value, item, inner) { path().appending(member.key) }
            }
        case (.list(let item, let isSet, _), .array(let items)):
            switch item {
            case .object where inner.sets.isEmpty: break
            case .object, .map, .list:
                for (index, value) in items.enumerated() {
                    checkDuplicates(value, item, inner) { path().appending(index) }
                }
            default: break
            }
            guard isSet, items.count > 1 else { return }
            let values = item.isAlwaysCanonical ? items : items.map { Comparison.canonical($0, item) ?? .null }
            var places: [JSONValue: Int] = [:]
            for (index, value) in values.enumerated() {
                // Few values are faster looked through than hashed.
                let first =
                    values.count <= 16
                    ? values[..<index].lastIndex(of: value) : places.updateValue(index, forKey: value)
                guard let first else { continue }
                let path = path()
                add(
                    .invalidValue, at: path.appending(index),
                    "`\(path)` has the same value twice, at \(first + 1) and \(index + 1)",
                    fix: "remove one, or correct it if another was meant")
            }
        default: break
        }
    }
}

extension String {
    /// Whether there is nothing in it to see: only white space and characters that are never shown.
    var isBlank: Bool {
        // A visible ASCII character settles it at once for most texts.
        if let first = utf8.first, 0x21...0x7E ~= first { return false }
        return unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint }
    }
}
