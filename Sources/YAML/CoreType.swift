extension YAMLScalar {
    /// What a scalar means in YAML 1.2's core schema (YAML 1.2.2, section 10.3.2).
    package enum CoreType: Sendable, Hashable {
        case null
        case bool(Bool)
        case integer(Int)
        /// A float, or an integer that no `Int` holds.
        case float(Double)
        case string
    }

    /// The core schema's type and value. Fields are typed by their description and not by this; it serves messages, and
    /// data that no description covers.
    package var coreType: CoreType {
        switch explicitTag {
        case .string, .nonSpecific, .mapping, .sequence: .string
        case .null: .null
        case .boolean: boolean.map(CoreType.bool) ?? .string
        case .integer: integer ?? .string
        case .float: float.map(CoreType.float) ?? .string
        case nil:
            if style != .plain {
                .string
            } else if isNull {
                .null
            } else {
                boolean.map(CoreType.bool) ?? integer ?? float.map(CoreType.float) ?? .string
            }
        }
    }

    /// Whether the scalar is null: plain `~`, `null`, `Null`, `NULL` or nothing, or tagged `!!null`.
    package var isNull: Bool {
        if explicitTag == .null { return true }
        guard style == .plain, explicitTag == nil, text.utf8.count <= 4 else { return false }
        return switch text {
        case "", "~", "null", "Null", "NULL": true
        default: false
        }
    }

    private var boolean: Bool? {
        switch text {
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        default: nil
        }
    }

    private var integer: CoreType? {
        if text.hasPrefix("0o") { return Self.integer(text.dropFirst(2), radix: 8) }
        if text.hasPrefix("0x") { return Self.integer(text.dropFirst(2), radix: 16) }
        let digits = text.utf8.first.map(Self.isSign) == true ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy(Self.isDigit) else { return nil }
        return Int(text).map(CoreType.integer) ?? Double(text).map(CoreType.float)
    }

    /// Unsigned digits; `Int(_:radix:)` alone would take a sign after the prefix.
    private static func integer(_ digits: Substring, radix: Int) -> CoreType? {
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && ($0.hexDigitValue ?? radix) < radix }) else {
            return nil
        }
        if let value = Int(digits, radix: radix) { return .integer(value) }
        return .float(digits.reduce(0) { $0 * Double(radix) + Double($1.hexDigitValue ?? 0) })
    }

    private var float: Double? {
        switch text {
        case ".nan", ".NaN", ".NAN": return .nan
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .infinity
        case "-.inf", "-.Inf", "-.INF": return -.infinity
        default: break
        }
        var rest = text.utf8[...]
        if let first = rest.first, Self.isSign(first) { rest.removeFirst() }
        let whole = rest.prefix(while: Self.isDigit)
        rest = rest.dropFirst(whole.count)
        var fraction = rest.prefix(0)
        if rest.first == UInt8(ascii: ".") {
            fraction = rest.dropFirst().prefix(while: Self.isDigit)
            rest = rest.dropFirst(1 + fraction.count)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if let first = rest.first, Self.isSign(first) { rest.removeFirst() }
            guard !rest.isEmpty, rest.allSatisfy(Self.isDigit) else { return nil }
            rest = rest.suffix(0)
        }
        return rest.isEmpty ? Double(text) : nil
    }

    private static func isSign(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") }
    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
}
