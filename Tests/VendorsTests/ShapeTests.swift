import Campaigns
import Calendars
import Foundation
import JSON
import Support
import Testing

@testable import Vendors

/// What an earlier run began is sent only where it has the shape of the kind's own calls.
@Suite("The shape of calls")
struct ShapeTests {
    private static let marker = Marker(
        address: Address(campaign: "sox-2027-q1", review: "c1"), lineage: "7f3a9c")

    private static func samples(_ kind: Kind) -> [[Call]] {
        Samples.full(kind).flatMap { fields in
            [marker, nil].map { kind.vendorKind.calls(for: fields, marker: $0) }
        }
    }

    @Test("is that of every call that a kind makes", arguments: Kind.allCases) func own(kind: Kind) {
        for calls in Self.samples(kind) { #expect(kind.vendorKind.shapeFault(of: calls) == nil) }
    }

    @Test("is no other kind's", arguments: Kind.allCases) func others(kind: Kind) {
        for other in Kind.allCases where other != kind {
            for calls in Self.samples(other) { #expect(kind.vendorKind.shapeFault(of: calls) != nil) }
        }
    }

    @Test("is broken by another step, method or path", arguments: Kind.allCases) func framework(kind: Kind) {
        let vendorKind = kind.vendorKind
        #expect(vendorKind.shapeFault(of: []) != nil)
        for calls in Self.samples(kind) {
            for index in calls.indices {
                func refuses(_ what: String, _ change: (inout [Call]) -> Void) {
                    var changed = calls
                    change(&changed)
                    #expect(vendorKind.shapeFault(of: changed) != nil, "\(what): \(changed)")
                }
                refuses("method") { $0[index].method = .get }
                refuses("step") { $0[index].step = index == 0 ? .settings : .create }
                refuses("twice") { $0.append($0[index]) }
                for path in [
                    "/groups/PROD-ADMINS/users/ATTACKER", calls[index].path + "/", calls[index].path + "?x=1",
                    calls[index].path.uppercased(), calls[index].path.replacing("{id}", with: "2NlX"), "", "{id}",
                ] where path != calls[index].path { refuses("path") { $0[index].path = path } }
            }
            if calls.count > 1 {
                #expect(vendorKind.shapeFault(of: calls.reversed()) != nil)
                #expect(vendorKind.shapeFault(of: Array(calls.dropFirst())) != nil)
            }
        }
    }

    @Test("is broken by a member that the kind does not have there, at any depth", arguments: Kind.allCases)
    func members(kind: Kind) {
        for calls in Self.samples(kind) {
            for index in calls.indices {
                for place in calls[index].body.places where place.value.objectValue != nil && !place.isFree {
                    for name in ["user_ids", "ID", "__proto__", ""] {
                        let body = calls[index].body.with(place.path) { $0[name] = "x" }
                        #expect(fault(of: body, at: index, calls, kind) != nil, "\(place.path) \(name)")
                    }
                }
            }
        }
    }

    @Test("is broken by a value of another type, at any depth", arguments: Kind.allCases) func types(kind: Kind) {
        let values: [JSONValue] = ["x", 1, 1.5, true, [], [:]]
        for calls in Self.samples(kind) {
            for index in calls.indices {
                for place in calls[index].body.places where !place.value.isNull {
                    for value in values where value.typeName != place.value.typeName {
                        let body = calls[index].body.replacing(place.path, with: value)
                        #expect(fault(of: body, at: index, calls, kind) != nil, "\(place.path) \(value)")
                    }
                    guard let text = place.value.stringValue else { continue }
                    if UUIDText.isValid(text) || Instant(rfc3339: text) != nil {
                        let body = calls[index].body.replacing(place.path, with: "../x")
                        #expect(fault(of: body, at: index, calls, kind) != nil, "\(place.path)")
                    }
                }
            }
        }
    }

    private func fault(of body: JSONValue, at index: Int, _ calls: [Call], _ kind: Kind) -> String? {
        var calls = calls
        calls[index].body = body
        return kind.vendorKind.shapeFault(of: calls)
    }

    @Test("is broken by a mask that names other members than there are, and by a name without its id")
    func details() throws {
        let kind = Kind.conductorOneAccessReview.vendorKind
        let fields = Samples.minimal(.conductorOneAccessReview).with(["autoResolve": true, "autoCloseCampaign": false])
        let calls = kind.calls(for: fields, marker: nil)
        #expect(kind.shapeFault(of: calls) == nil)
        for mask in ["", "autoResolve", "autoResolve,autoResolve", "autoResolve,autoCloseCampaign,scopeV2"] {
            var calls = calls
            let masked = try calls.at(1).body.replacing([.key("updateMask")], with: .string(mask))
            calls[ifThere: 1]?.body = masked
            #expect(
                kind.shapeFault(of: calls)
                    == "in its settings call `updateMask` does not name what `accessReview` holds")
        }
        let scoped = try #require(Self.samples(.conductorOneAccessReview).first { $0.count == 3 })
        for scope in [["appAccess": [:]], nil] as [JSONValue?] {
            var wider = scoped
            let body = try wider.at(1).body.with([]) { $0["scopeV2"] = scope }
            wider[ifThere: 1]?.body = body
            #expect(kind.shapeFault(of: wider) == "`scopeV2` is another in its scope call than in its create call")
        }
        for owner in ["${user:dana@acme.com}", "${review:a/b}", "x${user:dana@acme.com}"] {
            let calls = kind.calls(for: fields.with(["ownerIds": [.string(owner)]]), marker: nil)
            #expect(kind.shapeFault(of: calls) == "in its create call `ownerIds[0]` holds a name that has no id")
        }
        #expect(kind.shapeFault(of: kind.calls(for: fields.with(["displayName": "${user:x}"]), marker: nil)) == nil)
    }

    @Test("says in one line what is wrong, however long and odd the name is")
    func message() throws {
        var calls = Samples.minimal(.opalUAR)
        calls["a\n::error::b" + String(repeating: "x", count: 5_000)] = 1
        let fault = try #require(
            OpalUAR().shapeFault(of: [Call(step: .create, path: "/uar", body: .object(calls))]))
        #expect(fault.hasPrefix("in its create call `a ::error::bxxx"))
        #expect(fault.unicodeScalars.count == 500)
        #expect(!fault.contains("\n"))
    }

