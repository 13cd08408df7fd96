import Campaigns
import JSON
import Vendors

// Whole documents, and what depends on a platform's vendor.
extension SchemaTypes {
    /// A document of a campaign file; an empty one is nothing.
    mutating func campaign() -> JSONObject {
        object(ManifestGrammar.campaign, path: "campaign", allowsExtensions: true).orNull
    }

    /// `muster.yaml`.
    mutating func project() -> JSONObject { object(ManifestGrammar.project, path: "project", allowsExtensions: true) }

    private static let names = "^(?:[a-z0-9][a-z0-9-]{0,62}|<<)$"

    // MARK: Blocks

    /// `reviews` or `requests`. A key that is a vendor's name means that vendor's platform, unless the block says another.
    mutating func blocks(areRequests: Bool) -> JSONObject {
        var properties = JSONObject()
        for vendor in Vendor.allCases {
            properties[vendor.rawValue] = .object(block(under: vendor, isRequest: areRequests))
        }
        return [
            "type": "object", "propertyNames": ["pattern": .string(Self.names)], "properties": .object(properties),
            "patternProperties": ["^<<$": true], "additionalProperties": .object(block(isRequest: areRequests)),
        ]
    }

    private static func kinds(of vendor: Vendor, isRequest: Bool) -> [Kind] {
        Kind.allCases.filter { $0.vendor == vendor && $0.isRequest == isRequest }
    }

    private mutating func block(under vendor: Vendor, isRequest: Bool) -> JSONObject {
        let own = Self.kinds(of: vendor, isRequest: isRequest)
        var node: JSONObject = [
            "description": .string("What is created on the platform `\(vendor.rawValue)`."),
            "if": [
                "not": [
                    "anyOf": [.object(SchemaNode.isGiven("platform")), .object(SchemaNode.has("<<"))]
                ]
            ],
        ]
        node["then"] = own.isEmpty ? false : .object(anyKind(own))
        node["else"] = .object(block(isRequest: isRequest))
        return node
    }

    /// A block of whatever vendor: what `platform` says where that is a vendor's name, else what `kind` says, else any.
    private mutating func block(isRequest: Bool) -> JSONObject {
        shared(isRequest ? "request" : "review") { types in
            let kinds = Kind.allCases.filter { $0.isRequest == isRequest }
            var node = types.anyKind(kinds)
            for kind in kinds.reversed() {
                node = [
                    "if": .object(SchemaNode.isValue("kind", kind.rawValue)), "then": .object(types.block(of: kind)),
                    "else": .object(node),
                ]
            }
            for vendor in Vendor.allCases.reversed() {
                let own = Self.kinds(of: vendor, isRequest: isRequest)
                node = [
                    "if": .object(SchemaNode.isValue("platform", vendor.rawValue)),
                    "then": own.isEmpty ? false : .object(types.anyKind(own)), "else": .object(node),
                ]
            }
            return node
        }
    }

    private mutating func anyKind(_ kinds: [Kind]) -> JSONObject {
        let blocks = kinds.map { block(of: $0) }
        return blocks.count == 1 ? blocks[0] : ["anyOf": .array(blocks.map { .object($0) })]
    }

    /// A block of one kind, or null: `opal:` alone.
    private mutating func block(of kind: Kind) -> JSONObject {
        shared(kind.rawValue) { types in
            var properties = JSONObject()
            for key in ManifestGrammar.block.keys {
                var node = types.key(key, path: "campaign.\(kind.isRequest ? "requests" : "reviews")")
                if key.name == "kind" { node["enum"] = [.string(kind.rawValue), .null] }
                if key.name == "platform" {
                    // A platform of a vendor's name is that vendor's.
                    let others = Vendor.allCases.filter { $0 != kind.vendor }.map { JSONValue.string($0.rawValue) }
                    node["not"] = ["enum": .array(others)]
                }
                properties[key.name] = .object(node)
            }
            for member in types.fields(of: kind, in: .block).members { properties[member.key] = member.value }
            return SchemaNode.closed(properties).orNull
                .with(
                    all: kind.vendorKind.oneOf.flatMap { SchemaNode.exclusive($0.members) }
                        + kind.vendorKind.fields.flatMap(SchemaNode.parts)
                )
                .described(title: kind.rawValue, "What \(kind.vendor.title) is told, and where it goes.")
        }
    }

