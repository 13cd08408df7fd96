import Campaigns
import JSON

extension ConductorOneAccessReview {
    /// Every campaign of the account: the list takes no filter. 100 is the largest page (C1-docs, pagination).
    func listing(of calls: [Call]) -> Listing? {
        Listing(path: "/api/v1/access_reviews", query: [.init("page_size", "100")], cursorName: "page_token")
    }

    /// `{list: [{accessReview: {...}}], nextPageToken, expanded}`: a view holds the campaign once here (C1-spec, AccessReviewView);
    /// it is the answer to a read of one that puts a view into an envelope of the same name.
    ///
    /// proto3's JSON may leave an empty list out. An answer with neither list nor token is not ConductorOne's, though, and must not be
    /// taken for an account without campaigns.
    func page(in answer: Answer) -> ListedPage? {
        guard (200..<300).contains(answer.status), let body = AnswerText.json(answer)?.objectValue,
            let list = body["list"] ?? (body["nextPageToken"] == nil ? nil : .null)
        else { return nil }
        return ListedPage(list: list, cursor: body["nextPageToken"]) { view in
            view["accessReview"]?.objectValue.flatMap(Self.item)
        }
    }

    func reading(of id: String) -> String? { AnswerText.path("/api/v1/access_review", id: id) }

    func item(in answer: Answer) -> ListedItem? {
        guard (200..<300).contains(answer.status) else { return nil }
        return review(in: answer).flatMap(Self.item)
    }

    func differences(of item: ListedItem, from calls: [Call]) -> [FieldDifference] {
        guard let sent = Call.of(.create, in: calls)?.body.objectValue else { return [] }
        return shown(of: item, sent: sent).differences(fields).flatMap(\.places)
    }

    func adopted(_ item: ListedItem, over calls: [Call]) -> (calls: [Call], unread: [String]) {
        let created = Call.of(.create, in: calls)?.body.objectValue ?? JSONObject()
        let settings = Call.of(.settings, in: calls)?.body["accessReview"]?.objectValue ?? JSONObject()
        let shown = shown(of: item, sent: JSONObject(members: created.members + settings.members))
        let values = shown.replacements(fields)
        let adopted = calls.map { call in
            var call = call
            guard let body = call.body.objectValue else { return call }
            switch (call.step, body["accessReview"]?.objectValue) {
            case (.settings, let review?):
                // The mask names what it did, so a setting that is not set any more stays, as null.
                let kept = values.mapValues { $0 ?? JSONValue.null }
                call.body = .object(body.replacing(["accessReview": .object(review.replacing(kept))]))
            default: call.body = .object(body.replacing(values))
            }
            return call
        }
        return (adopted, unread(calls, shown))
    }

    /// The entitlements, where they are others than those that were sent, in ConductorOne's order.
    func adopted(_ answer: Answer, after step: Call.Step, over calls: [Call]) -> [Call] {
        guard case .differs = verification(of: answer, after: step, of: calls),
            let views = AnswerText.json(answer)?["list"]?.arrayValue
        else { return calls }
        let selected = views.map { view -> JSONValue in
            let entitlement = view["accessReviewEntitlement"]
            return [
                "appId": entitlement?["appId"] ?? .null, "appEntitlementId": entitlement?["appEntitlementId"] ?? .null,
            ]
        }
        return calls.map { call in
            var call = call
            guard call.step == step, let body = call.body.objectValue, body["entitlements"] != nil else { return call }
            call.body = .object(body.replacing(["entitlements": .array(selected)]))
            return call
        }
    }

    /// The members that C1-spec's AccessReview has for this.
    private static func item(_ review: JSONObject) -> ListedItem? {
        var reader = ItemReader(review)
        let state = reader.text("state").flatMap(AnswerText.line)
        let item = AnswerText.identifier(review["id"]).map { id in
            ListedItem(
                id: id, name: reader.text("displayName") ?? "", due: reader.instant("completionDate"),
                createdAt: reader.instant("createdAt"),
                createdBy: reader.text("createdById").flatMap(AnswerText.line), state: state,
                marker: reader.text("description").flatMap(AnswerText.marker),
                isGone: gone.contains((state ?? "").uppercased()), object: review)
        }
        // A campaign without the member that names it is not what is documented; one whose name is empty is.
        return reader.isReadable && review.given("displayName") != nil ? item : nil
    }

    private static let gone = ["ACCESS_REVIEW_STATE_DELETING", "ACCESS_REVIEW_STATE_DELETED"]

    /// What the campaign shows of those fields. Other members of a setting are ConductorOne's to fill; within the scope each means
    /// something, and a scope that isn't there isn't set.
    private func shown(of item: ListedItem, sent: JSONObject) -> ShownFields {
        var (sent, found) = (sent, JSONObject())
        for member in sent.members {
            let isScope = ["scopeV2", "inclusionScope"].contains(member.key)
            guard let value = item.object[member.key] ?? (member.key == "scopeV2" ? .null : nil) else { continue }
            found[member.key] = isScope ? value : Self.restricted(value, to: member.value)
        }
        if let text = sent["description"]?.stringValue, item.marker == nil {
            sent["description"] = .string(Marker.removed(from: text))
        }
        return ShownFields(sent: sent, found: found)
    }
}
