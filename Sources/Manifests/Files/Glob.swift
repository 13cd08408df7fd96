/// A pattern of paths: `*` and `?` stand within one name, `**` for any number of names.
package struct Glob: Sendable, Hashable {
    private let parts: [String]

    /// Nothing for a pattern that is empty, absolute, or has an empty, `.` or `..` part.
    package init?(_ pattern: String) {
        let parts = pattern.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else { return nil }
        self.parts = parts
    }

    package func matches(_ path: String) -> Bool {
        Glob.matches(parts[...], path.split(separator: "/").map(String.init)[...])
    }

    private static func matches(_ pattern: ArraySlice<String>, _ names: ArraySlice<String>) -> Bool {
        guard let first = pattern.first else { return names.isEmpty }
        if first == "**" {
            let rest = pattern.dropFirst()
            if rest.isEmpty { return !names.isEmpty }
            return names.indices.contains { matches(rest, names[$0...]) }
        }
        guard let name = names.first, matchesName(Array(first), Array(name)) else { return false }
        return matches(pattern.dropFirst(), names.dropFirst())
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
