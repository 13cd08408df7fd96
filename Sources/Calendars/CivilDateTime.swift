/// What a calendar and a clock on a wall show, without a time zone.
package struct CivilDateTime: Sendable, Hashable {
    package let date: CivilDate
    /// 0 to 23.
    package let hour: Int
    /// 0 to 59.
    package let minute: Int
    /// 0 to 59.
    package let second: Int

    /// What `2027-01-04T09:00` or `2027-01-04T09:00:00` writes; `t` may stand for `T`.
    package init?(_ text: String) {
        guard var cursor = TextCursor(text), let date = cursor.date(), cursor.take("T") || cursor.take("t"),
            let secondOfDay = cursor.timeOfDay(needsSeconds: false), cursor.isAtEnd
        else { return nil }
        self.init(localSeconds: date.dayNumber * 86_400 + secondOfDay)
    }

    /// What is shown that many seconds after 1970-01-01T00:00:00 on the same wall, its clock never moved.
    init(localSeconds: Int) {
        let (dayNumber, secondOfDay) = localSeconds.flooredDivision(by: 86_400)
        self.init(CivilDate(dayNumber: dayNumber), secondOfDay: secondOfDay)
    }

    /// That many seconds, 0 to 86,399, after midnight.
    init(_ date: CivilDate, secondOfDay: Int) {
        self.date = date
        hour = secondOfDay / 3600
        minute = secondOfDay / 60 % 60
        second = secondOfDay % 60
    }

    /// Seconds since 1970-01-01T00:00:00 on the same wall, its clock never moved.
    var localSeconds: Int { date.dayNumber * 86_400 + secondOfDay }

    /// Seconds since midnight on the same wall.
    var secondOfDay: Int { hour * 3600 + minute * 60 + second }
}

extension CivilDateTime: CustomStringConvertible {
    /// `2027-01-04T09:00`, with the seconds where there are any.
    package var description: String {
        "\(date)T\(hour.padded(2)):\(minute.padded(2))" + (second == 0 ? "" : ":\(second.padded(2))")
    }
}
