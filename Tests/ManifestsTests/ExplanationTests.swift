import Campaigns
import Manifests
import Testing
import Vendors

@Suite("Explanations")
struct ExplanationTests {
    private static let everything = Explanation.all().flatMap(\.flattened)

    @Test("are found by their own paths, each of which is there once")
    func paths() throws {
        for explanation in Self.everything {
            let found = try Explanation.find(explanation.path)
            #expect(found.path == explanation.path && found.help == explanation.help)
        }
        #expect(Set(Self.everything.map(\.path)).count == Self.everything.count)
    }

    @Test(
        "are there of every field of every kind, with a sentence of help, a call and a source", arguments: Kind.allCases
    )
    func fields(kind: Kind) throws {
        func visit(_ fields: [Field], _ path: String) throws {
            for field in fields {
                let found = try Explanation.find("\(path).\(field.name)")
                #expect(found.help == field.help && field.help.hasSuffix("."), "\(found.path)")
                #expect(found.source?.isEmpty == false && !field.source.isEmpty)
                let facts = try #require(found.vendorFacts)
                #expect(facts.call.hasPrefix("POST /"), "\(found.path)")
                try visit(field.type.fields, found.path)
            }
        }
        try visit(kind.fields, kind.rawValue)
    }

    @Test("of Muster's keys end with a full stop, and name no key that isn't there")
    func keys() {
        for explanation in Self.everything where explanation.vendorFacts == nil {
            #expect(explanation.help.hasSuffix("."), "\(explanation.path)")
        }
    }

    @Test("say which call carries a field")
    func calls() throws {
        func call(_ path: String) throws -> String { try #require(try Explanation.find(path).vendorFacts).call }
        let review = "conductorone.access-review"
        #expect(try call("\(review).scopeV2.allUsers") == "POST /api/v1/access_review")
        #expect(try call("\(review).entitlements.appId") == "POST /api/v1/access_review/{id}/scope_and_entitlements")
        #expect(
            try call("\(review).resourceTypeSelections") == "POST /api/v1/access_review/{id}/scope_by_resource_type")
        #expect(try call("\(review).inclusionScope.userIds") == "POST /api/v1/access_review/{id}")
        #expect(try call("opal.uar.uar_scope") == "POST /uar")
    }

    @Test("say what a scope must state by its type, in fields that are there")
    func parts() throws {
        let scope = try Explanation.find("conductorone.access-review.scopeV2")
        #expect(scope.rules.count == 5)
        #expect(
            scope.rules.contains(
                "with `scopeType: ACCESS_REVIEW_SCOPE_TYPE_BY_USERS` one of allUsers, selectedUsers, userCriteria, celExpression"
            ))
        let field = try #require(Kind.conductorOneAccessReview.fields.first { $0.name == "scopeV2" })
        let words = try Explanation.find("conductorone.access-review.scopeType").values
        for stated in field.parts {
            #expect(stated.field == "scopeType" && words.contains(stated.word))
            #expect(Set(stated.parts.flatMap(\.members)).isSubset(of: scope.fields.map(\.name)))
        }
    }

    @Test("pass over lists, free keys, and indices")
    func indices() throws {
        #expect(try Explanation.find("opal.uar.uar_scope.tags[0].key").path == "opal.uar.uar_scope.tags.key")
        let attributes = "conductorone.access-review.inclusionScope.multiUserProfileAttributes"
        #expect(try Explanation.find("\(attributes).values.value").type == "text")
        #expect(try Explanation.find("project.platforms.credentials.env").isRequired)
        #expect(try Explanation.find("campaign.schedule.every").values.contains("half-year"))
    }

    @Test(
        "of what is not there name what is near",
        arguments: [
            ("opal.uar.uar_scop", "opal.uar.uar_scope"), ("opal.uar.uar_scope.tag", "opal.uar.uar_scope.tags"),
            ("opal.ura", "opal.uar"), ("opal.ura.deadline", "opal.uar.deadline"), ("campain.due", "campaign.due"),
            ("campaign.every", "campaign.schedule.every"), ("workAppIds", "cakewalk.access-review.workAppIds"),
            ("projekt", "project"),
        ])
    func near(path: String, meant: String) {
        #expect { try Explanation.find(path) } throws: { ($0 as? UnknownPath)?.near == meant }
    }

    @Test("of what is near nothing name what is known there")
    func known() {
        #expect { try Explanation.find("zzzzzzzz") } throws: { error in
            (error as? UnknownPath)?.known == ["campaign", "project"] + Kind.allCases.map(\.rawValue)
        }
        #expect { try Explanation.find("project.lint.zzzzzzzz") } throws: { ($0 as? UnknownPath)?.known == ["disable"] }
        #expect(Explanation.kinds(of: "opal").map(\.path) == ["opal.uar", "opal.request"])
        #expect(Explanation.kinds(of: "okta").isEmpty)
    }
}
