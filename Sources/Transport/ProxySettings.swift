package import Campaigns

/// Through which proxy vendors are reached: `HTTPS_PROXY` and `NO_PROXY`.
///
/// As curl has it, the variable in lower case goes before the one in upper case, and an empty one counts as not set.
package struct ProxySettings: Sendable {
    /// A value with the variable that it comes from.
    package struct Setting<Value: Sendable>: Sendable {
        package let variable: String
        package let value: Value
    }

    /// How a host is reached.
    package enum Route: Sendable {
        case through(ProxyServer)
        case directly(Reason)
    }

    /// Why no proxy stands between.
    package enum Reason: Sendable, Hashable {
        case noProxy
        /// This machine itself never goes through a proxy.
        case loopback
        /// The variable that excepts it.
        case excepted(by: String)
    }

    package let server: Setting<ProxyServer>?
    package let exceptions: Setting<ProxyExceptions>?

    /// No proxy.
    package init() {
        server = nil
        exceptions = nil
    }

    package init(environment: [String: String]) throws(NetworkSettingsError) {
        var faults: [NetworkSettingsError.Fault] = []
        var server: Setting<ProxyServer>?
        if let found = ProxySettings.find("HTTPS_PROXY", environment) {
            do throws(ProxyServerError) {
                server = Setting(variable: found.variable, value: try ProxyServer(found.value))
            } catch {
                faults.append(.init(variable: found.variable, reason: error.message))
            }
        }
        var exceptions: Setting<ProxyExceptions>?
        if let found = ProxySettings.find("NO_PROXY", environment) {
            // Tabs and line feeds are blanks between entries.
            if found.value.utf8.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }) {
                exceptions = Setting(variable: found.variable, value: ProxyExceptions(found.value))
            } else {
                faults.append(
                    .init(variable: found.variable, reason: "it has a control character or one that is not ASCII"))
            }
        }
        if !faults.isEmpty { throw NetworkSettingsError(faults: faults) }
        self.server = server
        self.exceptions = exceptions
    }

    /// How a base URL is reached.
    package func route(to url: BaseURL) -> Route {
        guard let server else { return .directly(.noProxy) }
        if url.isLoopback { return .directly(.loopback) }
        if let exceptions, exceptions.value.contain(host: url.hostName, port: ProxySettings.port(of: url)) {
            return .directly(.excepted(by: exceptions.variable))
        }
        return .through(server.value)
    }

    private static func port(of url: BaseURL) -> Int {
        // Plain HTTP is for loopback alone, so that the port that goes without saying is that of HTTPS.
        Int(url.host.dropFirst(url.hostName.count + 1)) ?? 443
    }

    private static func find(_ name: String, _ environment: [String: String]) -> Setting<String>? {
        for variable in [name.lowercased(), name] {
            if let value = environment[variable], !value.isEmpty { return Setting(variable: variable, value: value) }
        }
        return nil
    }
}
