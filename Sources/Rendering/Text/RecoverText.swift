package import Calendars
package import Campaigns
import Planning
package import State
import Vendors

/// What earlier runs left not known or half made, for people.
package struct RecoverText: Sendable {
    private let style: TextStyle
    private let isVerbose: Bool
    private let zone: Zone
    /// Where platforms are, as state knows.
    private let hosts: [String: String]

    /// - Parameter isVerbose: whether the fields that were begun with are shown too.
    package init(style: TextStyle, isVerbose: Bool, zone: Zone, hosts: [String: String]) {
        self.style = style
        self.isVerbose = isVerbose
        self.zone = zone
        self.hosts = hosts
    }

    /// What is left of each intent, what would be asked, and the command that does it.
    ///
    /// - Parameters:
    ///   - resources: what is declared now.
    ///   - retry: whether one more creating call is allowed.
    package func report(_ intents: [Intent], platforms: [String: Platform], resources: [Resource], retry: Bool)
        -> String
    {
        let declared = Dictionary(resources.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
        let parts = intents.map { report($0, platforms[$0.platform], declared[$0.address]) }
        let address = intents.count == 1 ? " \(intents[0].address)" : ""
        return parts.joined(separator: "\n")
            + "\nNext: `muster recover\(address)\(retry ? " --retry" : "") --yes` does this and nothing else.\n"
    }

    private func report(_ intent: Intent, _ platform: Platform?, _ declared: Resource?) -> String {
        var lines: [String]
        switch intent.progress {
        case .unknown(let reason):
            lines = [
                "\(style("?", .yellow)) \(style(intent.address.description, .bold))  not known: \(Printable.line(reason))"
            ]
        case .made(let id, _, _, let stopped):
            lines = [
                "\(style(">", .yellow)) \(style(intent.address.description, .bold))  half made\(id.map { " as \(Printable.line($0))" } ?? "")"
                    + (stopped.map { ": \(Printable.line($0))" } ?? "")
            ]
        }
        lines.append("    \(intent.kind.rawValue) on \(intent.platform): \"\(Printable.line(intent.name))\"")
        let calls = intent.creatingCalls == 1 ? "1 creating call" : "\(intent.creatingCalls) creating calls"
        lines.append(
            "    begun \(PlanText.date(intent.begun, in: zone)), \(calls), the last \(PlanText.date(intent.lastCall, in: zone))"
        )
        let fields = intent.kind.vendorKind.fields(of: intent.calls)
        lines.append("    due \(PlanText.date(intent.due, in: zone))")
        if let fault = IntentShape.fault(of: intent, on: platform, at: hosts[intent.platform]) {
            lines.append(
                "    Nothing is sent for it, since it can't have been begun as state says: \(Printable.line(fault))")
            lines.append("    \(IntentShape.fix(of: intent).capitalizedFirst)")
            return lines.joined(separator: "\n") + "\n"
        }
        lines += question(intent, platform).map { "    " + $0 }
        if declared.map({ !Planner.isAsBegun($0, intent) }) ?? true {
            let now = declared == nil ? "No manifest declares it any more" : "It is declared differently now"
            lines.append("    \(now): what is there is recorded, but nothing is sent")
        } else {
            lines += intent.kind.vendorKind.consequences(of: fields).map {
                "    \(style("!", .yellow)) \(Printable.line($0))"
            }
        }
        if isVerbose { lines += PlanText.begun(fields, style) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What would be asked, and what follows from the answer.
    private func question(_ intent: Intent, _ platform: Platform?) -> [String] {
        guard let platform else {
            return ["`\(intent.platform)` is no platform of muster.yaml any more: name it there again"]
        }
        let kind = intent.kind.vendorKind
        if case .made(_, _, let done, _) = intent.progress {
            let left = intent.calls.map(\.step).filter { !done.contains($0) }.map(\.rawValue).joined(separator: ", ")
            return ["It would read the draft and, if nobody changed it, make the calls that are left: \(left)"]
        }
        guard let listing = kind.listing(of: intent.calls) else {
            if platform.asksPerson, intent.isUnsettled {
                return [
                    "No call reads it, and `recovery: ask` leaves it to you once what was lost can have no effect any more:",
                    "\(platform.settle) s after the loss, for which this would wait",
                ]
            }
            return platform.asksPerson
                ? [
                    "No call reads it, and `recovery: ask` leaves it to you: look there, then `muster adopt \(intent.address)` or `muster state forget \(intent.address) --recreate`"
                ]
                : [
                    "No call reads it: it would send the same call again, \(platform.settle) s after the last: 204 makes it, 409 says that it was made"
                ]
        }
        return [
            "It would list \(listing.path), again \(platform.settle) s after the last call: what is found as it was sent is recorded;",
            "if there is nothing of its name, the call is sent again; anything else is for you to say",
        ]
    }
}
