import Applying
import Calendars
import State
import Transport

extension Moment {
    /// A moment at which nobody has set a clock: the vendor's shows the same, unless it isn't known.
    init(_ instant: Instant, isVendorKnown: Bool = true) {
        let uptime = instant.uptime
        self.init(
            wall: instant, uptime: uptime,
            vendor: isVendorKnown ? VendorClock(date: instant, sent: uptime, received: uptime) : nil)
    }
}

extension Intent {
    /// The same after an earlier run noted, at an instant of both clocks, that its call was lost.
    func lost(at instant: Instant) -> Intent {
        var lost = self
        lost.loss = Loss(at: instant, vendorAt: instant)
        return lost
    }
}

extension Instant {
    /// What a clock that nobody sets shows then.
    var uptime: Double { secondsSince(Instant(seconds: 0)) }
}
