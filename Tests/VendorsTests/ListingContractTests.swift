import Campaigns
import JSON
import Support
import Testing

@testable import Vendors

/// The lists and the reads by id against the vendors' own OpenAPI files.
@Suite(.enabled(if: OpenAPI.folder != nil, "MUSTER_VENDOR_SPECS names no folder with the vendors' OpenAPI files"))
struct ListingContractTests {
    private func spec(_ kind: Kind) throws -> OpenAPI {
        kind.vendor == .opal ? try .opal() : try .conductorOne()
    }

    private func calls(_ kind: Kind, _ fields: JSONObject) -> [Call] {
        kind.vendorKind.calls(
            for: fields, marker: Marker(address: Address(campaign: "sox", review: "x"), lineage: "7f3a"))
    }

    /// The schema of the objects in a list.
    private func listed(_ kind: Kind) throws -> (spec: OpenAPI, schema: JSONValue) {
        let spec = try spec(kind)
        let listing = try #require(kind.vendorKind.listing(of: calls(kind, Samples.minimal(kind))))
        let envelope = try #require(spec.responseSchema("GET", listing.path, status: 200)?["properties"])
        switch kind {
        case .conductorOneAccessReview:
            let view = spec.resolved(try #require(envelope["list"]?["items"]))
            return (spec, spec.resolved(try #require(view["properties"]?["accessReview"])))
        case .opalUAR: return (spec, spec.resolved(try #require(envelope["results"]?["items"])))
        default: return (spec, spec.resolved(try #require(envelope["requests"]?["items"])))
        }
    }

    @Test(
        "the parameters of every list are documented, and its pages no larger than they may be",
        arguments: ShownItems.listable)
    func parameters(kind: Kind) throws {
        let spec = try spec(kind)
        for fields in Samples.full(kind) {
            let listing = try #require(kind.vendorKind.listing(of: calls(kind, fields)))
            let documented = spec.root["paths"]?[listing.path]?["get"]?["parameters"]?.arrayValue ?? []
            let names = documented.compactMap { $0["name"]?.stringValue }
            #expect(Set(listing.query.map(\.name) + [listing.cursorName]).isSubset(of: names))
            let largest = documented.first { $0["name"] == "page_size" }?["schema"]?["maximum"]?.integerValue ?? 100
            let size = listing.query.first { $0.name == "page_size" }.flatMap { Int($0.value) }
            #expect(size.map { $0 <= largest } == true)
        }
    }

    @Test("the envelopes have the members that are read", arguments: ShownItems.listable) func envelopes(kind: Kind)
        throws
    {
        let spec = try spec(kind)
        let listing = try #require(kind.vendorKind.listing(of: calls(kind, Samples.minimal(kind))))
        let schema = try #require(spec.responseSchema("GET", listing.path, status: 200))
        let names = schema["properties"]?.objectValue?.keys ?? []
        let wanted: [Kind: [String]] = [
            .conductorOneAccessReview: ["list", "nextPageToken"], .opalUAR: ["results", "next"],
            .opalRequest: ["requests", "cursor"],
        ]
        #expect(Set(wanted[kind] ?? []).isSubset(of: names))
        let page = try #require(
            try? JSONReader.read(
                ShownItems.page(kind, [ShownItems.object(kind, calls(kind, Samples.minimal(kind)))], next: "c").body))
        #expect(spec.faults(of: page, against: schema) == [])
    }

    @Test("what the samples show is what the vendor documents, in a list and by id", arguments: ShownItems.listable)
    func items(kind: Kind) throws {
        let (spec, schema) = try listed(kind)
        let path = try #require(kind.vendorKind.reading(of: "{id}")).replacing("%7Bid%7D", with: "{id}")
        let one = try #require(spec.responseSchema("GET", path, status: 200))
        for fields in Samples.full(kind) {
            let object = ShownItems.object(kind, calls(kind, fields))
            #expect(spec.faults(of: .object(object), against: schema) == [])
            let answer = try #require(try? JSONReader.read(ShownItems.one(kind, object).body))
            #expect(spec.faults(of: answer, against: one) == [])
        }
    }

    @Test(
        "every member that is read or compared is in the schema, and what must be there is required or always written")
    func members() throws {
        let read: [Kind: [String]] = [
            .conductorOneAccessReview: [
                "id", "displayName", "description", "completionDate", "createdAt", "createdById", "state",
            ],
            .opalUAR: ["uar_id", "name", "deadline"],
            .opalRequest: [
                "id", "reason", "created_at", "requester_id", "status", "target_user_id", "target_group_id",
                "duration_minutes", "requested_items_list", "custom_fields_responses",
            ],
        ]
        for (kind, names) in read {
            let (_, schema) = try listed(kind)
            let documented = schema["properties"]?.objectValue?.keys ?? []
            #expect(Set(names).subtracting(documented).sorted() == [])
            if kind == .opalRequest { continue }
            for field in kind.vendorKind.fields where field.isReadBack && field.step != .scope {
                #expect(documented.contains(field.name), "\(field.name)")
            }
        }
        let required: [(Kind, Set<JSONValue>)] = [
            (.opalUAR, ["uar_id", "name", "deadline"]), (.opalRequest, ["id", "reason"]),
        ]
        for (kind, names) in required {
            let listed = try listed(kind).schema["required"]?.arrayValue ?? []
            #expect(names.isSubset(of: listed))
        }
        let opal = try spec(.opalRequest)
        let item = opal.schema("RequestedItem")?["properties"]?.objectValue?.keys ?? []
        #expect(
            Set(["resource_id", "group_id", "access_level_remote_id", "access_level_name"]).isSubset(of: item))
        let answer = opal.schema("RequestCustomFieldResponse")?["properties"]?.objectValue?.keys ?? []
        #expect(Set(["field_name", "field_type", "field_value"]).isSubset(of: answer))
    }

    @Test("the states of a campaign that is gone are ConductorOne's") func states() throws {
        let (spec, schema) = try listed(.conductorOneAccessReview)
        let states = schema["properties"]?["state"].map(spec.resolved)?["enum"]?.arrayValue ?? []
        for state in ["ACCESS_REVIEW_STATE_DELETING", "ACCESS_REVIEW_STATE_DELETED"] {
            #expect(states.contains(.string(state)))
        }
    }
}
