import Campaigns
import JSON

extension VendorKind {
    /// What the call of that step sends of the declared fields, in the table's order; the word `all` becomes what it stands for.
    func sent(of declared: JSONObject, in step: Call.Step) -> JSONObject {
        let declared = table.ordered(declared)
        if isSentAsDeclared(declared, in: step) { return declared }
        var body: [JSONObject.Member] = []
        body.reserveCapacity(declared.count)
        var place = 0
        for member in declared.members {
            while table.names[place] != member.key { place += 1 }
            let (field, value) = (table.fields[place], member.value)
            guard field.step == step else { continue }
            if let all = field.all, value == "all" {
                if let sends = all.sends { body.append(.init(key: field.name, value: sends)) }
            } else {
                body.append(.init(key: field.name, value: value))
            }
        }
        return JSONObject(members: body)
    }

    /// Whether one call carries all that is declared, each value as it is: then both are one object in memory.
    private func isSentAsDeclared(_ declared: JSONObject, in step: Call.Step) -> Bool {
        var place = 0
        return declared.members.allSatisfy { member in
            while table.names[place] != member.key { place += 1 }
            let field = table.fields[place]
            return field.step == step && !(field.all != nil && member.value == "all")
        }
    }

    /// The fields that a body was made of: the inverse of `sent(of:in:)`.
    func declared(by body: JSONObject, in step: Call.Step) -> JSONObject {
        var declared: [JSONObject.Member] = []
        for field in fields where field.step == step {
            let value = body[field.name]
            if let all = field.all, all.sends == value {
                declared.append(.init(key: field.name, value: "all"))
            } else if let value {
                declared.append(.init(key: field.name, value: value))
            }
        }
        return JSONObject(members: declared)
    }
}

extension JSONObject {
    /// The member's value; nothing for a member that is `null`, which here always means what absence means.
    func given(_ key: String) -> JSONValue? {
        guard let value = self[key], !value.isNull else { return nil }
        return value
    }

    /// Puts a marker behind the text of one member, which is added where it is missing.
    mutating func mark(_ key: String, with marker: Marker) {
        self[key] = .string(marker.appended(to: self[key]?.stringValue ?? ""))
    }

    /// The same object without a marker behind the text of one member; a text that was only a marker is no text.
    func unmarked(_ key: String) -> JSONObject {
        guard let text = self[key]?.stringValue else { return self }
        let rest = Marker.removed(from: text)
        if rest == text { return self }
        var object = self
        object[key] = rest.isEmpty ? JSONValue?.none : .string(rest)
        return object
    }
}

extension Call {
    /// The call of that step.
    static func of(_ step: Step, in calls: [Call]) -> Call? { calls.first { $0.step == step } }
}
