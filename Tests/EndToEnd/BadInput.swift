import Foundation
import Support
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A sound project with something bad put in, and how each command has to end on it.
struct BadInput: Sendable, CustomTestStringConvertible {
    let name: String
    /// What standard error must hold, such as `M0101`; an error unless it stands in `warnings`.
    let code: String
    /// Such as `campaigns/c.yaml:2:1`; nothing where the fault is about no line of a file.
    let place: String?
    var exit: Int32 = 1
    var commands = [["validate"], ["plan"], ["apply", "--yes"]]
    /// Texts that may not be shown.
    var hidden: [String] = []
    let make: @Sendable (Muster) throws -> Void

    var testDescription: String { name }

    /// The campaign file that a case changes.
    static let file = "campaigns/c.yaml"

    /// A case of one campaign file; the place is in it.
    init(
        _ name: String, _ code: String, at place: String?, commands: [[String]]? = nil, hidden: [String] = [],
        file text: String
    ) {
        self.init(name, code, at: place.map { "\(Self.file):\($0)" }, hidden: hidden) {
            try $0.write(text, to: Self.file)
        }
        if let commands { self.commands = commands }
    }

    init(
        _ name: String, _ code: String, at place: String?, exit: Int32 = 1, commands: [[String]]? = nil,
        hidden: [String] = [], make: @escaping @Sendable (Muster) throws -> Void
    ) {
        (self.name, self.code, self.place, self.exit, self.hidden, self.make) = (name, code, place, exit, hidden, make)
        if let commands { self.commands = commands }
    }
}

extension BadInput {
    /// A project with a state and one sound campaign.
    static func project() throws -> Muster {
        let muster = try Muster()
        for (path, bytes) in try prepared.get() { try muster.write(bytes, to: path) }
        return muster
    }

    /// What `muster init` makes of the project, made once for all cases.
    private static let prepared = Swift.Result {
        let muster = try Muster()
        try muster.write(
            "version: 1\nplatforms: { cakewalk: { settle: 1s }, opal: { settle: 1s }, conductorone: { baseURL: https://acme.conductor.one, settle: 1s } }\n",
            to: "muster.yaml")
        try #require(try muster("init").code == 0)
        try muster.write(campaign("    uar_scope: { names: [prod] }\n"), to: file)
        let paths = ["muster.yaml", "muster.state.json", file]
        return try paths.map { ($0, try Data(contentsOf: muster.folder.appending(path: $0))) }
    }

    /// A campaign around one Opal block; `block` begins at line 10.
    static func campaign(_ block: String, name: String = "c", head: String = "due: 2099-01-29") -> String {
        """
        campaign: \(name)
        name: Review \(name)
        \(head)
        reviews:
          opal:
            reviewer_assignment_policy: MANUALLY
            send_reviewer_assignment_notification: true
            self_review_allowed: false
            time_zone: Europe/Berlin

        """ + block
    }

    /// A campaign around one block of another kind; the block's lines begin at line 6.
    static func campaign(_ review: String, block: String, section: String = "reviews") -> String {
        "campaign: c\nname: Review c\ndue: 2099-01-29\n\(section):\n  \(review):\n\(block)"
    }
}

extension Muster {
    func link(_ path: String, to target: String) throws {
        try? FileManager.default.removeItem(at: folder.appending(path: path))
        try FileManager.default.createSymbolicLink(
            atPath: folder.appending(path: path).path, withDestinationPath: target)
    }

    /// A file of that many bytes that takes no room.
    func sparse(_ path: String, bytes: Int) throws {
        try write(Data(), to: path)
        try #require(truncate(folder.appending(path: path).path, off_t(bytes)) == 0)
    }

    /// Every regular file below the folder with its bytes, apart from what the tests catch of the output, the lock, and what keeps
    /// the sandbox out of git.
    func contents() throws -> [String: Data] {
        var contents: [String: Data] = [:]
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
        while let file = files?.nextObject() as? URL {
            let name = file.lastPathComponent
            guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile ?? false, name != ".output",
                name != ".errors", name != ".gitignore", !name.hasSuffix(".lock")
            else { continue }
            // Of a file of 100 MB the size is enough.
            let handle = try FileHandle(forReadingFrom: file)
            contents[file.path] =
                (try handle.read(upToCount: 1 << 20) ?? Data()) + Data("\(try handle.seekToEnd())".utf8)
        }
        return contents
    }
}

extension Muster.Result {
    /// That nothing of it would act on a terminal, and that it is no crash.
    func expectSound(_ what: String) {
        #expect(!isCrash, "\(what) was ended by signal \(code)")
        for text in [output, errors] {
            let acting = text.unicodeScalars.filter {
                switch $0.value {
                case 0x0A: false
                case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
                default: false
                }
            }
            #expect(acting.isEmpty, "\(what): \(acting.map(\.value))")
            for trace in [
                "Fatal error", "Stack dump", "Thread 0", "Program crashed", "Could not cast", "FileSystemError(",
            ] {
                #expect(!text.contains(trace), "\(what): \(text.prefix(500))")
            }
        }
    }
}
