import Calendars
import Diagnostics
import Transport

/// What a vendor's clock says of this machine's, by which reviews are opened.
enum ClockCheck {
    /// They agree well enough.
    case agrees
    /// This machine's clock is that many seconds ahead, or behind where that is negative.
    case apart(seconds: Int)
    /// No answer of the vendor says its time.
    case unknown

    /// In seconds: more is said, and more than a day holds back what would be created.
    private static let tolerance = 300
    private static let limit = 86_400

    init(_ moment: Moment) {
        guard let vendor = moment.vendor else {
            self = .unknown
            return
        }
        // By the vendor's clock it is some time from the earliest to the latest.
        let ahead = moment.wall.wholeSeconds(since: vendor.latest(at: moment.uptime))
        let behind = vendor.earliest(at: moment.uptime).wholeSeconds(since: moment.wall)
        let difference = ahead > 0 ? ahead : behind > 0 ? -behind : 0
        self = abs(difference) > Self.tolerance ? .apart(seconds: difference) : .agrees
    }

    /// Why nothing may be created by this machine's clock, in one line.
    func obstacle(on platform: String) -> String? {
        guard case .apart(let seconds) = self, abs(seconds) > Self.limit else { return nil }
        return
            "this machine's clock is \(Self.text(seconds)) that of `\(platform)`, which may open a review on the wrong day: set the clock, and apply again"
    }

    /// What is worth knowing before something is created by this machine's clock.
    func warning(on platform: String) -> Diagnostic? {
        switch self {
        case .agrees: nil
        case .apart(let seconds) where abs(seconds) > Self.limit: nil
        case .apart(let seconds):
            Diagnostic(
                .clocksApart, "this machine's clock is \(Self.text(seconds)) that of `\(platform)`", at: nil,
                fix: "reviews are opened by this machine's clock: set it", severity: .warning)
        case .unknown:
            Diagnostic(
                .clocksApart, "no answer of `\(platform)` says its time", at: nil,
                fix: "reviews are opened by this machine's clock: see that it is right", severity: .warning)
        }
    }

    private static func text(_ seconds: Int) -> String {
        let amount = abs(seconds)
        let text =
            amount >= 2 * 86_400
            ? "\(amount / 86_400) days" : amount >= 7200 ? "\(amount / 3600) hours" : "\(amount / 60) minutes"
        return "\(text) \(seconds > 0 ? "ahead of" : "behind")"
    }
}
