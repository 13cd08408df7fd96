import Campaigns
import Diagnostics
import JSON
import Vendors
import YAML

/// The rules of a vendor that no single field can tell, each fault shown where it was written.
struct FieldRules {
    private(set) var diagnostics: [Diagnostic] = []
    private let layers: FieldLayers
    private let block: CampaignDocument.Block

    init(layers: FieldLayers, kind: Kind, block: CampaignDocument.Block) {
        self.layers = layers
        self.block = block
        let vendorKind = kind.vendorKind
        checkOneOf(vendorKind.oneOf, in: layers.fields) { FieldPath() }
        checkChoices(of: vendorKind.table, in: layers.fields) { FieldPath() }
        if block.isIncomplete { return }
        for fault in vendorKind.faults(in: layers.fields) where !concernsFaultyField(fault) {
            diagnostics.append(
                node(at: fault.path).diagnostic(fault.code, fault.message, fix: fault.fix, severity: fault.severity))
        }
    }

    /// A field that could not be read was reported already; what its absence would mean is no news.
    private func concernsFaultyField(_ fault: FieldFault) -> Bool {
        guard case .key(let name)? = fault.path.elements.first else { return !layers.faulty.isEmpty }
        return layers.faulty.contains(name)
    }

    /// - Parameter path: where the object is; asked for only to report a fault, since most have none.
    private mutating func checkChoices(of table: FieldTable, in object: JSONObject, at path: () -> FieldPath) {
        for field in table.choices {
            guard let value = object[field.name] else { continue }
            checkOneOf(value, field.type, field.inner) { path().appending(field.name) }
        }
    }

    private mutating func checkOneOf(
        _ value: JSONValue, _ type: FieldType, _ inner: FieldTable, at path: () -> FieldPath
    ) {
        switch (type, value) {
        case (.object(_, let oneOf), .object(let object)):
            checkOneOf(oneOf, in: object, at: path)
            checkChoices(of: inner, in: object, at: path)
        case (.list(let item, _, _), .array(let items)):
            for (index, value) in items.enumerated() {
                checkOneOf(value, item, inner) { path().appending(index) }
            }
        default: break
        }
    }

    private mutating func checkOneOf(_ groups: [OneOf], in object: JSONObject, at path: () -> FieldPath) {
        guard object.count > 1 else { return }
        for group in groups {
            var first: String?
            for name in group.members {
                guard let value = object[name], !value.isNull else { continue }
                guard let first else {
                    first = name
                    continue
                }
                let path = path()
                diagnostics.append(
                    node(at: path.appending(name)).diagnostic(
                        .exclusiveFields, "`\(name)` can't stand beside `\(first)`: the vendor takes one of them",
                        notes: [.init("`\(first)` is here", at: node(at: path.appending(first)).location)]))
            }
        }
    }

    private func node(at path: FieldPath) -> LocatedNode { layers.node(at: path) ?? block.key }
}

extension FieldLayers {
    /// Where a path was written: the value if it is a single word, else its key; the innermost mapping that exists where the path
    /// leads to something missing; nothing where not even the field was written.
    func node(at path: FieldPath) -> LocatedNode? {
        var elements = path.elements[...]
        guard case .key(let name)? = elements.popFirst(), let member = node(name) else { return nil }
        var (key, value) = (member.key, member.value)
        while let element = elements.popFirst() {
            switch element {
            case .key(let name):
                guard let inner = value.members?.first(where: { $0.name == name }) else { return key }
                (key, value) = (inner.key, inner.value)
            case .index(let index):
                guard let item = value.item(index) else { return key }
                (key, value) = (item, item)
            }
        }
        return value.scalar == nil ? key : value
    }
}
