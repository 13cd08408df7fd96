extension Instant {
    /// The instant that an RFC 3339 date-time names, such as `2027-01-29T23:59:59-05:00`.
    ///
    /// `t` and `z` may be small; the space that RFC 3339 lets applications put for `T` is refused. A fraction has 1 to 9 digits:
    /// a longer one is refused rather than cut. Leap seconds (`:60`) are refused, since an `Instant` cannot tell them from the
    /// second after, and so is `24:00`. The year must be 1 to 9999 as written and in UTC.
    package init?(rfc3339 text: String) {
        guard var cursor = TextCursor(text), let date = cursor.date(), cursor.take("T") || cursor.take("t"),
            let secondOfDay = cursor.timeOfDay(needsSeconds: true), let nanoseconds = cursor.fraction(),
            let offset = cursor.offset(), cursor.isAtEnd
        else { return nil }
        let seconds = date.dayNumber * 86_400 + secondOfDay - offset
        guard 1...9999 ~= CivilDateTime(localSeconds: seconds).date.year else { return nil }
        self.init(seconds: seconds, nanoseconds: nanoseconds)
    }

    /// The instant in UTC, `2027-01-30T04:59:59Z`, with 3, 6 or 9 digits of fraction where it is not whole.
    package var rfc3339: String {
        let civil = CivilDateTime(localSeconds: seconds)
        guard nanoseconds == 0, 0...9999 ~= civil.date.year else {
            let time = "\(civil.hour.padded(2)):\(civil.minute.padded(2)):\(civil.second.padded(2))"
            return "\(civil.date)T\(time)\(fractionDigits)Z"
        }
        // States and plans hold these by the thousand, so the usual form is written digit by digit.
        return String(unsafeUninitializedCapacity: 20) { buffer in
            var count = 0
            func put(_ number: Int, digits: Int, then separator: Unicode.Scalar) {
                var rest = number
                for place in (count..<count + digits).reversed() {
                    buffer[place] = UInt8(ascii: "0") + UInt8(rest % 10)
                    rest /= 10
                }
                buffer[count + digits] = UInt8(ascii: separator)
                count += digits + 1
            }
            put(civil.date.year, digits: 4, then: "-")
            put(civil.date.month, digits: 2, then: "-")
            put(civil.date.day, digits: 2, then: "T")
            put(civil.hour, digits: 2, then: ":")
            put(civil.minute, digits: 2, then: ":")
            put(civil.second, digits: 2, then: "Z")
            return count
        }
    }

    /// The seconds from `other` to this instant, without what is left of a second: rounded towards zero.
    package func wholeSeconds(since other: Instant) -> Int {
        let difference = seconds - other.seconds
        if difference > 0, nanoseconds < other.nanoseconds { return difference - 1 }
        if difference < 0, nanoseconds > other.nanoseconds { return difference + 1 }
        return difference
    }

    private var fractionDigits: String {
        if nanoseconds == 0 { return "" }
        if nanoseconds % 1_000_000 == 0 { return "." + (nanoseconds / 1_000_000).padded(3) }
        if nanoseconds % 1000 == 0 { return "." + (nanoseconds / 1000).padded(6) }
        return "." + nanoseconds.padded(9)
    }
}

extension TextCursor {
    /// The nanoseconds of a fraction that may be left out.
    fileprivate mutating func fraction() -> Int? {
        guard take(".") else { return 0 }
        guard let (number, count) = digitRun(limit: 9) else { return nil }
        return (count..<9).reduce(number) { nanoseconds, _ in nanoseconds * 10 }
    }

    /// The seconds east of UTC that `Z` or `+hh:mm` writes. `-00:00` (UTC, and no word on local time) is read as `Z`.
    fileprivate mutating func offset() -> Int? {
        if take("Z") || take("z") { return 0 }
        let isWest = take("-")
        guard isWest || take("+"), let hours = number(digits: 2), hours < 24, take(":"),
            let minutes = number(digits: 2), minutes < 60
        else { return nil }
        return (isWest ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}
