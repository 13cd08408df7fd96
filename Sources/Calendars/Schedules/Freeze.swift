/// Days in which nothing opens.
package struct Freeze: Sendable, Hashable {
    package let from: CivilDate
    /// The last of the days.
    package let to: CivilDate
    package let reason: String

    package init(from: CivilDate, to: CivilDate, reason: String) {
        self.from = from
        self.to = to
        self.reason = reason
    }
}

/// The freezes of a project, by the instants at which they begin and end.
package struct FreezeWindows: Sendable {
    /// The project's.
    package let zone: Zone
    /// By their begin.
    private let windows: [(span: Range<Instant>, freeze: Freeze)]

    /// In the order in which they begin; without those that cover nothing.
    package var freezes: [Freeze] { windows.map(\.freeze) }

    /// A freeze lasts from 00:00 of its first day to 00:00 of the day after its last in `zone`; one that ends before it begins
    /// covers nothing.
    package init(_ freezes: [Freeze] = [], in zone: Zone = .utc) {
        self.zone = zone
        windows = freezes.filter { $0.from <= $0.to }
            .map { (zone.startOfDay($0.from)..<zone.startOfDay($0.to.adding(days: 1)), $0) }
            .sorted { $0.span.lowerBound < $1.span.lowerBound }
    }

    /// When something opens that was to open at `opening`, and the freezes that moved it, in order.
    ///
    /// It moves to the same time of day in `zone` on the first day there at which no freeze holds it any more.
    package func thaw(_ opening: Instant, in zone: Zone) -> (opening: Instant, movedBy: [Freeze]) {
        var (moved, freezes) = (opening, [Freeze]())
        // One pass is enough: it only moves on, and a freeze that began earlier and is over stays over.
        for (span, freeze) in windows {
            if span.lowerBound > moved { break }
            guard span.contains(moved) else { continue }
            moved = Self.first(from: span.upperBound, atTimeOf: opening, in: zone)
            freezes.append(freeze)
        }
        return (moved, freezes)
    }

    /// The first instant at `instant` or later at which no freeze is, and the freezes until then.
    package func end(after instant: Instant) -> (opening: Instant, movedBy: [Freeze]) {
        var (moved, freezes) = (instant, [Freeze]())
        for (span, freeze) in windows where span.contains(moved) {
            moved = span.upperBound
            freezes.append(freeze)
        }
        return (moved, freezes)
    }

    /// The first instant at `end` or later with the time of day that clocks show at `opening`.
    private static func first(from end: Instant, atTimeOf opening: Instant, in zone: Zone) -> Instant {
        let secondOfDay = zone.civil(at: opening).secondOfDay
        var date = zone.civil(at: end).date
        while true {
            let moved = zone.instant(of: CivilDateTime(date, secondOfDay: secondOfDay))

            if moved >= end { return moved }
            date = date.adding(days: 1)
        }
    }
}
