import Campaigns
import JSON
import Support
import Testing

@testable import Vendors

/// The look-ups by name against the vendors' own OpenAPI files.
@Suite(.enabled(if: OpenAPI.folder != nil, "MUSTER_VENDOR_SPECS names no folder with the vendors' OpenAPI files"))
struct DirectoryContractTests {
    /// One look-up by name: what is asked, and what its answer is read for.
    struct LookUp: Sendable, CustomTestStringConvertible {
        let vendor: Vendor
        let query: DirectoryQuery

        var testDescription: String { "\(vendor.rawValue) \(query.kind.rawValue)" + (query.name == nil ? " all" : "") }

        static let all: [LookUp] = Vendor.allCases.flatMap { vendor in
            vendor.directory.kinds.flatMap { kind in
                let name = DirectoryName(kind, "x", app: kind.isWithinApp ? "a" : nil)
                let queries = vendor.directory.queries(for: name, appID: kind.isWithinApp ? "a1" : nil)
                let all = queries + [vendor.directory.confirmation(of: kind)].compactMap { $0 }
                return all.map { LookUp(vendor: vendor, query: $0) }
            }
        }
    }

    private func spec(_ vendor: Vendor) throws -> OpenAPI {
        switch vendor {
        case .cakewalk: try .cakewalk()
        case .conductorone: try .conductorOne()
        case .opal: try .opal()
        }
    }

    /// The schema of what a list holds, and how deep the object that is read stands in it.
    private func listed(_ lookUp: LookUp, _ spec: OpenAPI) throws -> JSONValue {
        let read = lookUp.vendor.directory.read(lookUp.query, from: nil)
        let schema = try #require(spec.responseSchema(read.method.rawValue, read.path, status: 200))
        if read.path == "/user" { return schema }
        let list: [Vendor: String] = [.cakewalk: "data", .conductorone: "list", .opal: "results"]
        let name = read.path == "/apps" ? "apps" : list[lookUp.vendor] ?? ""
        let item = spec.resolved(try #require(schema["properties"]?[name]?["items"]))
        let inner: [DirectoryName.Kind: String] = [.user: "user", .entitlement: "appEntitlement"]
        guard lookUp.vendor == .conductorone, let name = inner[lookUp.query.kind] else { return item }
        return spec.resolved(try #require(item["properties"]?[name]))
    }

    @Test("each read is documented, with its parameters, its body and the size of its pages", arguments: LookUp.all)
    func reads(_ lookUp: LookUp) throws {
        let spec = try spec(lookUp.vendor)
        let isPaged = !["/user", "/apps"].contains(lookUp.vendor.directory.read(lookUp.query, from: nil).path)
        for cursor in isPaged ? [nil, "c=="] : [nil] {
            let read = lookUp.vendor.directory.read(lookUp.query, from: cursor)
            #expect(spec.statuses(read.method.rawValue, read.path).contains(200))
            #expect((read.method == .post) == (read.body != nil))
            let operation = spec.root["paths"]?[read.path]?[read.method.rawValue.lowercased()]
            let documented = operation?["parameters"]?.arrayValue ?? []
            #expect(Set(read.query.map(\.name)).isSubset(of: documented.compactMap { $0["name"]?.stringValue }))
            let largest = documented.first { $0["name"] == "page_size" }?["schema"]?["maximum"]?.integerValue
            let size = read.query.first { $0.name == "page_size" }.flatMap { Int($0.value) }
            if let size { #expect(size <= largest ?? 0) }
            if let body = read.body {
                let schema = try #require(spec.requestSchema("POST", read.path))
                #expect(spec.faults(of: body, against: schema) == [])
                #expect((10...100).contains(body["pageSize"]?.integerValue ?? 0))
            }
            let text = "\(read.query) \(read.body.map { JSONWriter.text($0) } ?? "")"
            #expect((cursor != nil) == text.contains("c=="))
        }
    }

    @Test("a 404 is taken for an answer nowhere but where one thing is asked for", arguments: LookUp.all)
    func absent(_ lookUp: LookUp) {
        let read = lookUp.vendor.directory.read(lookUp.query, from: nil)
        #expect(read.mayBeAbsent == (read.path == "/user"))
    }

    @Test("envelopes and what they hold have the members that are read, and ids are of the form that is taken")
    func members() throws {
        for lookUp in LookUp.all {
            let spec = try spec(lookUp.vendor)
            let kind = lookUp.query.kind
            let read = lookUp.vendor.directory.read(lookUp.query, from: nil)
            let envelope = try #require(spec.responseSchema(read.method.rawValue, read.path, status: 200))
            let members = Set(envelope["properties"]?.objectValue?.keys ?? [])
            switch (lookUp.vendor, read.path) {
            case (.cakewalk, _): #expect(members.isSuperset(of: ["data", "links"]))
            case (.conductorone, _): #expect(members.isSuperset(of: ["list", "nextPageToken"]))
            case (.opal, "/user"), (.opal, "/apps"): break
            case (.opal, _): #expect(members.isSuperset(of: ["results", "next"]))
            }
            let names: [String] =
                switch (lookUp.vendor, kind) {
                case (.cakewalk, .user): ["id", "email", "name", "statusName"]
                case (.cakewalk, _): ["id", "name"]
                case (.conductorone, .user): ["id", "email", "displayName", "status", "deletedAt"]
                case (.conductorone, .entitlement), (.conductorone, .resourceType):
                    ["id", "appId", "displayName", "deletedAt"]
                case (.conductorone, .policy): ["id", "displayName", "policyType", "deletedAt"]
                case (.conductorone, _): ["id", "displayName", "deletedAt"]
                case (.opal, .user): ["user_id", "email", "full_name", "hr_idp_status"]
                case (.opal, _): ["\(kind.rawValue)_id", "name"]
                }
            let schema = try listed(lookUp, spec)
            let properties = schema["properties"]?.objectValue ?? [:]
            #expect(Set(names).subtracting(properties.keys).sorted() == [], "\(lookUp.testDescription)")
            if lookUp.vendor != .conductorone {
                #expect(try properties[names.at(0)]?["format"] == "uuid")
                #expect(try schema["required"]?.arrayValue?.contains(.string(names.at(0))) == true)
            }
        }
    }

    @Test("the statuses that are told apart, and the type of a review's policy, are the vendors' own") func words()
        throws
    {
        func words(_ vendor: Vendor, _ kind: DirectoryName.Kind, _ member: String) throws -> Set<JSONValue> {
            let lookUp = try #require(LookUp.all.first { $0.vendor == vendor && $0.query.kind == kind })
            let spec = try spec(vendor)
            let member = try #require(try listed(lookUp, spec)["properties"]?[member])
            return Set(spec.resolved(member)["enum"]?.arrayValue ?? [])
        }
        #expect(try words(.conductorone, .user, "status") == ["UNKNOWN", "ENABLED", "DISABLED", "DELETED"])
        #expect(try words(.conductorone, .policy, "policyType").contains("POLICY_TYPE_CERTIFY"))
        #expect(
            try words(.opal, .user, "hr_idp_status")
                == ["ACTIVE", "SUSPENDED", "DEPROVISIONED", "DELETED", "NOT_FOUND"])
    }
}
