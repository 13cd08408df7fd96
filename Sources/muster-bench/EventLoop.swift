import CLibYAML
import Foundation

/// What libyaml alone takes: its bare event loop, on one thread, over files that are in memory already.
struct EventLoop {
    private let texts: [[UInt8]]

    init(_ files: [URL]) throws { texts = try files.map { try [UInt8](Data(contentsOf: $0)) } }

    /// Reads every text to its end once; in seconds.
    func run() throws -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        for text in texts { try Self.read(text) }
        return start.duration(to: clock.now).seconds
    }

    private static func read(_ text: [UInt8]) throws {
        try text.withUnsafeBufferPointer { bytes in
            var parser = yaml_parser_t()
            var event = yaml_event_t()
            // The parser points into itself, so it must not move between the calls.
            try withUnsafeMutablePointer(to: &parser) { parser in
                guard yaml_parser_initialize(parser) == 1 else { throw BenchError("there is no memory for libyaml") }
                defer { yaml_parser_delete(parser) }
                yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
                while true {
                    guard yaml_parser_parse(parser, &event) == 1 else { throw BenchError("a manifest is no YAML") }
                    defer { yaml_event_delete(&event) }
                    if event.type == YAML_STREAM_END_EVENT { return }
                }
            }
        }
    }
}
