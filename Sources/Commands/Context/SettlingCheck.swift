import Calendars
import Campaigns
import Diagnostics
import Manifests
import State
import Transport
import Vendors

/// Whether what state has of an address may be forgotten: not while a call whose answer was lost may still make it, since the next apply
/// would make it once more.
struct SettlingCheck {
    private let opened: OpenProject
    private let state: StateContents

    init(_ opened: OpenProject, _ state: StateContents) {
        self.opened = opened
        self.state = state
    }

    /// Throws `DiagnosticsError` where that is not certain by now.
    func check(_ intent: Intent) async throws {
        guard intent.isUnsettled else { return }
        let settle = Double(opened.project.platforms[intent.platform]?.settle ?? Platform.standardSettle)
        let now = opened.context.clock.now()
        var reason = "whether a creating call of it is still on its way is not known"
        if let loss = intent.loss {
            let passed = now.secondsSince(loss.at)
            if passed >= settle, let passed = loss.elapsed(wall: now, vendor: await vendorTime(intent.platform)),
                passed >= settle
            {
                return
            }
            reason = "a call whose answer was lost may still make it"
            if (0..<settle).contains(passed) { reason += ", for \(Int((settle - passed).rounded(.up))) s more" }
        }
        throw DiagnosticsError(
            Diagnostic(
                .unsettledCall, "`\(intent.address)` is not forgotten: \(reason)", at: nil,
                fix: "`muster recover \(intent.address) --yes` waits for that and finds out"))
    }

    /// What the vendor's clock shows at the earliest; nothing where no answer says so.
    private func vendorTime(_ name: String) async -> Instant? {
        guard let platform = opened.project.platforms[name], let network = try? await Network.open(opened),
            let session = try? Connections(opened, knowing: state).session(platform, network.client)
        else { return nil }
        let request = session.vendor.checkRequest
        _ = try? await session.send(.get, request.path, query: request.query)
        return await session.vendorClock?.earliest(at: opened.context.clock.uptime())
    }
}
