package import Calendars
package import Transport

/// What every clock says when something happens.
package struct Moment: Sendable, Hashable {
    /// This machine's time of day. Someone may set it.
    package var wall: Instant
    /// Seconds by `WallClock.uptime()`.
    package var uptime: Double
    /// The vendor's clock; nothing where no answer of this run said what it shows.
    package var vendor: VendorClock?

    package init(wall: Instant, uptime: Double, vendor: VendorClock? = nil) {
        self.wall = wall
        self.uptime = uptime
        self.vendor = vendor
    }
}
