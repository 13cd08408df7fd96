import Calendars
import Campaigns
import Diagnostics
import Foundation
import Manifests
import Support
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("Files of a project on disk")
struct FileRulesTests {
    private let temporary: TemporaryFolder
    /// The project's folder, with room beside it.
    private var root: String { temporary.path + "/project" }

    init() throws {
        temporary = try TemporaryFolder()
        try write("muster.yaml", "version: 1\nplatforms: { opal: {} }\n")
    }

    private func write(_ path: String, _ text: String) throws { try write(path, Data(text.utf8)) }

    private func write(_ path: String, _ bytes: Data) throws {
        let file = URL(filePath: root).appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: file)
    }

    private func link(_ path: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: root + "/" + path, withDestinationPath: target)
    }

    private func load() async throws -> LoadedProject {
        let folder = try #require(LocalProjectFolder(root))
        return await ProjectLoader.load(
            folder, at: root, shownFolder: "", isSandbox: true, instant: Instant(seconds: 1_800_000_000))
    }

    static func campaign(_ name: String) -> String {
        "campaign: \(name)\nname: Review \(name)\ndue: 2099-01-29\nreviews:\n  opal: { reviewer_assignment_policy: MANUALLY, "
            + "send_reviewer_assignment_notification: true, self_review_allowed: false, time_zone: UTC, uar_scope: all }\n"
    }

    @Test("a link within the project is read like the file that it leads to")
    func linkWithin() async throws {
        try write("shared/a.txt", Self.campaign("a"))
        try write("shared/.b.yaml", Self.campaign("b"))
        try FileManager.default.createDirectory(atPath: root + "/campaigns", withIntermediateDirectories: true)
        try link("campaigns/a.yaml", to: "../shared/a.txt")
        try link("campaigns/b.yml", to: root + "/shared/.b.yaml")
        let loaded = try await load()
        #expect(loaded.diagnostics.map(\.message) == [])
        #expect(loaded.resources.map(\.address.campaign) == ["a", "b"])
    }

    @Test("a project that is reached by a link, or lies in one, is read all the same")
    func linkedProject() async throws {
        try write("campaigns/a.yaml", Self.campaign("a"))
        try FileManager.default.createSymbolicLink(
            atPath: temporary.path + "/other", withDestinationPath: "project")
        for path in [temporary.path + "/other", temporary.path + "/other/", temporary.path + "/./other/../project"] {
            let folder = try #require(LocalProjectFolder(path))
            let loaded = await ProjectLoader.load(
                folder, at: path, shownFolder: "", isSandbox: true, instant: Instant(seconds: 1_800_000_000))
            #expect(loaded.resources.count == 1, "\(path): \(loaded.diagnostics)")
        }
    }

    @Test("a folder whose name begins as the project's is outside of it")
    func sibling() async throws {
        try write("../project-2/a.yaml", "secret: [")
        try FileManager.default.createDirectory(atPath: root + "/campaigns", withIntermediateDirectories: true)
        try link("campaigns/a.yaml", to: "../../project-2/a.yaml")
        let loaded = try await load()
        #expect(loaded.diagnostics.map(\.code) == [.outsideProject])
        #expect(loaded.sources["campaigns/a.yaml"] ?? [] == [])
    }

    @Test("links to folders matter only where a pattern could take what is in them")
    func folderLinks() async throws {
        try write("campaigns/a.yaml", Self.campaign("a"))
        try link("latest", to: "campaigns")
        try link(".hidden", to: "campaigns")
        try link("campaigns/.git", to: "..")
        #expect(try await load().diagnostics == [])
        try link("campaigns/again", to: "..")
        let loaded = try await load()
        #expect(loaded.diagnostics.map(\.code) == [.outsideProject])
        #expect(loaded.diagnostics.first?.location?.file == "campaigns/again")
        #expect(loaded.campaigns.count == 1)
    }

    @Test("a file is read up to 4 MiB, whatever its size")
    func size() throws {
        let limit = 4 << 20
        try write("a.yaml", Data(repeating: UInt8(ascii: "#"), count: limit))
        try write("b.yaml", Data(repeating: UInt8(ascii: "#"), count: limit + 1))
        try write("c.yaml", Data())
        try #require(truncate(root + "/c.yaml", 1 << 40) == 0)
        let folder = try #require(LocalProjectFolder(root))
        #expect(try folder.read("a.yaml", limit: limit).count == limit)
        #expect(try folder.read("b.yaml", limit: limit).count == limit + 1)
        #expect(try folder.read("c.yaml", limit: limit).count == limit + 1)
    }

    @Test("names that differ only in case, or in how a letter is composed, are files of their own")
    func similarNames() async throws {
        let names = ["c/A.yaml", "c/a.yaml", "c/é.yaml", "c/e\u{301}.yaml"]
        for (index, name) in names.enumerated() { try write(name, Self.campaign("n\(index)")) }
        let listed = try FileManager.default.contentsOfDirectory(atPath: root + "/c").count
        let loaded = try await load()
        #expect(loaded.diagnostics.map(\.message) == [])
        #expect(loaded.campaigns.count == listed)
        #expect(loaded.resources.first?.address.campaign == "n0")
    }

    @Test("1,200 folders in each other are searched to the end")
    func deepFolders() async throws {
        let path = "campaigns/" + String(repeating: "d/", count: 1_200)
        try write(path + "a.yaml", Self.campaign("a"))
        let loaded = try await load()
        #expect(loaded.diagnostics.map(\.message) == [])
        #expect(loaded.resources.count == 1)
    }

    @Test("5,000 files in nested folders come in one order, resources and faults, and quickly", .timeLimit(.minutes(1)))
    func manyFiles() async throws {
        for index in 0..<5_000 {
            let name = "n\(index)"
            let text = Self.campaign(name) + (index % 500 == 0 ? "unknown: 1\n" : "")
            try write("campaigns/\(index % 7)/\(index % 31)/\(name).yaml", text)
        }
        let first = try await load()
        #expect(first.paths.count == 5_000)
        #expect(first.resources.count == 5_000)
        #expect(first.diagnostics.map(\.code) == [DiagnosticCode](repeating: .unknownKey, count: 10))
        let files = first.diagnostics.compactMap(\.location?.file)
        #expect(files == files.sorted())
        let again = try await load()
        #expect(again.resources.map(\.address) == first.resources.map(\.address))
        #expect(again.diagnostics == first.diagnostics)
    }

    @Test("what is no regular file any more when it is read is a fault, and never waited for")
    func changedSince() async throws {
        try write("campaigns/a.yaml", Self.campaign("a"))
        let folder = try #require(LocalProjectFolder(root))
        let path = root + "/campaigns/a.yaml"
        let changes: [(DiagnosticCode, @Sendable (String) -> Int32)] = [
            (.outsideProject, { mkfifo($0, 0o600) }), (.outsideProject, { mkdir($0, 0o700) }),
            (.outsideProject, { symlink("/dev/zero", $0) }), (.unreadableFile, { _ in 0 }),
            (.unreadableFile, { symlink("a.yaml", $0) }),
        ]
        for (code, change) in changes {
            let changing = ChangingFolder(folder) {
                remove(path)
                return change(path) == 0
            }
            let loaded = await ProjectLoader.load(
                changing, at: root, shownFolder: "", isSandbox: true, instant: Instant(seconds: 1_800_000_000))
            #expect(loaded.diagnostics.map(\.code) == [code])
            remove(path)
            try write("campaigns/a.yaml", Self.campaign("a"))
        }
    }

    @Test("a folder that can't be read is a fault, and the others are read")
    func unreadable() async throws {
        let closed = ClosedFolder(
            files: [
                "muster.yaml": "version: 1\nplatforms: { opal: {} }\n", "campaigns/a.yaml": Self.campaign("a"),
                "campaigns/closed/b.yaml": Self.campaign("b"), "closed/c.yaml": Self.campaign("c"),
            ])
        let loaded = await ProjectLoader.load(
            closed, at: ".", shownFolder: "p/", isSandbox: true, instant: Instant(seconds: 1_800_000_000))
        #expect(loaded.diagnostics.map(\.message) == ["the folder can't be read: Permission denied"])
        #expect(loaded.diagnostics.map(\.code) == [.unreadableFile])
        #expect(loaded.diagnostics.first?.location?.file == "p/campaigns/closed")
        #expect(loaded.resources.map(\.address.campaign) == ["a"])
    }
}

/// A folder in which something changes between listing and reading.
private struct ChangingFolder: ProjectFolder {
    private let real: LocalProjectFolder
    private let change: @Sendable () -> Bool

    init(_ real: LocalProjectFolder, _ change: @escaping @Sendable () -> Bool) {
        self.real = real
        self.change = change
    }

    func entries(of path: String) throws(ProjectFileError) -> [ProjectEntry] { try real.entries(of: path) }

    func read(_ path: String, limit: Int) throws(ProjectFileError) -> [UInt8] {
        if path.hasPrefix("campaigns") { #expect(change()) }
        return try real.read(path, limit: limit)
    }
}

/// A folder whose folders named `closed` may not be listed. Tests may run as root, whom no permission stops.
private struct ClosedFolder: ProjectFolder {
    let files: [String: String]

    func entries(of path: String) throws(ProjectFileError) -> [ProjectEntry] {
        if path.hasSuffix("closed") { throw .unreadable("Permission denied") }
        return try MemoryFolder(files).entries(of: path)
    }

    func read(_ path: String, limit: Int) throws(ProjectFileError) -> [UInt8] {
        try MemoryFolder(files).read(path, limit: limit)
    }
}
