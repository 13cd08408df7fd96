/// One `NAME=VALUE` of a recurrence rule, and where it stands.
struct RulePart {
    /// The parts that are taken.
    enum Name: String {
        case frequency = "FREQ"
        case interval = "INTERVAL"
        case months = "BYMONTH"
        case weeks = "BYWEEKNO"
        case yearDays = "BYYEARDAY"
        case monthDays = "BYMONTHDAY"
        case days = "BYDAY"
        case positions = "BYSETPOS"
        case weekStart = "WKST"
    }

    /// Some bytes of the rule's text.
    struct Piece {
        let bytes: ArraySlice<UInt8>

        /// Where it stands; where it is empty, the byte before it.
        var range: Range<Int> {
            bytes.isEmpty ? max(0, bytes.startIndex - 1)..<bytes.startIndex : bytes.startIndex..<bytes.endIndex
        }
        var text: String { String(decoding: bytes, as: UTF8.self) }
        /// With ASCII's letters in capitals; a letter such as `ı`, which becomes one of them, stands for itself.
        var word: String { String(decoding: bytes.map { 0x61...0x7A ~= $0 ? $0 - 0x20 : $0 }, as: UTF8.self) }

        func dropLast(_ count: Int) -> Piece { Piece(bytes: bytes.dropLast(count)) }
        func suffix(_ count: Int) -> Piece { Piece(bytes: bytes.suffix(count)) }
        func split(at separator: Unicode.Scalar) -> [Piece] {
            bytes.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false).map(Piece.init)
        }
    }

    let name: Name
    let range: Range<Int>
    let value: Piece

    var items: [Piece] { value.split(at: ",") }
}

extension RulePart {
    /// The parts of a rule; each may be there once.
    static func parts(of bytes: [UInt8]) throws(RecurrenceRuleError) -> [Name: RulePart] {
        let prefix = "RRULE:"
        let isPrefixed = String(decoding: bytes.prefix(prefix.utf8.count), as: UTF8.self).uppercased() == prefix
        let body = Piece(bytes: bytes.dropFirst(isPrefixed ? prefix.utf8.count : 0))
        if body.bytes.isEmpty {
            throw RecurrenceRuleError(
                "the rule is empty", fix: "write such as `FREQ=MONTHLY;BYDAY=1MO`", at: 0..<bytes.count)
        }
        var parts: [Name: RulePart] = [:]
        for piece in body.split(at: ";") {
            let part = try RulePart(piece)
            guard parts.updateValue(part, forKey: part.name) == nil else {
                throw RecurrenceRuleError("`\(part.name.rawValue)` is there twice", at: piece.range)
            }
        }
        return parts
    }

    private init(_ piece: Piece) throws(RecurrenceRuleError) {
        let sides = piece.split(at: "=")
        if piece.bytes.isEmpty {
            throw RecurrenceRuleError("a part is empty", fix: "leave the `;` out", at: piece.range)
        }
        guard sides.count == 2 else {
            throw RecurrenceRuleError("`\(piece.text)` is not of the form `NAME=VALUE`", at: piece.range)
        }
        guard let name = Name(rawValue: sides[0].word) else { throw Self.refusal(of: sides[0]) }
        if sides[1].bytes.isEmpty {
            throw RecurrenceRuleError("`\(name.rawValue)` has no value", at: piece.range)
        }
        self.name = name
        range = piece.range
        value = sides[1]
    }

    /// Why a name is not one of those that are taken.
    private static func refusal(of name: Piece) -> RecurrenceRuleError {
        switch name.word {
        case "COUNT":
            RecurrenceRuleError(
                "`COUNT` does not stand in the rule", fix: "say `count:` in the schedule", at: name.range)
        case "UNTIL":
            RecurrenceRuleError(
                "`UNTIL` does not stand in the rule", fix: "say `until:` in the schedule", at: name.range)
        case "BYHOUR", "BYMINUTE", "BYSECOND":
            RecurrenceRuleError(
                "`\(name.word)` does not stand in the rule", fix: "say the time of day in the schedule's `start:`",
                at: name.range)
        default: RecurrenceRuleError("`\(name.text)` is no part of a recurrence rule", at: name.range)
        }
    }
}

extension RulePart {
    func frequency() throws(RecurrenceRuleError) -> RecurrenceRule.Frequency {
        if let frequency = RecurrenceRule.Frequency(rawValue: value.word) { return frequency }
        let isSubDaily = ["SECONDLY", "MINUTELY", "HOURLY"].contains(value.word)
        throw RecurrenceRuleError(
            isSubDaily ? "`\(value.word)` is more often than daily" : "`\(value.text)` is no frequency",
            fix: "write `DAILY`, `WEEKLY`, `MONTHLY` or `YEARLY`", at: value.range)
    }

    /// The numbers of the list, in order and each once. Of signed ones, the limits are those of the magnitude.
    func numbers(in limits: ClosedRange<Int>, signed: Bool = true) throws(RecurrenceRuleError) -> [Int] {
        var numbers: Set<Int> = []
        for item in items { numbers.insert(try number(item, in: limits, signed: signed)) }
        return numbers.sorted()
    }

    func number(_ piece: Piece, in limits: ClosedRange<Int>, signed: Bool) throws(RecurrenceRuleError) -> Int {
        let sign = signed ? piece.bytes.first.flatMap { [0x2B: 1, 0x2D: -1][$0] } : nil
        let digits = sign == nil ? piece.bytes : piece.bytes.dropFirst()
        // No number that is taken has more digits.
        if 1...4 ~= digits.count, digits.allSatisfy({ 0x30...0x39 ~= $0 }) {
            let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
            if limits ~= number { return number * (sign ?? 1) }
        }
        let span = "\(limits.lowerBound) to \(limits.upperBound)"
        throw RecurrenceRuleError(
            "`\(piece.text)` is nothing that `\(name.rawValue)` takes",
            fix: "write \(span)" + (signed ? ", or -\(limits.lowerBound) to -\(limits.upperBound) from the end" : ""),
            at: piece.range)
    }

    func weekday(_ piece: Piece) throws(RecurrenceRuleError) -> Weekday {
        try numberedWeekday(piece, mayHaveNumber: false).weekday
    }

    /// The weekday that ends the piece, and what stands before it, which is empty or looks like a number.
    func numberedWeekday(
        _ piece: Piece, mayHaveNumber: Bool = true
    ) throws(RecurrenceRuleError) -> (number: Piece, weekday: Weekday) {
        let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
        let number = piece.dropLast(2)
        let isNumber = number.bytes.allSatisfy { 0x30...0x39 ~= $0 || $0 == 0x2B || $0 == 0x2D }
        guard let index = names.firstIndex(of: piece.suffix(2).word), isNumber, mayHaveNumber || number.bytes.isEmpty
        else {
            throw RecurrenceRuleError(
                "`\(piece.text)` is no weekday", fix: "write `MO`, `TU`, `WE`, `TH`, `FR`, `SA` or `SU`",
                at: piece.range)
        }
        return (number, Weekday.allCases[index])
    }
}
