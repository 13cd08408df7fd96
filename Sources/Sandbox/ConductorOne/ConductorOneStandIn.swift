import Calendars
import Campaigns
import JSON

/// ConductorOne's API as far as Muster calls it (the vendor's OpenAPI file; authenticate.mdx for the sign-in).
enum ConductorOneStandIn {
    private static let tokenLifetime = 600
    private static let base = "/api/v1/access_review"

    static func reply(to call: StandInCall) -> StandInReply {
        let request = call.request
        if request.method == "POST", call.path == "/auth/v1/token" { return token(call) }
        guard let bearer = call.bearer, !isExpired(bearer, call.arrived) else {
            return error(401, 16, "unauthenticated")
        }
        let user = StandInUser(token: bearer).conductorOneID
        switch (request.method, call.path) {
        case ("GET", "/api/v1/auth/introspect"):
            return StandInReply(
                200,
                [
                    "userId": .string(user), "principleId": .string(user), "tenantId": "sandbox",
                    "roles": ["Campaign Admin"], "permissions": [],
                ])
        case ("POST", base): return create(call, user)
        case ("POST", let path) where path.hasPrefix(searchPath):
            return search(call, String(path.dropFirst(searchPath.count)))
        case ("GET", "/api/v1/access_reviews"):
            return list(call) { !bearer.contains("own-only") || $0["createdById"]?.stringValue == user }
        default: break
        }
        // A trailing slash or an empty id leads to the collection (c1i).
        if call.path == base + "/" {
            return StandInReply(Answer(status: 301, headers: [.init("Location", "/api/v1/access_reviews")]))
        }
        guard call.path.hasPrefix(base + "/") else { return error(404, 5, "not found") }
        let segments = call.path.dropFirst(base.count + 1).split(separator: "/", omittingEmptySubsequences: false).map(
            String.init)
        guard let id = segments.first, let review = call.contents.item(call.account, "reviews", id) else {
            return error(404, 5, "not found")
        }
        switch (request.method, segments.dropFirst().joined(separator: "/")) {
        case ("GET", ""): return StandInReply(200, view(review, call.now))
        case ("POST", ""): return update(call, id, review)
        case ("POST", "scope_and_entitlements"): return setEntitlements(call, id, review)
        case ("GET", "scope_and_entitlements"): return StandInReply(200, selection(call, id, review))
        case ("POST", "scope_by_resource_type"): return setResourceTypes(call, id, review)
        default: return error(404, 5, "not found")
        }
    }

    // MARK: Sign-in

