import Campaigns
import JSON
import Testing

@testable import Vendors

@Suite struct AdoptionTests {
    private static let marker = Marker(address: Address(campaign: "sox", review: "x"), lineage: "7f3a")

    private func planned(_ kind: Kind, _ declared: JSONObject, _ calls: [Call]) -> [FieldDifference] {
        Vendors.differences(
            declared: declared, recorded: kind.vendorKind.fields(of: calls), kind: kind.vendorKind, unchangedDates: [])
    }

    /// An item as the vendor would show what those fields made.
    private func item(_ kind: Kind, _ fields: JSONObject, marker: Marker? = marker) throws -> ListedItem {
        let calls = kind.vendorKind.calls(for: fields, marker: marker)
        return try #require(ShownItems.item(kind, ShownItems.object(kind, calls)))
    }

    @Test(
        "what was made as it was sent has no difference, and is adopted as it was sent", arguments: ShownItems.listable)
    func equal(kind: Kind) throws {
        let vendor = kind.vendorKind
        for fields in Samples.full(kind) {
            let calls = vendor.calls(for: fields, marker: Self.marker)
            for marker in [Self.marker, nil] {
                let item = try item(kind, fields, marker: marker)
                #expect(vendor.isNamesake(item, of: calls))
                #expect(vendor.differences(of: item, from: calls).map(\.line) == [])
                #expect(vendor.adopted(item, over: calls).calls == calls)
                #expect(planned(kind, fields, vendor.adopted(item, over: calls).calls) == [])
            }
        }
    }

    @Test("each field that is shown otherwise is a difference, and is adopted so", arguments: ShownItems.listable)
    func eachField(kind: Kind) throws {
        let vendor = kind.vendorKind
        var seen: Set<String> = []
        for fields in Samples.full(kind) {
            let calls = vendor.calls(for: fields, marker: Self.marker)
            let shown = ShownItems.object(kind, calls)
            for field in vendor.fields where field.isReadBack && field.step != .scope {
                guard let value = fields.given(field.name), value != "asap", value != "all",
                    value != []
                else { continue }
                let changed = fields.with(JSONObject([(field.name, ShownItems.other(value, field.type))]))
                let item = try item(kind, changed)
                // A member that leaves the sample as it was shows nothing.
                try #require(item.object != shown, "\(field.name)")
                let lines = vendor.differences(of: item, from: calls).map(\.line)
                if field.step == .create {
                    #expect(!lines.isEmpty, "\(field.name)")
                    #expect(lines.allSatisfy { $0.hasPrefix(field.name) && $0.contains(": sent ") }, "\(lines)")
                }
                let adopted = vendor.adopted(item, over: calls).calls
                let paths = planned(kind, fields, adopted).map(\.path)
                #expect(!paths.isEmpty && paths.allSatisfy { $0.hasPrefix(field.name) }, "\(field.name): \(paths)")
                #expect(planned(kind, changed, adopted) == [], "\(field.name)")
                #expect(adopted.map(\.path) == calls.map(\.path))
                seen.insert(field.name)
            }
        }
        let readable = vendor.fields.filter { $0.isReadBack && $0.step != .scope }.map(\.name)
        #expect(Set(readable).subtracting(seen) == [], "no sample has them")
    }

    @Test("a field that the item doesn't have is not compared, and is unread", arguments: ShownItems.listable)
    func notReturned(kind: Kind) throws {
        let vendor = kind.vendorKind
        // Without a scope everything is covered, and a date or a name must be there.
        let always = ["uar_scope", "scopeV2", "uar_id", "name", "deadline", "displayName", "reason", "id"]
        for fields in Samples.full(kind) {
            let calls = vendor.calls(for: fields, marker: nil)
            let object = ShownItems.object(kind, calls)
            for key in object.keys where !always.contains(key) {
                let item = try #require(ShownItems.item(kind, object.without(key)))
                #expect(vendor.differences(of: item, from: calls).map(\.line) == [], "\(key)")
                let (adopted, unread) = vendor.adopted(item, over: calls)
                #expect(adopted == calls)
                if fields.given(key) != nil { #expect(unread.contains(key)) }
            }
        }
    }

    @Test("what can't be read back is named, in the table's order") func unread() throws {
        let expected: [Kind: [String]] = [
            .conductorOneAccessReview: [
                "ownerIds", "duplicateFrom", "expandMask", "entitlements", "resourceTypeSelections",
            ],
            .opalUAR: ["reminder_schedule", "reminder_include_manager"], .opalRequest: ["support_ticket"],
        ]
        for (kind, names) in expected {
            var found: Set<String> = []
            for fields in Samples.full(kind) {
                let calls = kind.vendorKind.calls(for: fields, marker: nil)
                let unread = kind.vendorKind.adopted(try item(kind, fields), over: calls).unread
                #expect(unread == names.filter { fields.given($0) != nil })
                found.formUnion(unread)
            }
            #expect(found == Set(names))
        }
        let fields = Samples.minimal(.cakewalkAccessReview)
        let calls = CakewalkAccessReview().calls(for: fields, marker: nil)
        let any = try item(.opalUAR, Samples.minimal(.opalUAR))
        #expect(CakewalkAccessReview().adopted(any, over: calls).calls == calls)
        #expect(
            CakewalkAccessReview().adopted(any, over: calls).unread == CakewalkAccessReview().table.ordered(fields).keys
        )
    }

