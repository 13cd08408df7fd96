import Diagnostics
import Foundation
package import JSON
import YAML

/// A vendor's OpenAPI file.
package struct OpenAPI: Sendable {
    package let root: JSONValue

    package init(root: JSONValue) { self.root = root }

    /// Reads a `.json` or `.yaml` file.
    package init(file path: String) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        if path.hasSuffix(".json") {
            root = try JSONReader.read(bytes)
            return
        }
        let limits = YAMLLimits(maxBytes: 16 << 20, maxNodes: 1_000_000)
        let stream = YAMLReader.read(bytes, file: path, limits: limits)
        guard stream.diagnostics.isEmpty, let node = stream.documents.first?.root else {
            throw OpenAPIError("\(path): \(stream.diagnostics.first?.message ?? "no document")")
        }
        root = Self.value(of: node)
    }

    /// The folder with the vendors' own files, which are not part of this repository: `MUSTER_VENDOR_SPECS`.
    package static let folder = ProcessInfo.processInfo.environment["MUSTER_VENDOR_SPECS"].flatMap {
        $0.isEmpty ? nil : $0
    }

    /// The files of that folder, by vendor.
    package static func cakewalk() throws -> OpenAPI { try named("cakewalk.openapi.json") }
    package static func conductorOne() throws -> OpenAPI { try named("conductorone.openapi.yaml") }
    package static func opal() throws -> OpenAPI { try named("opal.openapi.yaml") }

    private static func named(_ name: String) throws -> OpenAPI {
        guard let folder else { throw OpenAPIError("MUSTER_VENDOR_SPECS is not set") }
        return try OpenAPI(file: "\(folder)/\(name)")
    }

    private static func value(of node: YAMLNode) -> JSONValue {
        switch node.content {
        case .sequence(let items): return .array(items.map(value))
        case .mapping(let mapping):
            return .object(JSONObject(members: mapping.members.map { .init(key: $0.name, value: value(of: $0.value)) }))
        case .scalar(let scalar):
            switch scalar.coreType {
            case .null: return .null
            case .bool(let bool): return .bool(bool)
            case .integer(let number): return .integer(number)
            case .float(let number): return .double(number)
            case .string: return .string(scalar.text)
            }
        }
    }
}

/// What is wrong with an OpenAPI file, in a sentence.
package struct OpenAPIError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

// MARK: finding schemas

extension OpenAPI {
    /// The schema of that name, with its own references followed; nothing where there is none.
    package func schema(_ name: String) -> JSONValue? { root["components"]?["schemas"]?[name].map(resolved) }

    /// The schema of a call's request body; `{...}` in a path stands for any name of a parameter.
    package func requestSchema(_ method: String, _ path: String) -> JSONValue? {
        operation(method, path)?["requestBody"].flatMap(content)
    }

    /// The schema of a call's answer with that status.
    package func responseSchema(_ method: String, _ path: String, status: Int) -> JSONValue? {
        operation(method, path)?["responses"]?[String(status)].flatMap(content)
    }

    /// The statuses that the file documents for a call.
    package func statuses(_ method: String, _ path: String) -> [Int] {
        operation(method, path)?["responses"]?.objectValue?.keys.compactMap { Int($0) } ?? []
    }

    private func operation(_ method: String, _ path: String) -> JSONValue? {
        let wanted = Self.segments(path)
        let item = root["paths"]?.objectValue?.members.first { Self.segments($0.key) == wanted }
        return item?.value[method.lowercased()]
    }

    private static func segments(_ path: String) -> [Substring] {
        path.split(separator: "/").map { $0.hasPrefix("{") && $0.hasSuffix("}") ? "{}" : $0 }
    }

    private func content(_ body: JSONValue) -> JSONValue? {
        resolved(body)["content"]?["application/json"]?["schema"].map(resolved)
    }

    /// The schema behind `$ref`, and behind an `allOf` or a choice between one schema and null.
    package func resolved(_ schema: JSONValue) -> JSONValue {
        if let reference = schema["$ref"]?.stringValue {
            let target = reference.split(separator: "/").dropFirst().reduce(root as JSONValue?) { $0?[String($1)] }
            return target.map(resolved) ?? schema
        }
        if let all = schema["allOf"]?.arrayValue, all.count == 1, let one = all.first { return resolved(one) }
        if let choices = schema["oneOf"]?.arrayValue {
            let others = choices.filter { $0["type"] != "null" }
            if others.count == 1, let one = others.first { return resolved(one) }
        }
        return schema
    }

    /// Whether a schema takes null: `nullable`, a list of types with "null" in it, or a choice with null.
    package func isNullable(_ schema: JSONValue) -> Bool {
        if schema["nullable"] == true || schema["type"]?.arrayValue?.contains("null") == true { return true }
        if schema["type"] == "null" { return true }
        return schema["oneOf"]?.arrayValue?.contains { $0["type"] == "null" } ?? false
    }

    /// The schema's type without null; nothing where it gives none.
    package func type(_ schema: JSONValue) -> String? {
        let schema = resolved(schema)
        if let types = schema["type"]?.arrayValue { return types.first { $0 != "null" }?.stringValue }
        return schema["type"]?.stringValue ?? (schema["properties"] == nil ? nil : "object")
    }
}