    /// A token carries its own end, so that it outlives a restart of the stand-in. A signature can't be checked here: the stand-in
    /// has no account with the public key.
    private static func token(_ call: StandInCall) -> StandInReply {
        guard call.request.header("Content-Type")?.hasPrefix("application/x-www-form-urlencoded") ?? false else {
            return error(400, 3, "a form is needed")
        }
        let form = FormText.pairs(call.request.body)
        guard form["grant_type"] == "client_credentials", let id = form["client_id"], id.contains("@") else {
            return error(400, 3, "grant_type and client_id are needed")
        }
        if let assertion = form["client_assertion"] {
            guard form["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                isAssertion(assertion, of: id, call.now)
            else { return error(401, 16, "invalid client assertion") }
        } else if (form["client_secret"] ?? "").isEmpty {
            return error(401, 16, "invalid client credentials")
        }
        return StandInReply(
            200,
            [
                "access_token": .string("sandbox-token-\(call.now.seconds + tokenLifetime).\(StandInUser.name(id))"),
                "token_type": "Bearer",
                "expires_in": .integer(tokenLifetime),
            ])
    }

    private static func isAssertion(_ text: String, of id: String, _ now: Instant) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }), let header = json(parts[0]),
            let claims = json(parts[1]),
            let issued = claims["iat"]?.integerValue, let expires = claims["exp"]?.integerValue
        else { return false }
        return header["alg"]?.stringValue == "EdDSA" && claims["iss"]?.stringValue == id
            && claims["sub"]?.stringValue == id
            && expires > now.seconds && expires - issued <= 300
    }

    private static func json(_ part: Substring) -> JSONValue? {
        Base64.url.decode(part).flatMap { try? JSONReader.read($0) }
    }

    private static func isExpired(_ token: String, _ now: Instant) -> Bool {
        guard token.hasPrefix("sandbox-token-"), let end = Int(token.dropFirst(14).prefix { $0 != "." }) else {
            return false
        }
        return end <= now.seconds
    }

    // MARK: Campaigns

    private static func create(_ call: StandInCall, _ user: String) -> StandInReply {
        switch body(call, ConductorOneShapes.create) {
        case .failure(let refusal): return refusal.reply
        case .success(let sent):
            guard let owners = sent["ownerIds"]?.arrayValue, !owners.isEmpty else {
                return error(400, 3, "at least one owner is required")
            }
            let number = String(call.nextNumber)
            let id = "2Sandbox" + String(repeating: "0", count: max(0, 19 - number.count)) + number
            var review = defaults
            for member in sent.members
            where member.key != "ownerIds" && member.key != "expandMask" && member.key != "duplicateFrom" {
                review[member.key] = member.value
            }
            review["id"] = .string(id)
            review["createdAt"] = .string(call.now.rfc3339)
            review["updatedAt"] = .string(call.now.rfc3339)
            review["createdById"] = .string(user)
            return StandInReply(200, view(review, call.now), [call.put("reviews", id, review)])
        }
    }

    private static func list(_ call: StandInCall, where isShown: (JSONObject) -> Bool) -> StandInReply {
        guard call.hasOnly(["page_size", "page_token"]), let size = Int(call.request.query["page_size"] ?? "25") else {
            return error(400, 3, "only page_size, a number, and page_token are taken")
        }
        // 10 to 100, 25 by default, clamped (C1-docs, pagination).
        let token = call.request.query["page_token"]
        guard let page = call.page("reviews", from: token, size: min(100, max(10, size)), where: isShown) else {
            return error(400, 3, "invalid page_token")
        }
        let views = page.items.map { view($0, call.now)["accessReview"] ?? .null }
        return StandInReply(200, ["list": .array(views), "nextPageToken": .string(page.next ?? ""), "expanded": []])
    }

    private static func update(_ call: StandInCall, _ id: String, _ review: JSONObject) -> StandInReply {
        switch body(call, ConductorOneShapes.update) {
        case .failure(let refusal): return refusal.reply
        case .success(let sent):
            guard let mask = sent["updateMask"]?.stringValue, !mask.isEmpty else {
                return error(400, 3, "update_mask is required")
            }
            var changed = review
            for path in mask.split(separator: ",").map(String.init) {
                guard ConductorOneShapes.maskable.contains(path) else {
                    return error(400, 3, "unknown path in update_mask: \(path)")
                }
                if path == "scopeV2" || path == "policyId", !isDraft(review, call.now) {
                    return error(400, 9, "\(path) can't be changed once the campaign was started")
                }
                changed[path] = sent["accessReview"]?[path] ?? defaults[path]
            }
            changed["updatedAt"] = .string(call.now.rfc3339)
            return StandInReply(200, view(changed, call.now), [call.put("reviews", id, changed)])
        }
    }

    private static func setEntitlements(_ call: StandInCall, _ id: String, _ review: JSONObject) -> StandInReply {
        setScope(call, id, review, ConductorOneShapes.entitlements, "entitlements") {
            selection(call, id, $0, list: $1)
        }
    }

    private static func setResourceTypes(_ call: StandInCall, _ id: String, _ review: JSONObject) -> StandInReply {
        setScope(call, id, review, ConductorOneShapes.resourceTypes, "resourceTypeSelections") { _, _ in [:] }
    }

    /// Replaces scope and selection as one.
    private static func setScope(
        _ call: StandInCall, _ id: String, _ review: JSONObject, _ shape: BodyShape, _ list: String,
        _ answer: (JSONObject, JSONValue) -> JSONValue
    ) -> StandInReply {
        switch body(call, shape) {
        case .failure(let refusal): return refusal.reply
        case .success(let sent):
            guard isDraft(review, call.now) else {
                return error(400, 9, "the scope can't be changed once the campaign was started")
            }
            var changed = review
            if let scope = sent["scopeV2"] { changed["scopeV2"] = scope }
            let selected = sent[list] ?? []
            return StandInReply(
                200, answer(changed, selected),
                [call.put("reviews", id, changed), call.put(list, id, ["list": selected])])
        }
    }

    private static func selection(_ call: StandInCall, _ id: String, _ review: JSONObject, list: JSONValue? = nil)
        -> JSONValue
    {
        let selected = list ?? call.contents.item(call.account, "entitlements", id)?["list"] ?? []
        let views = (selected.arrayValue ?? []).map { item -> JSONValue in
            [
                "accessReviewEntitlement": [
                    "accessReviewId": .string(id), "appId": item["appId"] ?? "",
                    "appEntitlementId": item["appEntitlementId"] ?? "",
                    "policyId": review["policyId"] ?? "", "customPolicyId": "",
                ], "appPath": "", "entitlementPath": "", "policyPath": "",
            ]
        }
        return ["list": .array(views), "scopeV2": review["scopeV2"] ?? .null, "expanded": []]
    }

    // MARK: Answers

    /// The doubled envelope, with the state as someone put it, else as it is by the clock.
    private static func view(_ review: JSONObject, _ now: Instant) -> JSONValue {
        var review = review
        let state = isDraft(review, now) ? "ACCESS_REVIEW_STATE_DRAFT" : "ACCESS_REVIEW_STATE_OPEN"
        review["state"] = review["state"] ?? .string(state)
        return [
            "accessReview": [
                "accessReview": .object(review), "createdByUserPath": "", "policyPath": "",
                "objectPermissions": ["read": true, "edit": true, "delete": true],
            ], "expanded": [],
        ]
    }

    /// A campaign starts by itself at its date, and not otherwise.
    private static func isDraft(_ review: JSONObject, _ now: Instant) -> Bool {
        if let state = review["state"] { return state == "ACCESS_REVIEW_STATE_DRAFT" }
        guard review["autoStartCampaign"] == true,
            let start = review["scheduledStartDate"]?.stringValue.flatMap(Instant.init(rfc3339:))
        else {
            return true
        }
        return start > now
    }

    /// proto3's JSON with unset values written out.
    private static let defaults: JSONObject = [
        "displayName": "", "description": "", "policyId": "", "accessReviewTemplateId": "", "reviewInstructions": "",
        "scopeType": "ACCESS_REVIEW_SCOPE_TYPE_UNSPECIFIED", "defaultView": "ACCESS_REVIEW_VIEW_TYPE_UNSPECIFIED",
        "accuracyIssueAction": "ACCURACY_ISSUE_ACTION_UNSPECIFIED", "autoCloseDecision": "CLOSE_DECISION_UNSPECIFIED",
        "autoCloseCampaign": false, "autoStartCampaign": false, "autoGenerateReport": false, "autoResolve": false,
        "usePolicyOverride": false,
        "exemptCertifiedAccessConflicts": false, "completionDate": .null, "scheduledStartDate": .null, "scopeV2": .null,
        "notificationConfig": .null,
        "columnConfig": .null, "signatureConfig": .null, "reviewerAttributeConfig": .null, "inclusionScope": .null,
        "startedAt": .null,
        "closedAt": .null, "expectedTicketCount": 0, "scopingVersion": "0",
        "errorState": "ACCESS_REVIEW_ERROR_STATE_UNSPECIFIED",
    ]

    struct Refusal: Error {
        let reply: StandInReply
    }

    static func body(_ call: StandInCall, _ shape: BodyShape) -> Result<JSONObject, Refusal> {
        guard call.request.header("Content-Type")?.lowercased().hasPrefix("application/json") ?? false,
            let json = call.request.json
        else {
            return .failure(Refusal(reply: error(400, 3, "proto: syntax error: the body is not JSON")))
        }
        let faults = shape.faults(in: json)
        guard faults.isEmpty, let object = json.objectValue else {
            return .failure(Refusal(reply: error(400, 3, "proto: \(faults.joined(separator: "; "))")))
        }
        return .success(object)
    }

    static func error(_ status: Int, _ code: Int, _ message: String) -> StandInReply {
        StandInReply(status, ["code": .integer(code), "message": .string(message), "details": []])
    }
}
