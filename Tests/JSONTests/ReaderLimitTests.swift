import JSON
import Testing

@Suite struct ReaderLimitTests {
    @Test("nesting is granted up to the limit and refused at the first bracket beyond it")
    func depthLimit() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(try JSONReader.read(nested(128)).arrayValue?.count == 1)
        let error = try #require(throws: JSONError.self) { try JSONReader.read(nested(129)) }
        #expect(error == JSONError(message: "nesting is deeper than 128 levels", offset: 128, line: 1, column: 129))
        #expect(try JSONReader.read(nested(3), maxDepth: 3) == [[[]]])
        #expect(throws: JSONError.self) { try JSONReader.read(nested(4), maxDepth: 3) }
        #expect(throws: JSONError.self) { try JSONReader.read(nested(1), maxDepth: 0) }
        #expect(try JSONReader.read(Array("1".utf8), maxDepth: 0) == 1)
    }

    @Test("objects count as levels too")
    func objectsNest() throws {
        let document = Array(#"{"a":[{"b":1}]}"#.utf8)
        #expect(try JSONReader.read(document, maxDepth: 3) == ["a": [["b": 1]]])
        #expect(throws: JSONError.self) { try JSONReader.read(document, maxDepth: 2) }
    }

    @Test("a depth bomb is refused, whatever depth is asked for", arguments: ["[", #"{"a":"#, #"[{"a":"#])
    func depthBomb(opening: String) {
        let bomb = Array(String(repeating: opening, count: 100_000).utf8)
        #expect(throws: JSONError.self) { try JSONReader.read(bomb) }
        #expect(throws: JSONError.self) { try JSONReader.read(bomb, maxDepth: .max) }
    }

    @Test("a key is found twice among few and among many, escaped or decomposed too")
    func duplicateKeys() throws {
        for count in [1, 2, 15, 16, 17, 18, 100, 1000] {
            let members = (0..<count).map { "\"key \($0)\":\($0)" }
            let good = try JSONReader.read("{" + members.joined(separator: ",") + "}")
            #expect(good.objectValue?.count == count)
            for repeated in [#""key 0":1"#, #""k\u0065y 0":1"#, "\"key \(count - 1)\":1"] {
                let bad = "{" + (members + [repeated]).joined(separator: ",") + "}"
                #expect(throws: JSONError.self) { try JSONReader.read(bad) }
            }
        }
        #expect(throws: JSONError.self) { try JSONReader.read("{\"\u{E9}\":1,\"e\u{301}\":2}") }
        #expect(throws: JSONError.self) { try JSONReader.read("{\"K\":1,\"\u{212A}\":2}") }
    }

    @Test("a number of a million digits is refused or read, never waited for")
    func longNumbers() throws {
        let digits = String(repeating: "9", count: 1_000_000)
        #expect(throws: JSONError.self) { try JSONReader.read(digits) }
        #expect(try JSONReader.read("0." + digits) == 1.0)
        #expect(throws: JSONError.self) { try JSONReader.read("1e" + digits) }
    }

    @Test("a slice and raw memory are read in place, and positions count from their start")
    func slices() throws {
        let line = Array("head {\"a\":1} tail".utf8)
        #expect(try JSONReader.read(line.dropFirst(5).prefix(7)) == ["a": 1])
        let value = try line.withUnsafeBytes {
            try JSONReader.read(UnsafeRawBufferPointer(rebasing: $0.dropFirst(5).prefix(7)))
        }
        #expect(value == ["a": 1])
        #expect(try #require(throws: JSONError.self) { try JSONReader.read(line.dropFirst(5)) }.offset == 8)
        #expect(throws: JSONError.self) { try JSONReader.read(UnsafeRawBufferPointer(start: nil, count: 0)) }
    }
}
