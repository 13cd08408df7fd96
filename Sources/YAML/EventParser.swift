import CLibYAML

/// libyaml's event parser over bytes in memory. The bytes must outlive it.
///
/// `yaml_parser_t` points into itself, so it stays where it was made. Each event is freed before the next is read.
struct EventParser: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let current: UnsafeMutablePointer<yaml_event_t>

    /// Nothing when libyaml has no memory for it.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            return nil
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
        self.parser = parser
        current = .allocate(capacity: 1)
        current.initialize(to: yaml_event_t())
    }

    deinit {
        yaml_event_delete(current)
        current.deallocate()
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// The next event, valid until the next call; nothing after a syntax error.
    mutating func next() -> UnsafePointer<yaml_event_t>? {
        yaml_event_delete(current)
        return yaml_parser_parse(parser, current) == 1 ? UnsafePointer(current) : nil
    }

    /// What stopped the parser.
    var fault: SyntaxFault {
        SyntaxFault(
            problem: parser.pointee.problem.map { String(cString: $0) } ?? "the YAML library ran out of memory",
            problemMark: parser.pointee.problem_mark,
            context: parser.pointee.context.map { String(cString: $0) },
            contextMark: parser.pointee.context_mark)
    }
}

/// A syntax error as libyaml gives it: its texts, and marks in code points.
struct SyntaxFault {
    var problem: String
    var problemMark: yaml_mark_t
    var context: String?
    /// Means something only beside a context.
    var contextMark: yaml_mark_t
}
