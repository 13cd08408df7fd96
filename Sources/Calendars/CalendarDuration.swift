/// A span from a date or an instant on: calendar days, which end with the day whatever the clocks do, and then exact seconds.
///
/// Written as one number and a unit (`14d`, `2w`, `36h`, `90min`, `120s`) or as in ISO 8601 (`P14D`, `P2W`, `PT36H`,
/// `P1DT12H`). A bare `m` is refused, since it may mean months; months and years are refused, since their length varies.
package struct CalendarDuration: Sendable, Hashable {
    package var days: Int
    package var seconds: Int

    /// The longest that can be written, days and seconds together.
    package static let longestDays = 3650

    /// Nothing for what is not a duration, is no time at all, or is more than 3650 days.
    package init?(_ text: String) {
        guard var cursor = TextCursor(text), let duration = cursor.take("P") ? cursor.isoDuration() : cursor.duration(),
            cursor.isAtEnd
        else { return nil }
        let total = duration.days * 86_400 + duration.seconds
        guard total > 0, total <= CalendarDuration.longestDays * 86_400 else { return nil }
        self = duration
    }

    init(days: Int, seconds: Int) {
        self.days = days
        self.seconds = seconds
    }
}

extension CalendarDuration: CustomStringConvertible {
    /// The ISO 8601 form, in days, hours, minutes and seconds: `P14D`, `P1DT12H`. It reads back as the same duration.
    package var description: String {
        let parts = [(seconds / 3600, "H"), (seconds / 60 % 60, "M"), (seconds % 60, "S")].filter { $0.0 != 0 }
        let time = parts.map { "\($0.0)\($0.1)" }.joined()
        return "P" + (days == 0 ? "" : "\(days)D") + (time.isEmpty ? "" : "T" + time)
    }
}

extension TextCursor {
    /// A number of at most nine digits, which is more than the longest duration has seconds.
    private mutating func amount() -> Int? { digitRun(limit: 9)?.number }

    /// `14d` and its like.
    fileprivate mutating func duration() -> CalendarDuration? {
        guard let amount = amount() else { return nil }
        if take("w") { return CalendarDuration(days: amount * 7, seconds: 0) }
        if take("d") { return CalendarDuration(days: amount, seconds: 0) }
        if take("h") { return CalendarDuration(days: 0, seconds: amount * 3600) }
        if take("s") { return CalendarDuration(days: 0, seconds: amount) }
        if take("m"), take("i"), take("n") { return CalendarDuration(days: 0, seconds: amount * 60) }
        return nil
    }

    /// What follows the `P` of an ISO 8601 duration: weeks alone, or days and a time after `T`, each unit once and in order.
    fileprivate mutating func isoDuration() -> CalendarDuration? {
        var duration = CalendarDuration(days: 0, seconds: 0)
        if next != UInt8(ascii: "T") {
            guard let amount = amount() else { return nil }
            if take("W") { return CalendarDuration(days: amount * 7, seconds: 0) }
            guard take("D") else { return nil }
            duration.days = amount
            if isAtEnd { return duration }
        }
        guard take("T"), !isAtEnd else { return nil }
        var units: [(letter: Unicode.Scalar, seconds: Int)] = [("H", 3600), ("M", 60), ("S", 1)]
        while !isAtEnd {
            guard let amount = amount(), let index = units.firstIndex(where: { take($0.letter) }) else { return nil }
            duration.seconds += amount * units[index].seconds
            units.removeSubrange(...index)
        }
        return duration
    }
}