    // MARK: one field

    private func lines(_ kind: Kind, _ fields: JSONObject, _ changes: JSONObject, without: String? = nil) throws
        -> [String]
    {
        let calls = kind.vendorKind.calls(for: fields, marker: Self.marker)
        let object = ShownItems.object(kind, calls).with(changes)
        let item = try #require(ShownItems.item(kind, without.map(object.without) ?? object))
        return kind.vendorKind.differences(of: item, from: calls).map(\.line)
    }

    @Test("Opal's deadline is compared by its day in the review's zone") func deadline() throws {
        let fields = Samples.minimal(.opalUAR)
        for same in ["2027-01-29T05:00:00Z", "2027-01-29 23:59:59-05:00", "2027-01-30T04:59:59.9Z"] {
            #expect(try lines(.opalUAR, fields, ["deadline": .string(same)]) == [])
        }
        for other in ["2027-01-30T05:00:00Z", "2027-01-29T04:59:59Z"] {
            #expect(
                try lines(.opalUAR, fields, ["deadline": .string(other)])
                    == [#"deadline: sent "2027-01-30T04:59:59Z", found "\#(other)""#])
        }
    }

    @Test("a value that is shown as false or empty is told as it stands") func falseValues() throws {
        #expect(
            try lines(.opalUAR, Samples.minimal(.opalUAR), ["send_reviewer_assignment_notification": false])
                == ["send_reviewer_assignment_notification: sent true, found false"])
        #expect(
            try lines(.conductorOneAccessReview, Samples.minimal(.conductorOneAccessReview), ["policyId": ""])
                == [#"policyId: sent "2NlXaVb7CQLwVn5fGXUjvvCNJqE", found """#])
    }

    @Test("ConductorOne's due date is compared to the second") func completionDate() throws {
        let fields = Samples.minimal(.conductorOneAccessReview)
        #expect(
            try lines(.conductorOneAccessReview, fields, ["completionDate": "2027-01-29T23:59:59.7-05:00"]) == [])
        #expect(
            try lines(.conductorOneAccessReview, fields, ["completionDate": "2027-01-30T05:00:00Z"]).count == 1)
        #expect(
            try lines(.conductorOneAccessReview, fields, ["completionDate": .null])
                == [#"completionDate: sent "2027-01-30T04:59:59Z", found nothing"#])
    }

