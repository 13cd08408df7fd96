/// A strict reader of RFC 8259.
///
/// Beyond the grammar it refuses what readers disagree about: a key twice in one object (keys are equal as Swift's strings are,
/// by canonical equivalence), text that is not UTF-8, a byte order mark, escaped surrogates without their other half, numbers
/// beyond the range of `Double`, and nesting deeper than `maxDepth`. A number written without fraction and exponent is
/// `integer` where it fits into `Int`; every other number is `double`.
package struct JSONReader {
    /// No larger `maxDepth` is granted: reader, writer and comparison call themselves at each level, and the stack may be the
    /// 512 KiB of a thread that is not the main one.
    package static let deepest = 128

    package static func read(_ bytes: [UInt8], maxDepth: Int = deepest) throws(JSONError) -> JSONValue {
        try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in try read(buffer, maxDepth: maxDepth) }
    }

    /// Reads a part of an array in place; an error's position counts from the start of the slice.
    package static func read(_ bytes: ArraySlice<UInt8>, maxDepth: Int = deepest) throws(JSONError) -> JSONValue {
        try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in try read(buffer, maxDepth: maxDepth) }
    }

    package static func read(_ text: String) throws(JSONError) -> JSONValue { try read(Array(text.utf8)) }

    /// Reads memory in place, which must stay as it is until the value is returned.
    package static func read(_ bytes: UnsafeRawBufferPointer, maxDepth: Int = deepest) throws(JSONError) -> JSONValue {
        try bytes.withMemoryRebound(to: UInt8.self) { (buffer) throws(JSONError) in
            try read(buffer, maxDepth: maxDepth)
        }
    }

    private static func read(_ bytes: UnsafeBufferPointer<UInt8>, maxDepth: Int) throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes: bytes, maxDepth: min(maxDepth, deepest))
        return try parser.document()
    }
}
