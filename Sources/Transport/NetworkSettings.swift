/// How vendors are reached, as the environment has it: `HTTPS_PROXY`, `NO_PROXY`, `SSL_CERT_FILE`.
package struct NetworkSettings: Sendable {
    package static let rootsVariable = "SSL_CERT_FILE"

    package let proxies: ProxySettings
    /// The trust roots with their file; nothing where the system's own serve.
    package let roots: (path: String, certificates: TrustRoots)?

    /// Without arguments: no proxy, and the system's trust roots.
    package init(proxies: ProxySettings = ProxySettings(), roots: (path: String, certificates: TrustRoots)? = nil) {
        self.proxies = proxies
        self.roots = roots
    }

    /// Reads the variables, and the one file that they may name. Throws all their faults at once.
    package init(
        environment: [String: String], readFile: (_ path: String) throws(UnreadableFile) -> [UInt8]
    ) throws(NetworkSettingsError) {
        var faults: [NetworkSettingsError.Fault] = []
        var proxies = ProxySettings()
        do throws(NetworkSettingsError) { proxies = try ProxySettings(environment: environment) } catch {
            faults += error.faults
        }
        var roots: (path: String, certificates: TrustRoots)?
        if let path = environment[NetworkSettings.rootsVariable], !path.isEmpty {
            do {
                roots = (path, try TrustRoots(pem: try readFile(path)))
            } catch let error as TrustRootsError {
                faults.append(.init(variable: NetworkSettings.rootsVariable, reason: "`\(path)` \(error.message)"))
            } catch let error as UnreadableFile {
                faults.append(
                    .init(variable: NetworkSettings.rootsVariable, reason: "`\(path)` can't be read: \(error.reason)"))
            } catch {
                faults.append(.init(variable: NetworkSettings.rootsVariable, reason: "`\(path)` can't be read"))
            }
        }
        if !faults.isEmpty { throw NetworkSettingsError(faults: faults) }
        self.init(proxies: proxies, roots: roots)
    }
}

/// Why a file can't be read, in the operating system's words.
package struct UnreadableFile: Error, Sendable, Hashable {
    package let reason: String

    package init(_ reason: String) { self.reason = reason }
}

/// The variables that say nothing usable of how vendors are reached.
package struct NetworkSettingsError: Error, Sendable, Hashable {
    /// One variable with what is wrong. It never repeats a proxy, which may hold a password.
    package struct Fault: Sendable, Hashable {
        package let variable: String
        /// In one line without a full stop.
        package let reason: String
    }

    package let faults: [Fault]
}
