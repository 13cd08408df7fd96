extension StringProtocol {
    /// How many columns a terminal uses for the text: two for a wide character, for an emoji and for what is joined to one, none for
    /// what stands on the character before. The text holds no control characters: `Printable` takes them out.
    package var displayWidth: Int {
        if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
        return reduce(0) { $0 + $1.displayWidth }
    }

    /// The longest beginning that is no wider than so many columns; no character is cut in two.
    package func fitting(columns: Int) -> SubSequence {
        var room = columns
        var end = startIndex
        while end < endIndex {
            room -= self[end].displayWidth
            if room < 0 { break }
            formIndex(after: &end)
        }
        return self[..<end]
    }
}

extension Character {
    /// The columns of what a reader takes for one character.
    var displayWidth: Int {
        let scalars = unicodeScalars
        guard let first = scalars.first else { return 0 }
        guard let second = scalars.dropFirst().first else { return first.displayWidth }
        if first.isRegionalIndicator, second.isRegionalIndicator { return 2 }
        if first.properties.isEmoji, scalars.dropFirst().contains(where: \.makesEmoji) { return 2 }
        return scalars.reduce(0) { $0 + $1.displayWidth }
    }
}

extension Unicode.Scalar {
    /// The columns that it takes by itself.
    fileprivate var displayWidth: Int {
        switch value {
        case 0..<0x20, 0x7F..<0xA0: return 0
        case 0x20..<0x300: return 1
        // Vowels and finals of Hangul stand in the block that the consonant before them began.
        case 0x1160...0x11FF, 0xD7B0...0xD7FF: return 0
        // What these sign is to the right of them.
        case 0x0600...0x0605, 0x06DD, 0x070F, 0x0890...0x0891, 0x08E2, 0x110BD, 0x110CD: return 1
        default: break
        }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return WideCharacters.contain(self) ? 2 : 1
        }
    }

    fileprivate var isRegionalIndicator: Bool { (0x1F1E6...0x1F1FF).contains(value) }

    /// Whether it has the emoji before it shown as one: variation selector 16, a joiner, a skin tone, or a tag.
    fileprivate var makesEmoji: Bool {
        value == 0xFE0F || value == 0x200D || properties.isEmojiModifier || (0xE0020...0xE007F).contains(value)
    }
}