    @Test("ids are sets without case, and what is never set is absent") func sets() throws {
        let ids: [JSONValue] = [.string(Samples.app), .string(Samples.user)]
        let fields = Samples.minimal(.opalUAR).with(["uar_scope": ["users": .array(ids)]])
        let found: JSONObject = [
            "uar_scope": [
                "users": [.string(Samples.user), .string(Samples.app.uppercased())], "names": [], "tags": .null,
                "filter_operator": "ANY", "include_group_bindings": false, "group_visibility": "STRICT",
            ]
        ]
        #expect(try lines(.opalUAR, fields, found) == [])
        #expect(
            try lines(.opalUAR, fields, ["uar_scope": ["users": .array(ids), "names": ["x"]]])
                == [#"uar_scope.names: sent nothing, found ["x"]"#])
    }

    @Test("a review without a scope covers everything, so it is never one with a scope") func wide() throws {
        let narrow = Samples.minimal(.opalUAR)
        for found in [JSONValue.null, [:], ["filter_operator": "ANY", "names": []]] {
            #expect(try lines(.opalUAR, narrow, ["uar_scope": found]).count == 1)
        }
        #expect(try lines(.opalUAR, narrow, [:], without: "uar_scope").count == 1)
        let all = narrow.with(["uar_scope": "all"])
        for found in [JSONValue.null, [:], ["filter_operator": "ANY", "names": []]] {
            #expect(try lines(.opalUAR, all, ["uar_scope": found]) == [])
        }
        let calls = OpalUAR().calls(for: all, marker: nil)
        let narrowed = try #require(
            ShownItems.item(.opalUAR, ShownItems.object(.opalUAR, calls).with(["uar_scope": ["names": ["x"]]])))
        #expect(
            OpalUAR().differences(of: narrowed, from: calls).map(\.line) == [
                #"uar_scope: sent nothing, found {"names":["x"]}"#
            ])
        #expect(planned(.opalUAR, all, OpalUAR().adopted(narrowed, over: calls).calls).map(\.path) == ["uar_scope"])
        let widened = try item(.opalUAR, all)
        let adopted = OpalUAR().adopted(widened, over: OpalUAR().calls(for: narrow, marker: nil))
        #expect(planned(.opalUAR, all, adopted.calls) == [])
        #expect(adopted.unread == [])
        let scoped = Samples.minimal(.conductorOneAccessReview)
        #expect(try lines(.conductorOneAccessReview, scoped, [:], without: "scopeV2").count == 1)
    }

    @Test("a marker counts only where the text that was found has one") func markers() throws {
        let review = Samples.minimal(.conductorOneAccessReview).with(["description": "Quarterly"])
        let kind = Kind.conductorOneAccessReview
        #expect(try lines(kind, review, ["description": "Quarterly"]) == [])
        #expect(try lines(kind, review, ["description": "Quarterly [muster other/x 7f3a]"]).count == 1)
        #expect(try lines(kind, review, ["description": "Yearly"]).count == 1)
        #expect(try lines(kind, review, ["description": ""]).count == 1)
        let bare = Samples.minimal(kind)
        #expect(try lines(kind, bare, ["description": ""]) == [])
        #expect(try lines(kind, bare, ["description": "Someone's words"]).count == 1)
        let request = Samples.minimal(.opalRequest)
        #expect(try lines(.opalRequest, request, ["reason": request["reason"] ?? ""]) == [])
        #expect(try lines(.opalRequest, request, ["reason": "Read access [muster sox/x 7f3a]"]).count == 1)
    }

    @Test("what a request asks for is a set of items; a level that wasn't asked for is Opal's to fill in")
    func requestedItems() throws {
        let (a, b) = (Samples.app, Samples.user)
        let fields = Samples.minimal(.opalRequest).with([
            "resources": [
                ["id": .string(a), "access_level_remote_id": "admin"], ["id": .string(a)], ["id": .string(b)],
            ]
        ])
        func shown(_ items: (String, JSONValue)...) -> JSONObject {
            let list = items.map { id, level -> JSONValue in
                ["resource_id": .string(id), "access_level_remote_id": level]
            }
            return ["requested_items_list": .array(list)]
        }
        #expect(try lines(.opalRequest, fields, shown((b, "reader"), (a, ""), (a.uppercased(), "admin"))) == [])
        #expect(try lines(.opalRequest, fields, shown((a, "admin"), (b, ""))).count == 1)
        #expect(try lines(.opalRequest, fields, shown((b, ""), (a, ""), (a, "owner"))).count == 1)
        #expect(try lines(.opalRequest, fields, shown((b, ""), (a, ""), (a, "admin"), (b, "x"))).count == 1)
        #expect(try lines(.opalRequest, fields, ["requested_items_list": [["name": "no id"]]]).count == 1)
        let group: JSONObject = ["requested_items_list": [["resource_id": .null, "group_id": .string(a)]]]
        #expect(try lines(.opalRequest, fields, group).count == 2)
    }

    @Test("answers to custom fields may come back in another order, type's case, or as booleans") func metadata() throws
    {
        let fields = Samples.minimal(.opalRequest).with([
            "custom_metadata": [
                ["name": "a", "type": "BOOLEAN", "value": "true"], ["name": "b", "type": "SHORT_TEXT", "value": "x"],
            ]
        ])
        func shown(_ values: (String, JSONValue)...) -> JSONObject {
            let list = values.map { name, value -> JSONValue in
                [
                    "field_name": .string(name), "field_type": name == "a" ? "boolean" : "SHORT_TEXT",
                    "field_value": value,
                ]
            }
            return ["custom_fields_responses": .array(list)]
        }
        #expect(try lines(.opalRequest, fields, shown(("b", "x"), ("a", true), ("c", ""))) == [])
        #expect(try lines(.opalRequest, fields, shown(("b", "x"), ("a", false))).count == 1)
        #expect(try lines(.opalRequest, fields, shown(("b", "x"))).count == 1)
        #expect(try lines(.opalRequest, fields, shown(("b", "x"), ("a", true), ("c", "y"))).count == 1)
    }
}
