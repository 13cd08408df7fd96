package import Campaigns
import Calendars
import JSON

extension VendorKind {
    /// Why these are no calls that the kind makes, in a sentence without a full stop; nothing where they are.
    ///
    /// It looks at steps, methods, paths, and at the names and types of members. Rules about time, about the directory, and those that
    /// say what is required or too wide are for manifests: they may have become stricter since a call was written down.
    package func shapeFault(of calls: [Call]) -> String? {
        guard calls.first?.step == .create else { return "its first call is not the one that creates" }
        let order = Call.Step.allCases
        for (before, call) in zip(calls, calls.dropFirst())
        where order.firstIndex(of: call.step) ?? 0 <= order.firstIndex(of: before.step) ?? 0 {
            return "a \(call.step.rawValue) call stands behind its \(before.step.rawValue) call"
        }
        let fault = calls.lazy.compactMap(shapeFault).first ?? repetitionFault(of: calls)
        return fault.flatMap(AnswerText.line)
    }

    /// What the creating call carries and a later one carries along is the same in both: a plan shows it once.
    private func repetitionFault(of calls: [Call]) -> String? {
        for call in calls.dropFirst() {
            guard let shape = callShapes.first(where: { $0.path == call.path }), case .members(let fields) = shape.body
            else { continue }
            for field in fields where field.step == .create && call.body[field.name] != calls[0].body[field.name] {
                return "`\(field.name)` is another in its \(call.step.rawValue) call than in its create call"
            }
        }
        return nil
    }

    /// Why what these calls make can't have come so far; nothing where it can.
    ///
    /// - Parameters:
    ///   - id: the vendor's, which stands in the paths of the calls that are left.
    ///   - done: the steps that have had their effect.
    package func progressFault(of calls: [Call], id: String?, done: [Call.Step]) -> String? {
        let steps = calls.map(\.step)
        guard !done.isEmpty, done == Array(steps.prefix(done.count)) else {
            return "the steps that are done are not the first of its calls"
        }
        guard let id else {
            return calls.contains { $0.path.contains("{id}") } ? "it has no id to go on with" : nil
        }
        return AnswerText.identifier(.string(id)) == nil ? "its id is none that stands in a path as it is" : nil
    }

    private func shapeFault(of call: Call) -> String? {
        let shapes = callShapes.filter { $0.step == call.step }
        if shapes.isEmpty { return "\(kind.rawValue) has no \(call.step.rawValue) call" }
        guard call.method == .post else { return "its \(call.step.rawValue) call is a \(call.method.rawValue)" }
        guard let shape = shapes.first(where: { $0.path == call.path }) else {
            return "its \(call.step.rawValue) call goes to `\(call.path)`, where \(kind.rawValue) sends none"
        }
        return shape.fault(of: call.body).map { "in its \(call.step.rawValue) call \($0)" }
    }
}

extension CallShape {
    fileprivate func fault(of value: JSONValue) -> String? {
        switch body {
        case .members(let fields): return FieldType.object(fields).shapeFault(of: value, at: FieldPath())
        case .update(let member, let mask, let fields):
            let whole = FieldType.object([
                Field(member, .object(fields), help: "", source: ""), Field(mask, .string(), help: "", source: ""),
            ])
            if let fault = whole.shapeFault(of: value, at: FieldPath()) { return fault }
            let masked = value[mask]?.stringValue?.split(separator: ",", omittingEmptySubsequences: false) ?? []
            let held = value[member]?.objectValue?.keys ?? []
            return masked.count == held.count && Set(masked.map(String.init)) == Set(held)
                ? nil : "`\(mask)` does not name what `\(member)` holds"
        }
    }
}

extension FieldType {
    /// What is no value of the type as it is sent; nothing where all is.
    ///
    /// - Parameter takesNames: whether names may have stood in it, in whose places ids must be by now.
    fileprivate func shapeFault(of value: JSONValue, at path: FieldPath, takesNames: Bool = false) -> String? {
        switch (self, value) {
        case (.object(let fields, _), .object(let object)):
            for member in object.members {
                let path = path.appending(member.key)
                guard let field = fields.first(where: { $0.name == member.key }) else {
                    return "`\(path)` is none of its members"
                }
                if field.isNullable, member.value.isNull { continue }
                let takesNames = takesNames || !field.names.isEmpty || field.takesReview
                if let fault = field.type.shapeFault(of: member.value, at: path, takesNames: takesNames) {
                    return fault
                }
            }
            return nil
        case (.map(let item), .object(let object)):
            return object.members.lazy.compactMap {
                item.shapeFault(of: $0.value, at: path.appending($0.key), takesNames: takesNames)
            }.first
        case (.list(let item, _, _), .array(let items)):
            return items.enumerated().lazy.compactMap {
                item.shapeFault(of: $0.element, at: path.appending($0.offset), takesNames: takesNames)
            }.first
        case (.boolean, .bool), (.integer, .integer): return nil
        case (.uuid, .string(let text)): return UUIDText.isValid(text) ? nil : "`\(path)` is no UUID"
        case (.instant(let allowsASAP), .string(let text)):
            return allowsASAP && text == "asap" || Instant(rfc3339: text) != nil ? nil : "`\(path)` is no date"
        case (.string, .string(let text)), (.identifier, .string(let text)):
            return takesNames && text.holdsReference ? "`\(path)` holds a name that has no id" : nil
        case (.enumeration, .string), (.protobufDuration, .string), (.timeZone, .string): return nil
        default: return "`\(path.elements.isEmpty ? "body" : path.description)` can't be \(value.typeName)"
        }
    }
}

extension String {
    /// Whether a name or another review stands in it in place of an id.
    fileprivate var holdsReference: Bool {
        guard utf8.contains(UInt8(ascii: "$")) else { return false }
        return (DirectoryName.Kind.allCases.map(\.rawValue) + ["review"]).contains { contains("${\($0):") }
    }
}
