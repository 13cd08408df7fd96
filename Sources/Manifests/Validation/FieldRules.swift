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
        checkOneOf(vendorKind.oneOf, in: layers.fields, at: FieldPath())
        for field in vendorKind.fields where field.concerns.contains(.choice) {
            checkOneOf(field.type, layers.fields[field.name], FieldPath(field.name))
        }
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

    private mutating func checkOneOf(_ type: FieldType, _ value: JSONValue?, _ path: FieldPath) {
        switch (type, value) {
        case (.object(let fields, let oneOf), .object(let object)?):
            checkOneOf(oneOf, in: object, at: path)
            for field in fields where field.concerns.contains(.choice) {
                checkOneOf(field.type, object[field.name], path.appending(field.name))
            }
        case (.list(let item, _, _), .array(let items)?):
            for (index, value) in items.enumerated() { checkOneOf(item, value, path.appending(index)) }
        default: break
        }
    }

    private mutating func checkOneOf(_ groups: [OneOf], in object: JSONObject, at path: FieldPath) {
        for group in groups {
            let given = group.members.filter { object[$0].map { !$0.isNull } ?? false }
            guard given.count > 1, let first = given.first else { continue }
            for extra in given.dropFirst() {
                diagnostics.append(
                    node(at: path.appending(extra)).diagnostic(
                        .exclusiveFields, "`\(extra)` can't stand beside `\(first)`: the vendor takes one of them",
                        notes: [.init("`\(first)` is here", at: node(at: path.appending(first)).location)]))
            }
        }
    }

    /// Where a path was written: the value if it is a single word, else its key; the innermost mapping that exists where the path
    /// leads to something missing.
    private func node(at path: FieldPath) -> LocatedNode {
        var elements = path.elements[...]
        guard case .key(let name)? = elements.popFirst(), let member = layers.node(name) else { return block.key }
        var (key, value) = (member.key, member.value)
        while let element = elements.popFirst() {
            switch element {
            case .key(let name):
                guard let inner = value.members?.first(where: { $0.name == name }) else { return key }
                (key, value) = (inner.key, inner.value)
            case .index(let index):
                guard let items = value.items, items.indices.contains(index) else { return key }
                (key, value) = (items[index], items[index])
            }
        }
        return value.scalar == nil ? key : value
    }
}
