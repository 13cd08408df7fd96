package import JSON

/// Everything that the stand-ins hold: objects by account and collection, in the order in which they were made.
package struct SandboxContents: Sendable, Hashable {
    /// One change; contents are what all changes together leave.
    package struct Effect: Sendable, Hashable {
        package var account: String
        package var collection: String
        package var id: String
        package var object: JSONObject

        package init(account: String, collection: String, id: String, object: JSONObject) {
            self.account = account
            self.collection = collection
            self.id = id
            self.object = object
        }
    }

    /// One object.
    package struct Item: Sendable, Hashable {
        package var id: String
        package var object: JSONObject
    }

    private var items: [String: [Item]] = [:]
    /// How many objects were ever made: what ids are drawn from.
    package private(set) var count = 0

    package init() {}

    /// The collection's objects, the oldest first.
    package func list(_ account: String, _ collection: String) -> [Item] { items["\(account)/\(collection)"] ?? [] }

    package func item(_ account: String, _ collection: String, _ id: String) -> JSONObject? {
        list(account, collection).first { $0.id == id }?.object
    }

    package mutating func apply(_ effect: Effect) {
        let key = "\(effect.account)/\(effect.collection)"
        let item = Item(id: effect.id, object: effect.object)
        if let index = items[key]?.firstIndex(where: { $0.id == effect.id }) {
            items[key]?[index] = item
        } else {
            items[key, default: []].append(item)
            count += 1
        }
    }

    /// Every account that holds something.
    package var accounts: [String] { Set(items.keys.map { String($0.prefix { $0 != "/" }) }).sorted() }
}

extension SandboxContents.Effect {
    var json: JSONValue {
        ["account": .string(account), "collection": .string(collection), "id": .string(id), "object": .object(object)]
    }

    init?(_ json: JSONValue) {
        guard let account = json["account"]?.stringValue, let collection = json["collection"]?.stringValue,
            let id = json["id"]?.stringValue,
            let object = json["object"]?.objectValue
        else { return nil }
        self.init(account: account, collection: collection, id: id, object: object)
    }
}
