import Campaigns
import JSON

/// `muster.state/2`: a state as text that people read and git compares.
///
/// Between `format` and `digest`, keys stand in order. `digest` is the SHA-256 of all the bytes before its own, so that a byte that
/// changed on disk, or a hand that changed it, is seen: an address with a letter wrong would be created a second time. Only what
/// `StateText` writes is read; a space too many is damage.
enum StateCoding {
    static let format = FormatName(name: "muster.state", version: 2)

    static func decode(
        _ text: [UInt8], pieceSize: Int = RecordPieces.size
    ) async throws(TextFault) -> StateContents {
        async let actual = CanonicalJSON.digest(text.dropLast(StateText.endLength))
        let (contents, digest) = try await read(text, pieceSize)
        if await digest != actual { throw changed(contents, in: text) }
        return contents
    }

    private static func read(
        _ text: [UInt8], _ pieceSize: Int
    ) async throws(TextFault) -> (contents: StateContents, digest: String) {
        do throws(JSONError) {
            let (before, start) = try CanonicalReader.read(text) { (reader) throws(JSONError) in
                (try head(&reader, text), reader.offset)
            }
            let (records, unknown, end) = try await RecordPieces(text, from: start, size: pieceSize).read()
            return try CanonicalReader.read(text, from: end, level: 1, isFirst: false) { (reader) throws(JSONError) in
                var contents = before
                (contents.records, contents.unknownRecords) = (records, unknown)
                let digest = try tail(&reader, of: &contents)
                return (contents, digest)
            }
        } catch {
            throw explained(error, in: text)
        }
    }

    /// What stands before the records.
    private static func head(_ reader: inout CanonicalReader, _ text: [UInt8]) throws(JSONError) -> StateContents {
        try reader.openObject()
        let start = reader.offset
        if !format.reads(try reader.string("format")) {
            throw reader.failure("the format is not \(format)", at: start)
        }
        var ignored: [Address: [String: StateContents.Ignored]] = [:]
        if try reader.take("ignored") { ignored = try StateContents.Ignored.byAddress(&reader) }
        try reader.require("intents")
        var unknownIntents: [Address: UnknownKind] = [:]
        let intents = try reader.members { (reader, key) throws(JSONError) -> Intent? in
            guard let address = Address(key) else { throw reader.failure("not an address", at: reader.offset) }
            let read = try UnknownKind.reading(&reader) { (reader) throws(JSONError) in
                try Intent(&reader, address: address, text: text)
            }
            switch read {
            case .known(let intent): return intent
            case .unknown(let other): unknownIntents[address] = other
            }
            return nil
        }
        let lineage = try reader.optionalString("lineage")
        try reader.require("platforms")
        let platforms = try reader.members { (reader, _) throws(JSONError) in
            try StateContents.PlatformIdentity(&reader)
        }
        try reader.require("resources")
        var contents = StateContents(
            world: .real, lineage: lineage, platforms: platforms,
            intents: Dictionary(
                intents.values.compactMap { $0 }.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first }))
        contents.unknownIntents = unknownIntents
        contents.ignored = ignored
        return contents
    }

    /// What stands behind the records: the rest of `contents`, and the digest.
    private static func tail(
        _ reader: inout CanonicalReader, of contents: inout StateContents
    ) throws(JSONError) -> String {
        contents.serial = try reader.count("serial")
        if try reader.take("settled") { contents.settled = try SettledManifests(&reader) }
        contents.world = try reader.word("world")
        let digest = try reader.string("digest")
        try reader.closeObject()
        try reader.end()
        return digest
    }
}
