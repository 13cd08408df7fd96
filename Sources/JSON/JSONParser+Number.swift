extension JSONParser {
    /// The number at `position`, which is a minus or a digit.
    mutating func number() throws(JSONError) -> JSONValue {
        let start = position
        let isNegative = take(Byte.minus)
        let firstDigit = position
        // Counted below zero, where Int has one number more.
        var negated = 0
        var fits = true
        while position < bytes.count, Byte.isDigit(bytes[position]) {
            let (tens, first) = negated.multipliedReportingOverflow(by: 10)
            let (sum, second) = tens.subtractingReportingOverflow(Int(bytes[position] &- Byte.zero))
            if first || second { fits = false }
            negated = sum
            position += 1
        }
        guard position > firstDigit else { throw unexpected("a digit") }
        if bytes[firstDigit] == Byte.zero, position > firstDigit + 1 {
            throw failure("a number must not begin with a zero", at: firstDigit)
        }
        let isWhole = try !fraction()
        if isWhole, fits {
            if isNegative { return .integer(negated) }
            if negated != Int.min { return .integer(-negated) }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let double = Double(text), double.isFinite else { throw failure("the number is too large", at: start) }
        return .double(double)
    }

    /// Steps over fraction and exponent; false when there is neither.
    private mutating func fraction() throws(JSONError) -> Bool {
        let start = position
        if take(Byte.point) { try digits() }
        if position < bytes.count, Byte.isExponentMark(bytes[position]) {
            position += 1
            if !take(Byte.plus) { _ = take(Byte.minus) }
            try digits()
        }
        return position > start
    }

    private mutating func digits() throws(JSONError) {
        let start = position
        while position < bytes.count, Byte.isDigit(bytes[position]) { position += 1 }
        if position == start { throw unexpected("a digit") }
    }
}
