/// A character of a name that a vendor may keep otherwise: then the review can't be found again by its name.
package struct NameFlaw: Sendable, Hashable {
    /// Which code point of the name, from 0.
    package var index: Int
    /// Such as `U+00A0 NO-BREAK SPACE`, or `U+0020 SPACE at its end`.
    package var character: String
    package var sort: Sort

    package enum Sort: Sendable, Hashable {
        /// A plain blank at an end, or behind another one.
        case surplus
        /// A blank that is no plain one, or the end of a line.
        case blank
        /// Something that nobody sees.
        case invisible
        /// The same, where a script or an emoji may need it.
        case serving
    }
}

extension VendorName {
    /// The characters of a name that vendors may keep otherwise, in their order; of blanks in a row the first that is one too many.
    package static func flaws(in name: String) -> [NameFlaw] {
        if isPlain(name) { return [] }
        let scalars = Array(name.unicodeScalars)
        let first = scalars.firstIndex { !isBlank($0) } ?? scalars.count
        let last = scalars.lastIndex { !isBlank($0) } ?? -1
        /// Where a plain blank is one too many: only the first of several in a row is said.
        func surplus(_ index: Int) -> String? {
            if index < first { return index == 0 ? "at its beginning" : nil }
            if index > last { return scalars[(last + 1)..<index].contains(" ") ? nil : "at its end" }
            return scalars[index - 1] == " " && scalars[index - 2] != " " ? "behind another" : nil
        }
        return scalars.indices.compactMap { index in
            let character = CodePoint.description(scalars[index])
            if scalars[index] == " " {
                return surplus(index).map { NameFlaw(index: index, character: "\(character) \($0)", sort: .surplus) }
            }
            return sort(of: scalars, at: index).map { NameFlaw(index: index, character: character, sort: $0) }
        }
    }

    /// The name as vendors may keep it: blanks of all sorts as one plain one, none at the ends, nothing that nobody sees but what a
    /// script or an emoji may need.
    package static func collapsed(_ name: String) -> String {
        if isPlain(name) { return name }
        let scalars = Array(name.unicodeScalars)
        var (kept, isBehindBlank) = (String.UnicodeScalarView(), false)
        for (index, scalar) in scalars.enumerated() {
            if isBlank(scalar) {
                isBehindBlank = true
            } else if sort(of: scalars, at: index) != .invisible {
                if isBehindBlank, !kept.isEmpty { kept.append(" ") }
                isBehindBlank = false
                kept.append(scalar)
            }
        }
        return String(kept)
    }

    /// Whether a name is of visible ASCII characters with single blanks between them, as most are.
    private static func isPlain(_ name: String) -> Bool {
        var before = UInt8(ascii: " ")
        for byte in name.utf8 {
            guard 0x20..<0x7F ~= byte, byte != 0x20 || before != 0x20 else { return false }
            before = byte
        }
        return before != 0x20 || name.isEmpty
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        // The blank pattern of Braille is none by its properties.
        scalar.properties.isWhitespace || scalar.value == 0x2800 || scalar.properties.generalCategory == .control
    }

    /// Nothing for what everybody sees, and for a plain blank.
    private static func sort(of scalars: [Unicode.Scalar], at index: Int) -> NameFlaw.Sort? {
        let scalar = scalars[index]
        if scalar == " " { return nil }
        if isBlank(scalar) { return .blank }
        switch scalar.value {
        case 0xFFF9...0xFFFB: return .invisible
        // Marks of direction, which are fine in every text.
        case 0x200E, 0x200F, 0x061C: return .serving
        case 0x200C, 0x200D, 0x034F: return isServed(scalars, before: index, isSelector: false) ? .serving : .invisible
        // Selectors of variants; Mongolian has its own.
        case 0x180B...0x180F, 0xFE00...0xFE0F, 0xE0100...0xE01EF:
            return isServed(scalars, before: index, isSelector: true) ? .serving : .invisible
        // Tags spell the flags of regions, behind a black flag.
        case 0xE0020...0xE007F:
            let flag = scalars[..<index].last { !(0xE0020...0xE007F ~= $0.value) }
            return flag?.value == 0x1F3F4 ? .serving : .invisible
        default: return scalar.properties.isDefaultIgnorableCodePoint ? .invisible : nil
        }
    }

    /// Whether what stands before is an emoji, or of a script that joins its letters or has variants of them: none from Latin to Armenian.
    private static func isServed(_ scalars: [Unicode.Scalar], before index: Int, isSelector: Bool) -> Bool {
        guard index > 0, !isBlank(scalars[index - 1]) else { return false }
        let before = scalars[index - 1]
        if isSelector, before.properties.isEmoji { return true }
        return before.value >= 0x0590 && !(0x1E00..<0x2070 ~= before.value)
    }
}

/// Code points, as people are told of them.
package enum CodePoint {
    /// Such as `U+00A0 NO-BREAK SPACE`.
    package static func description(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let number = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return (scalar.properties.name ?? controls[scalar.value]).map { "\(number) \($0)" } ?? number
    }

    /// Control characters have no names, only aliases.
    private static let controls: [UInt32: String] = [
        0x09: "CHARACTER TABULATION", 0x0A: "LINE FEED", 0x0B: "LINE TABULATION", 0x0C: "FORM FEED",
        0x0D: "CARRIAGE RETURN", 0x85: "NEXT LINE",
    ]
}
