import CLibYAML
import Diagnostics

/// Reads the text of a YAML file, through libyaml's events, into nodes that know their places.
package enum YAMLReader {
    /// The documents and the faults of `bytes`, the text of `file`.
    ///
    /// Faults never stop it early but for those after which the text means nothing: a syntax error, or nesting that is
    /// too deep, ends the reading there, and drops the document it is in. A document with too many nodes is dropped
    /// too. After any other fault the document is complete but for nodes that say so (`YAMLNode.isIncomplete`); of a
    /// key that is given twice the first value stays.
    package static func read(_ bytes: [UInt8], file: String, limits: YAMLLimits = .standard) -> YAMLStream {
        guard bytes.count <= min(limits.maxBytes, Int(UInt32.max) - 1) else {
            return YAMLStream(diagnostics: [.fileTooLarge(limit: limits.maxBytes, file: file)])
        }
        return bytes.withUnsafeBufferPointer { bytes in
            let check = TextCheck(bytes)
            var composer = Composer(SourceText(bytes, check: check), file: file, limits: limits)
            composer.readAll(before: check.fault)
            if let fault = check.fault { composer.report(fault.diagnostic(at: composer.source.end, in: file)) }
            return YAMLStream(documents: composer.documents, diagnostics: composer.diagnostics.inSourceOrder())
        }
    }
}

extension Composer {
    /// Reads the whole text, which ends where `textFault` stands if there is one. The document with that fault is
    /// dropped.
    fileprivate mutating func readAll(before textFault: TextFault?) {
        guard !source.content.isEmpty else { return }
        guard var parser = EventParser(source.content) else {
            return report(
                Diagnostic(
                    .yamlSyntax, "there is no memory to read the file", at: location(CompactRange(.start, .start))))
        }
        var documentStart = mark
        var isEnded = true
        while let event = parser.next() {
            switch event.pointee.type {
            case YAML_STREAM_END_EVENT, YAML_NO_EVENT:
                if textFault != nil, !isEnded { rewind(to: documentStart) }
                return
            case YAML_DOCUMENT_START_EVENT:
                documentStart = mark
                beginDocument(event)
            case YAML_DOCUMENT_END_EVENT:
                isEnded = event.pointee.data.document_end.implicit == 0
                endDocument()
            default: if !take(event) { return }
            }
        }
        let fault = parser.fault
        let place = source.position(of: fault.problemMark)
        if textFault != nil, place.line == source.end.line {
            // Most likely the parser only stumbled over the place where the text is cut off.
            rewind(to: documentStart)
        } else {
            report(explain(fault))
        }
    }
}
