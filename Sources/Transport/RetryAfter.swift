package import Calendars
package import Campaigns

/// The header `Retry-After` (RFC 9110, 10.2.3): seconds, or a date in one of HTTP's three forms.
package enum RetryAfter {
    /// The header's value, a date of it as seconds by the vendor's own clock where the header `Date` says what time that is: ours may
    /// be an hour off.
    package static func value(in answer: Answer) -> String? {
        guard let value = answer.header("Retry-After") else { return nil }
        let epoch = Instant(seconds: 0)
        guard !isNumber(value), let now = answer.header("Date").flatMap({ parse($0, now: epoch) }),
            let instant = Int(exactly: now), let seconds = parse(value, now: Instant(seconds: instant)),
            let whole = Int(exactly: seconds.rounded(.up))
        else { return value }
        return "\(whole)"
    }

    /// How many seconds an answer asks to wait; nothing where it doesn't say.
    static func seconds(in answer: Answer, now: Instant) -> Double? {
        value(in: answer).flatMap { parse($0, now: now) }
    }

    /// How many seconds to wait, never negative; nothing when the value is neither.
    package static func parse(_ value: String, now: Instant) -> Double? {
        let text = value.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ")
        if isNumber(text) { return Double(text) }
        guard let date = date(text, now: now) else { return nil }
        return max(0, date.secondsSince(now))
    }

    /// Whole seconds; some servers add a fraction.
    private static func isNumber(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count <= 2 && text.utf8.count <= 20
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }
    }

    private static func date(_ text: String, now: Instant) -> Instant? {
        let words = text.split(separator: " ")
        switch words.count {
        case 6 where words[0].hasSuffix(",") && words[5] == "GMT":
            // Sun, 06 Nov 1994 08:49:37 GMT
            return instant(year: words[3], month: words[2], day: words[1], time: words[4])
        case 4 where words[0].hasSuffix(",") && words[3] == "GMT":
            // Sunday, 06-Nov-94 08:49:37 GMT
            let date = words[1].split(separator: "-")
            guard date.count == 3, let year = fullYear(date[2], now: now) else { return nil }
            return instant(year: "\(year)", month: date[1], day: date[0], time: words[2])
        case 5:
            // Sun Nov  6 08:49:37 1994
            let day = words[2].count == 1 ? "0\(words[2])" : words[2]
            return instant(year: words[4], month: words[1], day: day, time: words[3])
        default: return nil
        }
    }

    /// A year of two digits that looks more than 50 years ahead is the most recent one in the past with these digits.
    private static func fullYear(_ digits: Substring, now: Instant) -> Int? {
        guard digits.utf8.count == 2, digits.utf8.allSatisfy(isDigit), let short = Int(digits) else { return nil }
        let thisYear = 1970 + now.seconds / 31_556_952
        let year = thisYear - thisYear % 100 + short
        return year > thisYear + 50 ? year - 100 : year
    }

    private static func instant(year: Substring, month: Substring, day: Substring, time: Substring) -> Instant? {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard let index = months.firstIndex(of: String(month)) else { return nil }
        let number = index < 9 ? "0\(index + 1)" : "\(index + 1)"
        return Instant(rfc3339: "\(year)-\(number)-\(day)T\(time)Z")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
