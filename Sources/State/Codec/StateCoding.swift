import Campaigns
import JSON

/// `muster.state/1`: a state as text that people read and git compares.
///
/// Between `format` and `digest`, keys stand in order. `digest` is the SHA-256 of all the bytes before its own, so that a byte that
/// changed on disk, or a hand that changed it, is seen: an address with a letter wrong would be created a second time. Only what
/// `StateText` writes is read; a space too many is damage.
enum StateCoding {
    static let format = FormatName(name: "muster.state", version: 1)

    static func decode(_ bytes: [UInt8]) async throws(TextFault) -> StateContents {
        async let actual = CanonicalJSON.digest(bytes.dropLast(StateText.endLength))
        let (contents, digest) = try read(bytes)
        if await digest != actual { throw changed(contents, in: bytes) }
        return contents
    }

    private static func read(_ bytes: [UInt8]) throws(TextFault) -> (contents: StateContents, digest: String) {
        do throws(JSONError) {
            return try CanonicalReader.read(bytes) { (reader) throws(JSONError) in try contents(&reader, bytes) }
        } catch {
            throw explained(error, in: bytes)
        }
    }

    private static func contents(
        _ reader: inout CanonicalReader, _ bytes: [UInt8]
    ) throws(JSONError) -> (contents: StateContents, digest: String) {
        try reader.openObject()
        let start = reader.offset
        if try reader.string("format") != format.description {
            throw reader.failure("the format is not \(format)", at: start)
        }
        try reader.require("intents")
        let intents = try byAddress(&reader, bytes) { (reader, address) throws(JSONError) in
            try Intent(&reader, address: address, text: bytes)
        }
        let lineage = try reader.optionalString("lineage")
        try reader.require("platforms")
        let platforms = try reader.members { (reader, _) throws(JSONError) in
            try StateContents.PlatformIdentity(&reader)
        }
        try reader.require("resources")
        let records = try byAddress(&reader, bytes) { (reader, address) throws(JSONError) in
            try Record(&reader, address: address, text: bytes)
        }
        let serial = try reader.count("serial")
        let world: StateContents.World = try reader.word("world")
        let digest = try reader.string("digest")
        try reader.closeObject()
        try reader.end()
        let contents = StateContents(
            world: world, lineage: lineage, serial: serial, platforms: platforms, records: records, intents: intents)
        return (contents, digest)
    }

    private static func byAddress<Value>(
        _ reader: inout CanonicalReader, _ bytes: [UInt8],
        _ read: (inout CanonicalReader, Address) throws(JSONError) -> Value
    ) throws(JSONError) -> [Address: Value] {
        var values: [Address: Value] = [:]
        try reader.openObject()
        let start = reader.offset
        var last: String?
        while let text = try reader.key(after: last) {
            guard let address = Address(text) else { throw reader.failure("not an address", at: reader.offset) }
            values[address] = try read(&reader, address)
            last = text
            // They are much alike, so the first of them tell how many there may be.
            if values.count == 64 { values.reserveCapacity(64 * (bytes.count / (reader.offset - start))) }
        }
        return values
    }
}
