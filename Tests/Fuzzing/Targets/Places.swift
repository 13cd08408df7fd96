import Diagnostics

/// The line and column of every character of a text, found without the code under test.
struct Places {
    /// By byte, up to the end of the text or of its first byte that is no UTF-8.
    private var lines: [Int] = []
    /// 0 inside a character.
    private var columns: [Int] = []

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        lines.reserveCapacity(bytes.count + 1)
        columns.reserveCapacity(bytes.count + 1)
        var rest = bytes.makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        var (line, column) = (1, 1)
        scan: while true {
            let length: Int
            switch parser.parseScalar(from: &rest) {
            case .valid(let scalar): length = scalar.count
            case .error: length = 1
            case .emptyInput: break scan
            }
            let offset = lines.count
            lines += repeatElement(line, count: length)
            columns += [column] + repeatElement(0, count: length - 1)
            let isCarriageReturn = bytes[offset] == 0x0D && !bytes[offset...].starts(with: [0x0D, 0x0A])
            if bytes[offset] == 0x0A || isCarriageReturn {
                (line, column) = (line + 1, 1)
            } else if offset > 0 || !bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
                column += 1
            }
            if length == 1, bytes[offset] >= 0x80 { break }
        }
        lines.append(line)
        columns.append(column)
    }

    func check(_ position: SourcePosition, _ what: @autoclosure () -> String) {
        guard lines.indices.contains(position.offset) else { fatalError("\(what()): \(position) is outside the text") }
        let (line, column) = (lines[position.offset], columns[position.offset])
        guard column > 0 else { fatalError("\(what()): \(position) is inside a character") }
        guard line == position.line, column == position.column else {
            fatalError("\(what()): \(position) is line \(line), column \(column)")
        }
    }

    func check(_ range: SourceRange, _ what: @autoclosure () -> String) {
        check(range.start, what())
        check(range.end, what())
        guard range.start.offset <= range.end.offset else { fatalError("\(what()): \(range) ends before it begins") }
    }

    /// Every diagnostic is about a place in this file, and they come in its order.
    func check(_ diagnostics: [Diagnostic], file: String) {
        for diagnostic in diagnostics {
            guard let location = diagnostic.location, location.file == file, !diagnostic.message.isEmpty else {
                fatalError("\(diagnostic) says nothing or has no place")
            }
            check(location.range, "\(diagnostic)")
            for note in diagnostic.notes {
                guard let location = note.location else { continue }
                check(location.range, "\(note)")
            }
        }
    }
}
