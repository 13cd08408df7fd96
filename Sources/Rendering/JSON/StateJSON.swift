package import Campaigns
package import JSON
package import State

/// State for programs: `muster.state-list/1` and `muster.state-entry/1`.
package enum StateJSON {
    package static func list(_ state: StateContents) -> JSONValue {
        let addresses = Set(state.records.keys).union(state.intents.keys).sorted()
        return [
            "format": "muster.state-list/1", "world": .string(state.world.rawValue), "serial": .integer(state.serial),
            "addresses": .array(addresses.compactMap { entry($0, in: state).map { .object($0) } }),
        ]
    }

    /// One address; nothing where state does not have it.
    package static func show(_ address: Address, in state: StateContents) -> JSONValue? {
        guard let entry = entry(address, in: state) else { return nil }
        return .object(JSONObject(members: [.init(key: "format", value: "muster.state-entry/1")] + entry.members))
    }

    private static func entry(_ address: Address, in state: StateContents) -> JSONObject? {
        if let intent = state.intents[address] {
            return JSONObject(members: [
                .init(key: "address", value: .string(address.description)), .init(key: "intent", value: intent.json),
            ])
        }
        guard let record = state.records[address] else { return nil }
        return JSONObject(members: [
            .init(key: "address", value: .string(address.description)), .init(key: "record", value: record.json),
        ])
    }
}
