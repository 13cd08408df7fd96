import JSON

/// A journal's first line: what it belongs to.
struct JournalHeader: Sendable, Hashable {
    static let format = FormatName(name: "muster.journal", version: 2)

    var world: StateContents.World
    var lineage: String?
    /// The serial of the state that its events are folded into.
    var base: Int

    init(of contents: StateContents) {
        world = contents.world
        lineage = contents.lineage
        base = contents.serial
    }

    init(_ value: JSONValue) throws(Damage) {
        var object = try StrictObject(value, at: JSONPath())
        try Self.format.check(&object)
        world = try object.word("world")
        lineage = try object.optionalString("lineage")
        base = try object.count("base")
        try object.end()
    }

    /// Everything but the format, which is written before it.
    private var members: [(String, JSONValue?)] {
        [
            ("world", .string(world.rawValue)), ("lineage", lineage.map { .string($0) }), ("base", .integer(base)),
        ]
    }

    /// The header in one line, its format first.
    var bytes: [UInt8] {
        Array("{\"format\":\"\(Self.format)\",".utf8) + CanonicalJSON.bytes(CanonicalJSON.object(members)).dropFirst()
    }
}
