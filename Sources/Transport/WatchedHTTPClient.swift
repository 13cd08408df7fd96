package import Calendars
package import Campaigns
import Synchronization

/// A client of one platform whose requests somebody watches.
package final class WatchedHTTPClient: HTTPClient {
    /// What makes two requests the same.
    private struct Sent: Hashable {
        var method: HTTPMethod
        var url: String
        var body: [UInt8]
    }

    private let client: any HTTPClient
    private let platform: String
    private let redactor: Redactor
    private let clock: any WallClock
    private let watch: ExchangeWatch
    /// How often what was not settled by an answer was sent.
    private let attempts = Mutex<[Sent: Int]>([:])

    /// - Parameter credential: what must not be told, beside what the requests' own headers hold.
    package init(
        _ client: any HTTPClient, platform: String, credential: PlatformCredential, clock: any WallClock,
        watch: @escaping ExchangeWatch
    ) {
        self.client = client
        self.platform = platform
        redactor = Redactor(secrets: credential.secrets)
        self.clock = clock
        self.watch = watch
    }

    package func send(_ request: HTTPRequest) async throws(TransportFailure) -> Answer {
        let sent = Sent(method: request.method, url: request.url, body: request.body)
        let attempt = attempts.withLock { attempts in
            attempts[sent, default: 0] += 1
            return attempts[sent, default: 1]
        }
        let redactor = redactor(of: request)
        let end = watch(
            Exchange(
                platform: platform, method: request.method, target: redactor.redact(Self.target(of: request)),
                attempt: attempt, heldBack: request.heldBack))
        let begun = clock.now()
        do {
            let answer = try await client.send(request)
            if !Self.isUnsettled(answer.status) { attempts.withLock { $0[sent] = nil } }
            end(.answered(status: answer.status, bytes: answer.body.count), clock.now().secondsSince(begun))
            return answer
        } catch {
            end(.failed(error.mapped(redactor.redact)), clock.now().secondsSince(begun))
            throw error
        }
    }

    /// Whether the same may be sent again.
    private static func isUnsettled(_ status: Int) -> Bool {
        switch status {
        case 401, 408, 429, 499, 500...: true
        default: false
        }
    }

    /// Host and path, and of the query only what is asked for.
    private static func target(of request: HTTPRequest) -> String {
        let parts = request.url.split(separator: "?", maxSplits: 1)
        var target = parts.first.map { String($0.drop { $0 != "/" }.drop { $0 == "/" }) } ?? ""
        if parts.count == 2 {
            let names = parts[1].split(separator: "&").map { $0.prefix { $0 != "=" } + "=*" }
            target += "?" + names.joined(separator: "&")
        }
        return target
    }

    /// Knows the credential, and what the request carries of it, such as a token that was signed in for.
    private func redactor(of request: HTTPRequest) -> Redactor {
        var redactor = redactor
        for header in request.headers where !Self.openHeaders.contains(header.name.lowercased()) {
            redactor.add(Secret(header.value))
            // Behind a scheme, such as `Bearer`.
            if let word = header.value.split(separator: " ").last { redactor.add(Secret(String(word))) }
        }
        return redactor
    }

    private static let openHeaders: Set<String> = ["accept", "content-type", "user-agent"]
}

extension TransportFailure {
    fileprivate func mapped(_ change: (String) -> String) -> TransportFailure {
        switch self {
        case .notSent(let reason): .notSent(change(reason))
        case .lost(let reason): .lost(change(reason))
        }
    }
}

// It holds bodies, and a sign-in's has a secret in it.
extension WatchedHTTPClient: CustomStringConvertible, CustomReflectable {
    package var description: String { "<watched \(platform)>" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
