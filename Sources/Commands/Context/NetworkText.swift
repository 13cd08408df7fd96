import Campaigns
import Transport

/// How the network's settings are told.
enum NetworkText {
    static func proxy(_ proxies: ProxySettings, _ platforms: [(name: String, url: BaseURL)]) -> [String] {
        guard let server = proxies.server else { return ["proxy: none"] }
        let user = server.value.credentials == nil ? "" : ", with a user and a password"
        var lines = ["proxy: \(server.value) (\(server.variable))\(user)"]
        lines += platforms.map { "  \($0.name): \(route(proxies.route(to: $0.url)))" }
        if let exceptions = proxies.exceptions, !exceptions.value.ignored.isEmpty {
            let entries = exceptions.value.ignored.map { "`\($0)`" }.joined(separator: ", ")
            lines.append("  not understood in \(exceptions.variable): \(entries)")
        }
        return lines
    }

    static func roots(_ roots: (path: String, certificates: TrustRoots)?) -> String {
        guard let roots else { return "trust roots: the system's" }
        let count = roots.certificates.count
        let counted = count == 1 ? "1 certificate" : "\(count) certificates"
        return "trust roots: \(roots.path), \(counted) (\(NetworkSettings.rootsVariable))"
    }

    private static func route(_ route: ProxySettings.Route) -> String {
        switch route {
        case .through: "through the proxy"
        case .directly(.noProxy): "directly"
        case .directly(.loopback): "directly (loopback)"
        case .directly(.excepted(let variable)): "directly (\(variable))"
        }
    }
}
