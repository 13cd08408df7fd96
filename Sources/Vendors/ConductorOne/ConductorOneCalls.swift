import Campaigns
import JSON

extension ConductorOneAccessReview {
    private static let base = "/api/v1/access_review"
    static let campaignPath = base + "/{id}"
    static let entitlementsPath = base + "/{id}/scope_and_entitlements"
    static let resourceTypesPath = base + "/{id}/scope_by_resource_type"

    var callShapes: [CallShape] {
        let scope = fields.filter { $0.name == "scopeV2" }
        func selecting(_ name: String) -> CallShape.Body { .members(fields.filter { $0.name == name } + scope) }
        return [
            CallShape(.create, Self.base, .members(fields(in: .create))),
            CallShape(.scope, Self.entitlementsPath, selecting("entitlements")),
            CallShape(.scope, Self.resourceTypesPath, selecting("resourceTypeSelections")),
            CallShape(
                .settings, Self.campaignPath,
                .update(member: "accessReview", mask: "updateMask", fields(in: .settings))),
        ]
    }

    /// Create; then the scope where a list is declared, each list with a call of its own; then the settings that are declared, an
    /// automatic start among them, so that nothing starts before its scope is right.
    func calls(for fields: JSONObject, marker: Marker?) -> [Call] {
        var body = sent(of: fields, in: .create)
        if let marker { body.mark("description", with: marker) }
        var calls: [Call] = []
        calls.reserveCapacity(3)
        calls.append(Call(step: .create, path: Self.base, body: .object(body)))
        if let entitlements = fields["entitlements"] {
            calls.append(scopeCall(Self.entitlementsPath, "entitlements", entitlements, fields["scopeV2"]))
        } else if let types = fields["resourceTypeSelections"] {
            calls.append(scopeCall(Self.resourceTypesPath, "resourceTypeSelections", types, fields["scopeV2"]))
        }
        let settings = sent(of: fields, in: .settings)
        if !settings.isEmpty {
            // Only what is declared is in the mask: ConductorOne refuses some settings by their mere presence.
            let update = JSONObject(members: [
                .init(key: "accessReview", value: .object(settings)),
                .init(key: "updateMask", value: .string(settings.keys.joined(separator: ","))),
            ])
            calls.append(Call(step: .settings, path: Self.campaignPath, body: .object(update)))
        }
        return calls
    }

    /// Scope and selection are replaced as one, so the scope is sent again with the list.
    private func scopeCall(_ path: String, _ name: String, _ list: JSONValue, _ scope: JSONValue?) -> Call {
        var members = [JSONObject.Member(key: name, value: list)]
        if let scope { members.append(.init(key: "scopeV2", value: scope)) }
        return Call(step: .scope, path: path, body: .object(JSONObject(members: members)))
    }

    func fields(of calls: [Call]) -> JSONObject {
        let created = Call.of(.create, in: calls)?.body.objectValue ?? JSONObject()
        let selected = Call.of(.scope, in: calls)?.body.objectValue ?? JSONObject()
        let settings = Call.of(.settings, in: calls)?.body["accessReview"]?.objectValue ?? JSONObject()
        return JSONObject(
            members: declared(by: created.unmarked("description"), in: .create).members
                + declared(by: selected, in: .scope).members + declared(by: settings, in: .settings).members)
    }
}