    // MARK: Platforms

    /// A platform of a vendor's name is that vendor's; any other says which it is.
    mutating func platforms() -> JSONObject {
        var properties = JSONObject()
        var cases: [JSONValue] = []
        for vendor in Vendor.allCases {
            let platform = platform(of: vendor)
            properties[vendor.rawValue] = .object(["anyOf": [.object(platform), ["type": "null"]]])
            cases.append([
                "if": .object(SchemaNode.isValue("vendor", vendor.rawValue)), "then": .object(platform),
            ])
        }
        let vendor = ManifestGrammar.platform.keys.first { $0.name == "vendor" }
        var other: JSONObject = [
            "type": "object", "if": .object(SchemaNode.has("<<")), "else": .object(SchemaNode.has("vendor")),
        ]
        if let vendor {
            other["properties"] = [
                "vendor": .object(
                    key(vendor, path: "project.platforms").with("type", "string").with(
                        "enum", .array(Vendor.allCases.map { .string($0.rawValue) })))
            ]
        }
        return [
            "type": "object", "minProperties": 1, "propertyNames": ["pattern": .string(Self.names)],
            "properties": .object(properties), "patternProperties": ["^<<$": true],
            "additionalProperties": .object(other.with(all: cases)),
        ]
    }

    private mutating func platform(of vendor: Vendor) -> JSONObject {
        shared("\(vendor.rawValue)-platform") { types in
            let table = ManifestGrammar.platform
            var node = types.object(table, path: "project.platforms")
            var properties = node["properties"]?.objectValue ?? [:]
            func change(_ name: String, _ change: (inout JSONObject) -> Void) {
                var property = properties[name]?.objectValue ?? [:]
                change(&property)
                properties[name] = .object(property)
            }
            let credentials = types.credentials(of: vendor)
            let defaults = types.defaults(of: vendor)
            change("vendor") { $0["enum"] = [.string(vendor.rawValue), .null] }
            change("credentials") { $0 = $0.merging(credentials) }
            change("defaults") { $0 = $0.merging(defaults) }
            if vendor == .opal {
                change("baseURL") { $0 = $0.with(all: [["if": ["type": "string"], "then": ["pattern": "/v1/?$"]]]) }
            }
            node["properties"] = .object(properties)
            return node.described(title: "A platform at \(vendor.title)", "An account at \(vendor.title).")
        }
    }

    private mutating func credentials(of vendor: Vendor) -> JSONObject {
        var properties = JSONObject()
        for name in vendor.credentialNames {
            properties[name.name] = .object(
                object(ManifestGrammar.credential, path: "project.platforms.credentials").described(
                    "The variable that holds it; \(name.variable) where this is \(vendor.title)'s only platform."))
        }
        return SchemaNode.closed(properties).orNull
    }

    private mutating func defaults(of vendor: Vendor) -> JSONObject {
        var properties = JSONObject()
        for kind in Kind.allCases where kind.vendor == vendor {
            properties[kind.rawValue] = .object(
                SchemaNode.closed(fields(of: kind, in: .defaults)).described(
                    title: kind.rawValue, "Put under every such block of this platform."))
        }
        return SchemaNode.closed(properties).orNull
    }
}

extension JSONObject {
    /// With the members of another, which go before its own.
    fileprivate func merging(_ other: JSONObject) -> JSONObject {
        other.members.reduce(into: self) { $0[$1.key] = $1.value }
    }
}
