import Planning
import Calendars
import Campaigns
import Diagnostics
import Manifests
import State
import Transport
import Vendors

/// Opens a session with each platform that is needed: asks whether its credentials may go there, and finds them. The one place that does.
struct Connections {
    private let opened: OpenProject
    private let state: StateContents?

    /// - Parameter state: nothing where there is none here, so that nothing is known to be accepted.
    init(_ opened: OpenProject, knowing state: StateContents?) {
        self.opened = opened
        self.state = state
    }

    /// Throws every fault of all platforms at once, before anything is sent.
    func sessions(for names: Set<String>, on network: Network) throws -> [String: VendorSession] {
        let (sessions, refused) = try acceptedSessions(for: names, on: network)
        if !refused.isEmpty { throw DiagnosticsError(refused.sorted { $0.key < $1.key }.map(\.value.fault)) }
        return sessions
    }

    /// Leaves out the platforms of which a person has to accept something first. Throws every other fault of all platforms.
    func acceptedSessions(for names: Set<String>, on network: Network) throws -> (
        sessions: [String: VendorSession], refused: [String: Refusal]
    ) {
        var sessions: [String: VendorSession] = [:]
        var refused: [String: Refusal] = [:]
        var faults: [Diagnostic] = []
        for name in names.sorted() {
            // What was begun on a platform that is named no more is left for a person; the others go on.
            guard let platform = opened.project.platforms[name] else { continue }
            do throws(ConnectionFault) {
                sessions[name] = try session(platform, network.client)
            } catch {
                switch error {
                case .refused(let refusal): refused[name] = refusal
                case .impossible(let fault): faults.append(fault)
                }
            }
        }
        if !faults.isEmpty { throw DiagnosticsError(faults) }
        return (sessions, refused)
    }

    /// Reads no credential whose variable nobody has accepted, and lets none go to such a host.
    func session(_ platform: Platform, _ client: any HTTPClient) throws(ConnectionFault) -> VendorSession {
        let clock = opened.context.clock
        let limiter = RateLimiter(
            limit: opened.options.sandbox ? nil : platform.vendor.rateLimit, clock: clock,
            interruption: opened.context.interruption)
        try check(platform, at: nil)
        let credential = try credential(platform)
        let watched = opened.context.watch.map {
            WatchedHTTPClient(client, platform: platform.name, credential: credential, clock: clock, watch: $0)
        }
        let session: VendorSession
        do {
            session = try VendorSession(
                credential: credential, declared: try declared(platform), client: watched ?? client, clock: clock,
                limiter: limiter, version: Version.number)
        } catch {
            throw ConnectionFault(error, platform)
        }
        try check(platform, at: session.baseURL.host)
        return session
    }

    /// The host that manifests name, else the credential. Throws `DiagnosticsError` where neither does.
    func host(of platform: Platform) throws -> String {
        if !opened.options.sandbox, let host = Destination(platform, known: nil).host { return host }
        do {
            return try credential(platform).baseURL(declared: try declared(platform)).host
        } catch {
            throw DiagnosticsError((error as? ConnectionFault ?? ConnectionFault(error, platform)).diagnostic)
        }
    }

    /// - Parameter host: once the credential says it.
    private func check(_ platform: Platform, at host: String?) throws(ConnectionFault) {
        if opened.options.sandbox { return }
        var destination = Destination(platform, at: host, known: state?.platforms[platform.name])
        if destination.unaccepted.isEmpty { return }
        destination.isHolding = true
        throw .refused(Refusal(destination: destination, isStateHere: state != nil))
    }

    private func declared(_ platform: Platform) throws(BaseURLError) -> BaseURL? {
        if opened.options.sandbox { return try Sandboxes.baseURL(platform) }
        guard let text = platform.baseURL else { return nil }
        return try BaseURL(text)
    }

    /// From the variables that the platform names, or from the vendor's own for its sole platform.
    private func credential(_ platform: Platform) throws(ConnectionFault) -> PlatformCredential {
        if opened.options.sandbox { return Sandboxes.credential(platform.vendor) }
        do throws(CredentialError) {
            return try PlatformCredential.read(
                vendor: platform.vendor, variables: platform.namedVariables, environment: opened.context.environment)
        } catch {
            throw ConnectionFault(error, platform)
        }
    }
}

/// That a person has to accept something of a platform before anything is sent to it.
struct Refusal {
    let destination: Destination
    /// Whether there was a state that could have known of it.
    let isStateHere: Bool

    var fault: Diagnostic {
        var fault =
            destination.fault ?? Diagnostic(.notAccepted, "`\(destination.platform)` is not accepted", at: nil)
        if !isStateHere {
            let other = "if it is accepted already, fetch the state and say where it is: `--state PATH` or MUSTER_STATE"
            fault.fix = [fault.fix, other].compactMap(\.self).joined(separator: "; ")
        }
        return fault
    }
}

/// Why no session with a platform can be opened.
enum ConnectionFault: Error {
    case refused(Refusal)
    /// There is no credential, or it does not go with the platform.
    case impossible(Diagnostic)

    init(_ error: any Error, _ platform: Platform) {
        let (code, reason): (DiagnosticCode, String) =
            switch error {
            case let error as CredentialError: (.missingCredential, error.message)
            case let error as SignInError: (.missingCredential, error.message)
            case let error as BaseURLError: (.invalidBaseURL, error.message)
            default: (.missingCredential, "it can't be reached: \(type(of: error))")
            }
        self = .impossible(Diagnostic(code, "`\(platform.name)`: \(reason)", at: platform.location))
    }

    var diagnostic: Diagnostic {
        switch self {
        case .refused(let refusal): refusal.fault
        case .impossible(let fault): fault
        }
    }
}
