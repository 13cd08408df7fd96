package import Calendars
import Campaigns
import JSON

/// The stand-ins for the vendors. A path begins with the account's name, which begins with its vendor's: `/opal/v1/uar`,
/// `/opal-eu/v1/uar`, `/conductorone/api/v1/access_review`.
package actor SandboxVendors {
    package private(set) var contents: SandboxContents
    /// Every request so far, in order.
    package private(set) var requests: [SandboxRequest] = []
    private var faults: SandboxFaults
    private let company: Company
    private let store: any SandboxStore
    private let clock: any WallClock
    /// Seconds that each answer takes.
    private let latency: Double
    /// Requests a second; more are answered 429.
    private let rate: Int?
    private var second = (number: 0, requests: 0)
    /// Requests whose effect is still to come, in the order in which they came.
    private var late: [(request: SandboxRequest, arrived: Instant, due: Instant)] = []

    /// - Parameters:
    ///   - store: where contents are kept; what it holds already is there from the beginning.
    ///   - company: whose people and things the vendors know.
    package init(
        store: any SandboxStore = MemorySandboxStore(), company: Company = .acme, clock: any WallClock,
        faults: SandboxFaults = SandboxFaults(), latency: Double = 0, rate: Int? = nil
    ) throws {
        self.store = store
        self.company = company
        self.clock = clock
        self.faults = faults
        self.latency = latency
        self.rate = rate
        contents = SandboxContents()
        for effect in try store.load() { contents.apply(effect) }
    }

    /// From now on, these faults come.
    package func order(_ faults: SandboxFaults) { self.faults = faults }

    /// Answers one request. An effect is in the store before its answer is given.
    package nonisolated func answer(_ request: SandboxRequest) async -> SandboxReply {
        await answer(request, arrived: clock.now())
    }

    private func answer(_ request: SandboxRequest, arrived: Instant) async -> SandboxReply {
        requests.append(request)
        if latency > 0 { try? await clock.sleep(seconds: latency) }
        let now = clock.now()
        let isKept = applyLate(now)
        guard isKept else { return .answer(dated(Self.full, now)) }
        if isTooMany(now) { return .answer(dated(tooMany, now)) }
        let fault = faults.next(for: request)
        switch fault {
        case .tooMany?: return .answer(dated(tooMany, now))
        case .errorBefore?: return .answer(dated(Answer(status: 503), now))
        case .dropBefore?: return .dropped
        case .dropLate?:
            late.append((request, arrived, arrived.adding(seconds: faults.lateSeconds)))
            return .dropped
        case .errorAfter?, .dropAfter?, nil: break
        }
        let reply = reply(to: request, now)
        do {
            for effect in reply.effects { try put(effect) }
        } catch {
            return .answer(dated(Self.full, now))
        }
        switch fault {
        case .errorAfter?: return .answer(dated(Answer(status: 503), now))
        case .dropAfter?: return .dropped
        default: return .answer(dated(reply.answer, now))
        }
    }

    /// Puts an object in, or in place of the one with its id: what someone else did at the vendor.
    package func put(_ effect: SandboxContents.Effect) throws {
        try store.append(effect)
        contents.apply(effect)
    }

    private static let full = Answer(status: 507, body: Array("the sandbox can't keep its contents".utf8))

    /// Lets what is due have its effect, the earliest first, before anything else is answered; whether it could be kept.
    private func applyLate(_ now: Instant) -> Bool {
        let due = late.filter { $0.due <= now }
        late.removeAll { $0.due <= now }
        do {
            for entry in due {
                for effect in reply(to: entry.request, entry.due, arrived: entry.arrived).effects { try put(effect) }
            }
            return true
        } catch {
            return false
        }
    }

    private func reply(to request: SandboxRequest, _ now: Instant, arrived: Instant? = nil) -> StandInReply {
        let account = String(request.path.dropFirst().prefix { $0 != "/" })
        let call = StandInCall(
            request: request, path: String(request.path.dropFirst(account.count + 1)), account: account,
            contents: contents, company: company, now: now, arrived: arrived ?? now)
        switch Vendor.allCases.first(where: { account == $0.rawValue || account.hasPrefix($0.rawValue + "-") }) {
        case .cakewalk?: return CakewalkStandIn.reply(to: call)
        case .conductorone?: return ConductorOneStandIn.reply(to: call)
        case .opal?: return OpalStandIn.reply(to: call)
        case nil:
            return StandInReply(
                404, ["message": "no account of that name: a path begins with `cakewalk`, `conductorone` or `opal`"])
        }
    }

    private func isTooMany(_ now: Instant) -> Bool {
        guard let rate else { return false }
        second = second.number == now.seconds ? (now.seconds, second.requests + 1) : (now.seconds, 1)
        return second.requests > rate
    }

    private var tooMany: Answer { Answer(status: 429, headers: [.init("Retry-After", "1")]) }

    private func dated(_ answer: Answer, _ now: Instant) -> Answer {
        var answer = answer
        answer.headers.append(.init("Date", HTTPDate.text(now)))
        return answer
    }
}

/// The date form of HTTP headers: `Sun, 06 Nov 1994 08:49:37 GMT`.
enum HTTPDate {
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    static func text(_ instant: Instant) -> String {
        let local = Zone.utc.civil(at: instant)
        let day = days[local.date.weekday.rawValue - 1]
        return "\(day), \(two(local.date.day)) \(months[local.date.month - 1]) \(local.date.year) "
            + "\(two(local.hour)):\(two(local.minute)):\(two(local.second)) GMT"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
