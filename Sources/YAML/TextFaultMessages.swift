import Diagnostics

extension TextFault {
    /// The fault as users see it. `start` is where it stands.
    func diagnostic(at start: CompactPosition, in file: String) -> Diagnostic {
        var end = start
        switch kind {
        case .utf16: break
        case .invalidUTF8: end.offset += 1
        case .forbidden(let scalar): end.offset += UInt32(UTF8.width(scalar))
        case .tooManyTagDirectives: end.offset += 4
        }
        end.column += kind == .utf16 ? 0 : kind == .tooManyTagDirectives ? 4 : 1
        let location = SourceLocation(file: file, range: CompactRange(start, end).expanded)
        return switch kind {
        case .utf16:
            Diagnostic(.invalidUTF8, "the file is UTF-16; save as UTF-8", at: location, fix: "save the file as UTF-8")
        case .invalidUTF8(let byte):
            Diagnostic(
                .invalidUTF8, "the byte 0x\(hexadecimal(UInt32(byte), digits: 2)) is not valid UTF-8 here",
                at: location,
                fix: "save the file as UTF-8")
        case .forbidden(let scalar):
            Diagnostic(
                .yamlSyntax, "the character U+\(hexadecimal(scalar.value, digits: 4)) is not allowed in YAML",
                at: location, fix: scalar.value == 0 ? "remove it, or save the file as UTF-8" : "remove it")
        case .tooManyTagDirectives:
            Diagnostic(
                .yamlSyntax, "more than \(TextCheck.maxTagDirectives) `%TAG` lines stand before one document",
                at: location, fix: "remove the `%TAG` lines: only YAML's core tags are read")
        }
    }

    private func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
