import Campaigns
import Diagnostics
import State
import Transport
import Vendors

/// Whose account a platform's credential opens, where a read of the vendor says it.
struct Account: Sendable {
    private let platform: String
    private let reader: PatientReader
    private let run: RunContext

    init(_ platform: String, _ reader: PatientReader, _ run: RunContext) {
        self.platform = platform
        self.reader = reader
        self.run = run
    }

    /// As whom the vendor knows the caller; nothing where it does not say so. The tenant must be the one that state knows, and is
    /// remembered from the first time on.
    func user(on state: StateContents) async throws(ReadFailure) -> String? {
        let vendor = reader.session.vendor
        guard vendor.saysWhoCalls else { return nil }
        let (path, _) = vendor.checkRequest
        let answer = try await reader.read(path)
        guard let account = vendor.account(in: answer) else {
            throw .refused("who calls can't be read from the answer to \(path)")
        }
        guard let tenant = account.tenant else { return account.user }
        if let known = state.platforms[platform], let knownTenant = known.tenant {
            guard knownTenant == tenant else {
                throw .refused(
                    "the credential opens tenant `\(tenant)`, and state knows `\(platform)` as `\(knownTenant)`: if the account moved, `muster state platform \(platform) --accept`",
                    .otherAccount)
            }
        } else {
            var identity =
                state.platforms[platform] ?? StateContents.PlatformIdentity(host: reader.session.baseURL.host)
            identity.tenant = tenant
            guard await run.record([.platform(name: platform, identity: identity)]) else {
                throw .refused("state can't be written")
            }
        }
        return account.user
    }
}
