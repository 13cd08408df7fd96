package import Campaigns
import JSON

/// What a read shows of the account that a credential belongs to.
package struct AccountCheck: Sendable, Hashable {
    /// As whom the vendor knows the caller; nothing where no read says it.
    package var user: String?
    /// The account's name at the vendor; nothing where no read says it.
    package var tenant: String?
    package var roles: [String]
    /// What is known of the right to create, in a sentence without a full stop.
    package var rights: String
}

extension Vendor {
    /// The read by which a credential is checked, and its query.
    package var checkRequest: (path: String, query: [(name: String, value: String)]) {
        switch self {
        // No read says who a Cakewalk key belongs to; the list of users is the smallest one that needs a key.
        case .cakewalk: ("/api/v1/Users", [])
        case .conductorone: ("/api/v1/auth/introspect", [])
        case .opal: ("/uars", [("page_size", "1")])
        }
    }

    /// Whether that read says who calls, and of which account.
    package var saysWhoCalls: Bool { self == .conductorone }

    /// What a 2xx answer to that read says; nothing when it is not what the vendor documents.
    package func account(in answer: Answer) -> AccountCheck? {
        guard let body = try? JSONReader.read(answer.body), body.objectValue != nil else { return nil }
        switch self {
        case .cakewalk:
            // A read-only key is told apart only by a write (www.cakewalk.security, authentication).
            guard body["data"]?.arrayValue != nil else { return nil }
            return AccountCheck(
                roles: [],
                rights: "Cakewalk does not say whether the key may create: a read-only key fails at the first create")
        case .conductorone:
            guard let user = body["userId"]?.stringValue.flatMap(AnswerText.line) else { return nil }
            let roles =
                body["roles"]?.arrayValue?.prefix(20).compactMap { $0.stringValue.flatMap(AnswerText.line) } ?? []
            return AccountCheck(
                user: user, tenant: body["tenantId"]?.stringValue.flatMap(AnswerText.line), roles: roles,
                rights: "creating campaigns needs the role Super Admin or Campaign Admin")
        case .opal:
            guard body["results"]?.arrayValue != nil else { return nil }
            return AccountCheck(
                roles: [],
                rights:
                    "it may read access reviews; creating them needs the role Auditor or Admin, and a token that is not read-only"
            )
        }
    }
}
