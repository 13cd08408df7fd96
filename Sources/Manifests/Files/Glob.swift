/// A pattern of paths: `*` and `?` stand within one name, `**` for any number of names.
package struct Glob: Sendable, Hashable {
    private enum Part: Sendable, Hashable {
        /// Any number of names, none among them.
        case names
        case name([Character])
    }

    private let parts: [Part]

    /// Nothing for a pattern that is empty, absolute, longer than any path, or has an empty, `.` or `..` part.
    package init?(_ pattern: String) {
        guard pattern.utf8.count <= 4_096 else { return nil }
        let words = pattern.split(separator: "/", omittingEmptySubsequences: false)
        guard words.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else { return nil }
        var parts: [Part] = []
        for word in words {
            let part: Part = word == "**" ? .names : .name(Array(word))
            // Any number of names twice is still any number.
            if part != .names || parts.last != .names { parts.append(part) }
        }
        // `a/**` is all that is in `a`, and not `a` itself.
        if parts.last == .names { parts.append(.name(["*"])) }
        self.parts = parts
    }

    package func matches(_ path: String) -> Bool { places(behind: path).contains(parts.count) }

    /// Whether the pattern may match anything below the folder at `path`, which is empty for the project's own.
    package func mayMatch(below path: String) -> Bool { places(behind: path).contains { $0 < parts.count } }

    /// Where in the pattern one may stand behind the names of `path`. Each name is taken once from each place, so that the time is
    /// bounded by the product of both lengths, however many `**` there are.
    private func places(behind path: String) -> Set<Int> {
        var places = skippingNames(from: [0])
        for name in path.split(separator: "/") {
            let name = Array(name)
            var next: Set<Int> = []
            for place in places where place < parts.count {
                switch parts[place] {
                case .names: next.insert(place)
                case .name(let pattern): if Glob.matchesName(pattern, name) { next.insert(place + 1) }
                }
            }
            if next.isEmpty { return [] }
            places = skippingNames(from: next)
        }
        return places
    }

    /// The places, and those behind each `**` that takes no name.
    private func skippingNames(from places: Set<Int>) -> Set<Int> {
        var all = places
        for place in places where place < parts.count && parts[place] == .names { all.insert(place + 1) }
        return all
    }

    /// Linear-time matching of one name: on a mismatch only the last `*` takes one more character.
    private static func matchesName(_ pattern: [Character], _ name: [Character]) -> Bool {
        var (at, inName) = (0, 0)
        var retry: (pattern: Int, name: Int)?
        while inName < name.count {
            if at < pattern.count, pattern[at] == "*" {
                retry = (at + 1, inName)
                at += 1
            } else if at < pattern.count, pattern[at] == "?" || pattern[at] == name[inName] {
                (at, inName) = (at + 1, inName + 1)
            } else if let last = retry {
                retry = (last.pattern, last.name + 1)
                (at, inName) = (last.pattern, last.name + 1)
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == "*" }
    }
}
