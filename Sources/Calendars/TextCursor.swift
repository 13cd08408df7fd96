/// Reads fixed forms such as dates from a short text, byte by byte.
struct TextCursor {
    /// The text, held without an allocation.
    private var bytes = SIMD64<UInt8>()
    private let count: Int
    private var position = 0

    /// Nothing for a text that is longer than any of the forms.
    init?(_ text: String) {
        count = text.utf8.count
        if count > bytes.scalarCount { return nil }
        withUnsafeMutableBytes(of: &bytes) { $0.copyBytes(from: text.utf8) }
    }

    var isAtEnd: Bool { position == count }
    var next: UInt8? { position < count ? bytes[position] : nil }

    /// Whether `character` comes next; it is stepped over then.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// The number that the next `count` bytes write in decimal digits.
    mutating func number(digits count: Int) -> Int? {
        guard let run = digitRun(limit: count), run.count == count else { return nil }
        return run.number
    }

    /// The number that the coming digits write, and how many they are: 1 to `limit`; further digits are left unread.
    mutating func digitRun(limit: Int) -> (number: Int, count: Int)? {
        var number = 0
        let start = position
        while position - start < limit, let byte = next, 0x30...0x39 ~= byte {
            number = number * 10 + Int(byte - 0x30)
            position += 1
        }
        return position > start ? (number, position - start) : nil
    }
}

extension TextCursor {
    /// `YYYY-MM-DD`, if there is such a day.
    mutating func date() -> CivilDate? {
        guard let year = number(digits: 4), take("-"), let month = number(digits: 2), take("-"),
            let day = number(digits: 2)
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// Seconds since midnight from `hh:mm:ss`, or from `hh:mm` where the seconds may be left out; 23:59:59 is the last.
    mutating func timeOfDay(needsSeconds: Bool) -> Int? {
        guard let hour = number(digits: 2), hour < 24, take(":"), let minute = number(digits: 2), minute < 60 else {
            return nil
        }
        if !needsSeconds, next != UInt8(ascii: ":") { return hour * 3600 + minute * 60 }
        guard take(":"), let second = number(digits: 2), second < 60 else { return nil }
        return hour * 3600 + minute * 60 + second
    }
}

extension Int {
    /// The quotient rounded down, and the remainder, which is never negative; `divisor` must be positive.
    func flooredDivision(by divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    /// The number in decimal with zeros before it up to `width` digits.
    func padded(_ width: Int) -> String {
        let digits = String(magnitude)
        return (self < 0 ? "-" : "") + String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}
