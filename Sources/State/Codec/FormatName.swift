import JSON

/// A format and its newest version, as the first member of every JSON says them: `muster.state/2`. Every version up to it is read, and
/// the newest is written.
struct FormatName: Sendable, Hashable, CustomStringConvertible {
    let name: String
    let version: Int

    var description: String { "\(name)/\(version)" }

    /// Whether a text names this format in a version that is read.
    func reads(_ text: String) -> Bool { (1...version).contains { text == "\(name)/\($0)" } }

    /// Takes the member `format` and refuses any other than this one; a higher version is no damage but a newer Muster's.
    func check(_ object: inout StrictObject) throws(Damage) {
        let text = try object.string("format")
        if reads(text) { return }
        let path = object.path.appending("format")
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 2, parts[0] == name, let other = Int(parts[1]), other > version {
            throw Damage("the format is \(text), and this Muster reads up to \(self)", at: path, isNewer: true)
        }
        throw Damage("the format is not \(self)", at: path)
    }
}
