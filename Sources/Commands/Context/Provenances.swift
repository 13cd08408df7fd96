import Calendars
import State

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Who applies, and which commit: from a pipeline's variables or by reading `.git`, never by running git.
enum Provenances {
    private static let commits = [
        "GITHUB_SHA", "CI_COMMIT_SHA", "BITBUCKET_COMMIT", "BUILD_SOURCEVERSION", "CIRCLE_SHA1", "GIT_COMMIT",
    ]
    private static let actors = [
        "GITHUB_ACTOR", "GITLAB_USER_LOGIN", "BITBUCKET_STEP_TRIGGERER_UUID", "BUILD_REQUESTEDFOR", "USER", "LOGNAME",
    ]

    static func run(_ context: CommandContext, projectFolder: String) -> Provenance {
        Provenance(
            commit: first(commits, context) ?? GitFolder.head(above: projectFolder), actor: first(actors, context))
    }

    /// What a lock says of its holder.
    static func holder(_ context: CommandContext) -> String {
        let actor = first(actors, context) ?? "someone"
        return "\(actor), process \(getpid()) on \(hostName()), since \(context.clock.now().rfc3339)"
    }

    /// The first of the variables that holds a short, plain word.
    private static func first(_ names: [String], _ context: CommandContext) -> String? {
        names.lazy.compactMap { context.environment[$0] }.first { value in
            (1...128).contains(value.utf8.count) && value.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
        }
    }

    private static func hostName() -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "this machine" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// The `.git` folder that a project stands in.
enum GitFolder {
    /// The commit that HEAD names; nothing where that can't be told by reading plain files.
    static func head(above folder: String) -> String? {
        var path = folder
        for _ in 0..<40 {
            if let head = firstLine(Paths.join(path, ".git/HEAD")) { return commit(head, Paths.join(path, ".git")) }
            path = path == "." ? ".." : path + "/.."
        }
        return nil
    }

    private static func commit(_ head: String, _ folder: String) -> String? {
        guard head.hasPrefix("ref: ") else { return hash(head) }
        let reference = head.dropFirst(5)
        guard reference.hasPrefix("refs/"), !reference.contains("..") else { return nil }
        if let direct = firstLine("\(folder)/\(reference)").flatMap({ hash($0) }) { return direct }
        let packed = text("\(folder)/packed-refs")?.split(separator: "\n") ?? []
        return packed.first { $0.hasSuffix(" \(reference)") }.flatMap { hash(String($0.prefix { $0 != " " })) }
    }

    private static func hash(_ text: String) -> String? {
        (40...64).contains(text.utf8.count) && text.allSatisfy(\.isHexDigit) ? text : nil
    }

    /// The first line of a small file.
    private static func firstLine(_ path: String) -> String? {
        text(path).map { String($0.prefix { $0 != "\n" }) }
    }

    private static func text(_ path: String) -> String? {
        guard let bytes = try? LocalFileSystem().read(path), bytes.count <= 1 << 20 else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
