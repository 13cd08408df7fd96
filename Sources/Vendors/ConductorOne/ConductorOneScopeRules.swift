import Campaigns
import Diagnostics
import JSON

/// The rules of a campaign's scope. What ConductorOne does about a part that is left out is not documented, so every part that
/// decides about the scope must be stated.
struct ConductorOneScopeRules {
    private let fields: JSONObject
    private let scope: JSONObject?
    /// A copied campaign brings its scope and selection with it.
    private let isCopied: Bool

    /// The members that hold criteria; the others are markers, or words.
    private static let criteria = ConductorOneScope.fields.filter { !$0.inner.fields.isEmpty }
    private static let path = FieldPath("scopeV2")

    init(fields: JSONObject) {
        self.fields = fields
        scope = fields.given("scopeV2")?.objectValue
        isCopied = fields.given("duplicateFrom") != nil
    }

    func check(_ faults: inout Faults) {
        checkType(&faults)
        if let scope {
            checkParts(scope, &faults)
            checkCriteria(scope, &faults)
            checkUnselectable(scope, &faults)
        } else if !isCopied {
            faults.wide(
                at: FieldPath(), "without `scopeV2`, what the campaign reviews is not documented",
                fix: "state `scopeV2`, or the campaign to copy it from as `duplicateFrom`")
        }
        checkSelection("entitlements", member: "specificResources", &faults)
        checkSelection("resourceTypeSelections", member: "resourceTypeSelections", &faults)
    }

    private func checkType(_ faults: inout Faults) {
        let type = fields.given("scopeType")?.stringValue
        let fix = "state it, such as `ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS`"
        if type == nil, !isCopied {
            faults.wide(at: FieldPath(), "without `scopeType`, what the campaign reviews is not documented", fix: fix)
        }
        if let type, type.isUnspecifiedWord {
            faults.wide(at: FieldPath("scopeType"), "`\(type)` leaves open what the campaign reviews", fix: fix)
        }
    }

    private func checkParts(_ scope: JSONObject, _ faults: inout Faults) {
        let type = fields.given("scopeType")?.stringValue ?? ""
        if let stated = ConductorOneScope.parts.first(where: { $0.word == type }) {
            require(stated.parts, in: scope, &faults)
            return
        }
        // A type that is newer than this table, or a copied one: something must be stated.
        let members = ConductorOneScope.fields.map(\.name).filter { $0 != "principalTypeFilter" }
        if members.allSatisfy({ scope.given($0) == nil }) {
            faults.wide(
                at: Self.path, "`scopeV2` states nothing, and what that means is not documented",
                fix: "state what is reviewed, or remove `scopeV2` where the campaign is copied")
        }
    }

    private func require(_ parts: [OneOf], in scope: JSONObject, _ faults: inout Faults) {
        let unstated = parts.filter { part in part.members.allSatisfy { scope.given($0) == nil } }
        if unstated.isEmpty { return }
        let titles = unstated.map { $0.name.replacing("_scope", with: "").replacing("_", with: " ") }
        let choices = unstated.map { $0.members.map { "`\($0)`" }.joined(separator: " or ") }
        faults.wide(
            at: Self.path,
            "`scopeV2` leaves \(titles.joined(separator: ", ")) unstated, and what that means is not documented",
            fix: "add " + choices.joined(separator: "; "))
    }

    private func checkCriteria(_ scope: JSONObject, _ faults: inout Faults) {
        for field in Self.criteria {
            guard let criteria = scope.given(field.name)?.objectValue else { continue }
            CriteriaRules.check(criteria, field.inner.fields, at: Self.path.appending(field.name), &faults)
        }
        if let grants = scope.given("grantsByCriteria")?.objectValue {
            ConductorOneGrantRules.check(grants, at: Self.path.appending("grantsByCriteria"), &faults)
        }
    }

    private func checkUnselectable(_ scope: JSONObject, _ faults: inout Faults) {
        guard fields["autoStartCampaign"] == true else { return }
        for name in ConductorOneScope.unselectable where scope.given(name) != nil {
            faults.wide(
                at: Self.path.appending(name),
                "no documented call sets what `\(name)` holds, so the campaign would start with a scope that is not written here",
                fix: "leave out `autoStartCampaign`, and choose it at ConductorOne before starting the draft")
        }
    }

    /// A list and its member of `scopeV2` belong together.
    private func checkSelection(_ list: String, member: String, _ faults: inout Faults) {
        let isMarked = scope?.given(member) != nil
        switch fields.given(list) {
        case nil:
            if isMarked, !isCopied {
                faults.wide(
                    at: Self.path.appending(member), "`\(member)` needs the list `\(list)` beside `scopeV2`",
                    fix: "add `\(list)`, or say otherwise which apps and resources are meant")
            }
        case []?:
            faults.wide(
                at: FieldPath(list), "an empty `\(list)` selects nothing, and what that means is not documented",
                fix: "name what is to be reviewed, or remove it")
        default:
            if isMarked { return }
            faults.add(
                .missingRequiredPartner, at: FieldPath(list), "`\(list)` needs `\(member): {}` in `scopeV2`",
                fix: "add it, or remove the list")
        }
    }
}
