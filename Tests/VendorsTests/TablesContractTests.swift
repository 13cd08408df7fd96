import Campaigns
import JSON
import Support
import Testing

@testable import Vendors

/// Every field table against the vendors' own OpenAPI files. Where they differ on purpose, `IntendedDifferences` says why.
@Suite(.enabled(if: OpenAPI.folder != nil, "MUSTER_VENDOR_SPECS names no folder with the vendors' OpenAPI files"))
struct TablesContractTests {
    /// Each difference must be intended, and each intended one must still be there.
    private func expectIntended(_ comparison: TableComparison, _ intended: [String: String]) {
        let found = Set(comparison.differences)
        #expect(found.subtracting(intended.keys).sorted() == [], "neither in the specification nor intended")
        #expect(Set(intended.keys).subtracting(found).sorted() == [], "intended, and no longer different")
    }

    private func body(_ spec: OpenAPI, _ path: String) throws -> JSONValue {
        try #require(spec.requestSchema("POST", path))
    }

    @Test("Cakewalk's table is its request's schema") func cakewalk() throws {
        let spec = try OpenAPI.cakewalk()
        var comparison = TableComparison(spec)
        comparison.compare(CakewalkAccessReview().fields, with: try body(spec, "/api/v1/AccessReviews"))
        expectIntended(comparison, IntendedDifferences.cakewalk)
    }

    @Test("ConductorOne's table is its three requests' schemas") func conductorOne() throws {
        let spec = try OpenAPI.conductorOne()
        let kind = ConductorOneAccessReview()
        func fields(_ names: String...) -> [Field] { kind.fields.filter { names.contains($0.name) } }
        let created = kind.fields.filter { $0.step == .create }
        let scope = fields("scopeV2")
        let settings = kind.fields.filter { $0.step == .settings }
        var comparison = TableComparison(spec)
        comparison.compare(created, with: try body(spec, "/api/v1/access_review"))
        let entitlements = try body(spec, ConductorOneAccessReview.entitlementsPath)
        comparison.compare(
            fields("entitlements") + scope + fields("expandMask"), with: entitlements, at: FieldPath("scope call"))
        let types = try body(spec, ConductorOneAccessReview.resourceTypesPath)
        comparison.compare(fields("resourceTypeSelections") + scope, with: types, at: FieldPath("resource type call"))
        let update = try body(spec, ConductorOneAccessReview.campaignPath)
        let review = try #require(update["properties"]?["accessReview"])
        comparison.compare(settings, with: review, at: FieldPath("update"))
        expectIntended(comparison, IntendedDifferences.conductorOne)
    }

    @Test("Opal's tables are its requests' schemas") func opal() throws {
        let spec = try OpenAPI.opal()
        var reviews = TableComparison(spec)
        reviews.compare(OpalUAR().fields, with: try body(spec, "/uar"))
        let newest = try newestTypes()
        expectIntended(reviews.ignoring(newest), IntendedDifferences.opalUAR)
        var requests = TableComparison(spec)
        requests.compare(OpalRequest().fields, with: try body(spec, "/requests"))
        expectIntended(requests, IntendedDifferences.opalRequest)
    }

    @Test("Opal's types are those of its newest file") func opalTypes() throws {
        let newest = try newestTypes()
        #expect(OpalTypes.groups.values == newest["GroupTypeEnum"])
        #expect(OpalTypes.resources.values == newest["ResourceTypeEnum"])
    }

    @Test("every body of the samples is what its schema takes", arguments: Kind.allCases) func bodies(kind: Kind) throws
    {
        let spec = try OpenAPI.of(kind.vendor)
        let marker = Marker(address: Address(campaign: "sox", review: "x"), lineage: "7f3a")
        for fields in Samples.full(kind) {
            for call in kind.vendorKind.calls(for: fields, marker: marker) {
                let schema = try body(spec, call.path)
                // Whoever sends the call puts an instant where `asap` stands.
                var sent = call.body
                if case .object(var object) = sent, var review = object["accessReview"]?.objectValue,
                    review["scheduledStartDate"] == "asap"
                {
                    review["scheduledStartDate"] = "2027-01-04T05:00:00Z"
                    object["accessReview"] = .object(review)
                    sent = .object(object)
                }
                #expect(spec.faults(of: sent, against: schema) == [], "\(call.path)")
            }
        }
    }

    @Test("only documented answers to the creating call mean made") func statuses() throws {
        #expect(try OpenAPI.cakewalk().statuses("POST", "/api/v1/AccessReviews").filter { $0 < 300 } == [204])
        #expect(try OpenAPI.opal().statuses("POST", "/uar").filter { $0 < 300 } == [200])
    }

    @Test("what is read back has a call that reads it") func reads() throws {
        let spec = try OpenAPI.conductorOne()
        #expect(spec.responseSchema("GET", ConductorOneAccessReview.campaignPath, status: 200) != nil)
        #expect(spec.responseSchema("GET", ConductorOneAccessReview.entitlementsPath, status: 200) != nil)
        #expect(spec.responseSchema("GET", ConductorOneAccessReview.resourceTypesPath, status: 200) == nil)
    }

    @Test("fields that are read back are in the answer's schema", arguments: [Kind.conductorOneAccessReview, .opalUAR])
    func readBack(kind: Kind) throws {
        let spec = try OpenAPI.of(kind.vendor)
        let name = kind == .opalUAR ? "UAR" : "c1.api.accessreview.v1.AccessReview"
        let returned = try #require(spec.schema(name)?["properties"]?.objectValue?.keys)
        for field in kind.vendorKind.fields where field.step != .scope {
            #expect(field.isReadBack == returned.contains(field.name), "\(field.name)")
        }
    }

    private func newestTypes() throws -> [String: [String]] {
        let file = try OpenAPI(file: "\(try #require(OpenAPI.folder))/opal.enums-newest.json")
        return Dictionary(
            (file.root.objectValue?.members ?? []).map {
                ($0.key, $0.value.arrayValue?.compactMap(\.stringValue) ?? [])
            },
            uniquingKeysWith: { first, _ in first })
    }
}

extension OpenAPI {
    fileprivate static func of(_ vendor: Vendor) throws -> OpenAPI {
        switch vendor {
        case .cakewalk: try cakewalk()
        case .conductorone: try conductorOne()
        case .opal: try opal()
        }
    }
}

extension TableComparison {
    /// Without the words that a newer file of the vendor has.
    fileprivate func ignoring(_ newest: [String: [String]]) -> TableComparison {
        let lines = [("group_types", "GroupTypeEnum"), ("resource_types", "ResourceTypeEnum")].flatMap { field, name in
            (newest[name] ?? []).map { "uar_scope.\(field): word \($0) is not in the spec" }
        }
        return removing(Set(lines))
    }
}