    @Test("progress is that of the first calls, with an id that stands in a path as it is")
    func progress() throws {
        let kind = Kind.conductorOneAccessReview.vendorKind
        let calls = try #require(Self.samples(.conductorOneAccessReview).first { $0.count == 3 })
        let steps = calls.map(\.step)
        for count in 1...3 {
            #expect(kind.progressFault(of: calls, id: "2NlXc0w-P_Q", done: Array(steps.prefix(count))) == nil)
        }
        for done in [[], [.scope], [.settings], [.create, .settings], [.create, .create], [.scope, .create]]
            as [[Call.Step]]
        {
            #expect(kind.progressFault(of: calls, id: "2NlX", done: done) != nil, "\(done)")
        }
        for id in [nil, "", ".", "..", "../x", "a/b", "a%2Fb", "a b", "{id}", "é", String(repeating: "a", count: 201)] {
            #expect(kind.progressFault(of: calls, id: id, done: [.create]) != nil, "\(id ?? "none")")
        }
        let one = CakewalkAccessReview().calls(for: Samples.minimal(.cakewalkAccessReview), marker: nil)
        #expect(CakewalkAccessReview().progressFault(of: one, id: nil, done: [.create]) == nil)
    }

    /// What a released version could send, it may have begun: later versions go on with it, so no member may leave the shapes.
    @Test("has every member that 0.1.0 could send", arguments: Kind.allCases) func released(kind: Kind) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../Fixtures/0.1.0/members.txt")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        let known = Set(kind.vendorKind.callShapes.flatMap(\.members).map { "\(kind.rawValue) \($0)" })
        let sent = lines.filter { $0.hasPrefix(kind.rawValue + " ") }
        #expect(!sent.isEmpty)
        #expect(sent.filter { !known.contains($0) } == [])
    }
}

extension CallShape {
    /// Each member as `STEP PATH member.inner type`.
    fileprivate var members: [String] {
        func members(_ fields: [Field], _ prefix: String) -> [String] {
            fields.flatMap { field in
                [
                    "\(step.rawValue) \(path) \(prefix)\(field.name) \(field.type.shape)\(field.isNullable ? " or null" : "")"
                ]
                    + members(field.type.fields, "\(prefix)\(field.name).")
            }
        }
        switch body {
        case .members(let fields): return members(fields, "")
        case .update(let member, let mask, let fields):
            return members(fields, "\(member).") + ["\(step.rawValue) \(path) \(mask) mask"]
        }
    }
}

extension FieldType {
    fileprivate var shape: String {
        switch self {
        case .string, .identifier, .enumeration, .protobufDuration, .timeZone: "string"
        case .uuid: "uuid"
        case .integer: "integer"
        case .boolean: "boolean"
        case .instant(let allowsASAP): allowsASAP ? "instant or asap" : "instant"
        case .list(let item, _, _): "list of \(item.shape)"
        case .map(let item): "map of \(item.shape)"
        case .object: "object"
        }
    }
}

// MARK: Places in a value

extension JSONValue {
    typealias Place = (path: [FieldPath.Element], value: JSONValue, isFree: Bool)

    /// The value and everything in it. `isFree` says that any key may stand there, as in attributes of profiles.
    fileprivate var places: [Place] {
        func places(_ value: JSONValue, _ path: [FieldPath.Element]) -> [Place] {
            let isFree = path.last == .key("multiUserProfileAttributes")
            let inner: [Place]
            switch value {
            case .array(let items): inner = items.enumerated().flatMap { places($1, path + [.index($0)]) }
            case .object(let object): inner = object.members.flatMap { places($0.value, path + [.key($0.key)]) }
            default: inner = []
            }
            return [(path, value, isFree)] + inner
        }
        return places(self, [])
    }

    fileprivate func replacing(_ path: [FieldPath.Element], with value: JSONValue) -> JSONValue {
        guard let first = path.first else { return value }
        let rest = Array(path.dropFirst())
        switch (first, self) {
        case (.key(let key), .object(var object)):
            object[key] = object[key]?.replacing(rest, with: value)
            return .object(object)
        case (.index(let index), .array(var items)):
            items[index] = items[index].replacing(rest, with: value)
            return .array(items)
        default: return self
        }
    }

    fileprivate func with(_ path: [FieldPath.Element], _ change: (inout JSONObject) -> Void) -> JSONValue {
        var found = self
        for element in path {
            switch (element, found) {
            case (.key(let key), .object(let object)): found = object[key] ?? .null
            case (.index(let index), .array(let items)): found = items[index]
            default: break
            }
        }
        guard var object = found.objectValue else { return self }
        change(&object)
        return replacing(path, with: .object(object))
    }
}
