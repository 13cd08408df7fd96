/// How wide a text may become in whatever sans-serif font the reader has.
///
/// The page can't ask: no script runs in it. The widths are those of DejaVu Sans, the widest of the usual ones, or more, so that a
/// text is rather cut too early than drawn over its neighbour.
enum TextWidth {
    /// At most so wide, in the unit of `size`, the font's size.
    static func of(_ text: some StringProtocol, size: Double) -> Double {
        text.unicodeScalars.reduce(0) { $0 + ems($1) } * size
    }

    /// The text where it fits, else its beginning and an ellipsis; no character is cut in two.
    static func fit(_ text: String, in width: Double, size: Double) -> String {
        let text = withoutTowers(text)
        if of(text, size: size) <= width { return text }
        var room = width - size * ems("…")
        var kept = ""
        for character in text {
            room -= of(String(character), size: size)
            if room < 0 { break }
            kept.append(character)
        }
        while kept.last?.isWhitespace == true { kept.removeLast() }
        // Behind a right-to-left text the ellipsis belongs to its left.
        return kept + (endsRightToLeft(kept) ? "…\u{200F}" : "…")
    }

    /// Marks upon marks would reach into the lines above and below.
    private static func withoutTowers(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        var result = String.UnicodeScalarView()
        var marks = 0
        for scalar in text.unicodeScalars {
            marks = isMark(scalar) ? marks + 1 : 0
            if marks <= 2 { result.append(scalar) }
        }
        return String(result)
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }

    private static func endsRightToLeft(_ text: String) -> Bool {
        let letter = text.unicodeScalars.last { $0.properties.isAlphabetic }
        switch letter?.value ?? 0 {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF: return true
        default: return false
        }
    }

    private static func ems(_ scalar: Unicode.Scalar) -> Double {
        switch scalar {
        case "i", "j", "l", ".", ",", ":", ";", "'", "|", "!", " ": return 0.41
        case "f", "t", "r", "(", ")", "[", "]", "-", "/", "\\": return 0.43
        case "m", "M", "w", "W", "@", "%": return 1.01
        case "a"..."z", "0"..."9", "_", "*", "\"", "?", "$", "`", "{", "}": return 0.65
        case "\u{20}"..."\u{7E}": return 0.85
        default: break
        }
        switch scalar.value {
        // Fillers are wide though they show nothing.
        case 0x115F, 0x1160, 0x3164, 0xFFA0: return 1.05
        default: break
        }
        if isMark(scalar) || scalar.properties.isDefaultIgnorableCodePoint { return 0 }
        switch scalar.value {
        case 0xFDFA, 0xFDFB: return 4
        case 0xFDFD, 0x12000...0x1254F: return 12
        case 0x0900...0x109F, 0x1780...0x1CFF, 0xA800...0xABFF: return 2
        case 0x2E3A, 0x2E3B: return 3.1
        case 0x00C0...0x024F: return 0.9
        case 0x0590...0x05FF: return 0.85
        case 0x0600...0x06FF: return 1.05
        case 0x0080...0x04FF, 0x2010...0x2027, 0x3000...0xA4CF, 0xAC00...0xD7A3: return 1.05
        case 0x1F000...: return 1.5
        default: return 1.4
        }
    }
}
