@testable import JSON

/// The value in the form that state has, and that with one byte changed.
func checkCanonical(_ value: JSONValue, choice: UInt) {
    let written = JSONWriter.write(value, style: .pretty, sortedKeys: true)
    CanonicalCheck(written).run(choice: choice)
    var changed = written
    let place = Int((choice >> 12) % UInt(changed.count))
    if choice & 0x80 == 0 {
        changed[place] ^= 1 << UInt8(choice >> 8 & 7)
    } else {
        changed[place] = Array("0 \n\",{}[]:9e.\\-".utf8)[Int(choice >> 8 & 15) % 15]
    }
    CanonicalCheck(changed).run(choice: choice)
    guard isCompound(value), let other = try? JSONReader.read(changed), isCompound(other) else { return }
    check(JSONMatch.text(written[...], is: value), "\(value) is not its own text")
    if JSONWriter.write(other, style: .pretty, sortedKeys: true) == changed {
        check(JSONMatch.text(changed[...], is: value) == (changed == written), "\(value) is found to be \(other)")
    }
}

private func isCompound(_ value: JSONValue) -> Bool { value.arrayValue != nil || value.objectValue != nil }

/// Whether `CanonicalReader` takes exactly what `JSONWriter` makes of the values that `JSONReader` reads, and `CanonicalWriter`
/// makes the same.
struct CanonicalCheck {
    private let bytes: [UInt8]
    private let isCanonical: Bool
    /// Parts are only bounded where `JSONReader` reads them in one go.
    private let isTooDeep: Bool

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        do throws(JSONError) {
            let value = try JSONReader.read(bytes)
            isCanonical = JSONWriter.write(value, style: .pretty, sortedKeys: true) == bytes
            isTooDeep = false
        } catch {
            isCanonical = false
            isTooDeep = error.message.hasPrefix("nesting is deeper")
        }
    }

    func run(choice: UInt) {
        expect("as a value") { (reader) throws(JSONError) in
            let value = try reader.value()
            check(bytes.starts(with: JSONWriter.write(value, style: .pretty, sortedKeys: true).dropLast()), "\(value)")
        }
        expect("as a place") { (reader) throws(JSONError) in
            let range = try reader.skip()
            check(range == 0..<reader.offset, "\(range) is another place")
        }
        if isTooDeep { return }
        var writer = CanonicalWriter()
        let depth = Int(choice >> 3 & 7)
        expect("by its parts") { (reader) throws(JSONError) in try copy(&reader, &writer, depth: depth) }
        if isCanonical { check(writer.bytes + [0x0A] == bytes, "written by its parts, it differs") }
    }

    private func expect(_ way: String, _ read: (inout CanonicalReader) throws(JSONError) -> Void) {
        do throws(JSONError) {
            try CanonicalReader.read(bytes) { (reader) throws(JSONError) in
                try read(&reader)
                try reader.end()
            }
            check(isCanonical, "taken \(way), and would be written otherwise")
        } catch {
            check(!isCanonical, "refused \(way): \(error)")
            check((0...bytes.count).contains(error.offset), "\(error) is outside the text")
        }
    }

    /// Reads part by part down to a depth, and writes what was read.
    private func copy(
        _ reader: inout CanonicalReader, _ writer: inout CanonicalWriter, depth: Int
    ) throws(JSONError) {
        let start = reader.offset
        switch start < bytes.count ? bytes[start] : 0 {
        case UInt8(ascii: "{") where depth > 0:
            try reader.openObject()
            writer.openObject()
            var keys: Set<String> = []
            var last: String?
            // A key that the caller knows, as state's are.
            if try reader.take("a") {
                writer.key("a" as StaticString)
                try copy(&reader, &writer, depth: depth - 1)
                (last, keys) = ("a", ["a"])
            }
            while let key = try reader.key(after: last) {
                if !keys.insert(key).inserted { throw reader.failure("twice", at: reader.offset) }
                writer.key(key)
                try copy(&reader, &writer, depth: depth - 1)
                last = key
            }
            writer.closeObject()
        case UInt8(ascii: "[") where depth > 0:
            try reader.openArray()
            writer.openArray()
            while try reader.element() {
                writer.element()
                try copy(&reader, &writer, depth: depth - 1)
            }
            writer.closeArray()
        case UInt8(ascii: "\"") where depth & 1 > 0: writer.string(try reader.string())
        case UInt8(ascii: "\""): writer.text(bytes[try reader.skipString()])
        default: depth & 1 > 0 ? writer.value(try reader.value()) : writer.text(bytes[try reader.skip()])
        }
    }
}
