import Planning
import Calendars
import Campaigns
import Diagnostics
import Manifests
import State
import Transport
import Vendors

/// Opens a session with each platform that is needed: finds its credentials, and checks that it is the account that state knows.
struct Connections {
    private let opened: OpenProject

    init(_ opened: OpenProject) { self.opened = opened }

    /// Throws every fault of all platforms at once, before anything is sent.
    func sessions(for names: Set<String>, state: StateContents, on network: Network) throws -> [String: VendorSession] {
        var sessions: [String: VendorSession] = [:]
        var faults: [Diagnostic] = []
        for name in names.sorted() {
            // What was begun on a platform that is named no more is left for a person; the others go on.
            guard let platform = opened.project.platforms[name] else { continue }
            do throws(ConnectionFault) {
                let session = try session(platform, network.client)
                if let known = state.platforms[name], known.host != session.baseURL.host {
                    faults.append(.otherHost(platform, isAt: session.baseURL.host, knownAt: known.host))
                }
                sessions[name] = session
            } catch {
                faults.append(Diagnostic(error.code, error.message, at: platform.location))
            }
        }
        if !faults.isEmpty { throw DiagnosticsError(faults) }
        return sessions
    }

    func session(_ platform: Platform, _ client: any HTTPClient) throws(ConnectionFault) -> VendorSession {
        let clock = opened.context.clock
        let limiter = RateLimiter(
            limit: opened.options.sandbox ? nil : platform.vendor.rateLimit, clock: clock,
            interruption: opened.context.interruption)
        do {
            let credential = try opened.options.sandbox ? Sandboxes.credential(platform.vendor) : credential(platform)
            let declared =
                try opened.options.sandbox ? Sandboxes.baseURL(platform) : platform.baseURL.map { try BaseURL($0) }
            let watched = opened.context.watch.map {
                WatchedHTTPClient(client, platform: platform.name, credential: credential, clock: clock, watch: $0)
            }
            return try VendorSession(
                credential: credential, declared: declared, client: watched ?? client, clock: clock, limiter: limiter,
                version: Version.number)
        } catch let error as CredentialError {
            throw ConnectionFault(code: .missingCredential, message: "`\(platform.name)`: \(error.message)")
        } catch let error as SignInError {
            throw ConnectionFault(code: .missingCredential, message: "`\(platform.name)`: \(error.message)")
        } catch let error as BaseURLError {
            throw ConnectionFault(code: .invalidBaseURL, message: "`\(platform.name)`: \(error.message)")
        } catch {
            throw ConnectionFault(
                code: .missingCredential, message: "`\(platform.name)` can't be reached: \(type(of: error))")
        }
    }

    /// The host that manifests name, else the credential. Throws `DiagnosticsError` where neither does.
    func host(of platform: Platform) async throws -> String {
        if !opened.options.sandbox, let declared = platform.baseURL ?? platform.vendor.defaultBaseURL {
            return PlatformHost.host(of: declared)
        }
        let network = try await Network.open(opened)
        do throws(ConnectionFault) {
            return try session(platform, network.client).baseURL.host
        } catch {
            throw DiagnosticsError(Diagnostic(error.code, error.message, at: platform.location))
        }
    }

    /// From the variables that the platform names, or from the vendor's own for its sole platform.
    private func credential(_ platform: Platform) throws -> PlatformCredential {
        let own = Dictionary(uniqueKeysWithValues: platform.vendor.credentialNames.map { ($0.name, $0.variable) })
        return try PlatformCredential.read(
            vendor: platform.vendor,
            variables: platform.credentialVariables.isEmpty ? own : platform.credentialVariables,
            environment: opened.context.environment)
    }
}

/// Why no session with a platform can be opened.
struct ConnectionFault: Error {
    let code: DiagnosticCode
    let message: String
}
