import Foundation
import Support
import Testing

@Suite("What is shipped")
struct SampleTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// A copy of a folder of the repository, as a project.
    private func muster(_ folder: String) throws -> Muster {
        let muster = try Muster()
        try FileManager.default.removeItem(at: muster.folder)
        try FileManager.default.copyItem(at: Self.root.appending(path: folder), to: muster.folder)
        try? FileManager.default.removeItem(at: muster.folder.appending(path: ".muster"))
        return muster
    }

    @Test(
        "the sample projects plan without a warning",
        arguments: [("campaigns", 11), ("Examples/cakewalk", 1), ("Examples/conductorone", 1), ("Examples/opal", 1)])
    func samples(folder: String, creates: Int) throws {
        let muster = try muster(folder)
        let plan = try muster.run(["plan", "--sandbox", "--at", "2027-01-12T17:00:00Z"])
        #expect(plan.code == 0)
        #expect(plan.errors.isEmpty, "\(plan.errors)")
        #expect(plan.output.contains("Plan: \(creates) to create, 0 unchanged"), "\(plan.output.suffix(300))")
        let applied = try muster.run(["apply", "--sandbox", "--at", "2027-01-12T17:00:00Z", "--yes"])
        #expect(applied.output.contains("Applied: \(creates) created"))
        let page = try muster.run(["calendar", "--sandbox", "--at", "2027-01-12T17:00:00Z", "--format", "html"])
        #expect(page.output.hasPrefix("<!DOCTYPE html>") && page.output.contains("2027-Q1"))
    }

    @Test("the binary has its time zones within itself")
    func zones() throws {
        let muster = try muster("Examples/opal")
        let version = try muster.run(["version"])
        #expect(version.output.contains(/time zone data 20\d\d[a-z]/))
        // New York is an hour nearer to UTC in summer.
        let plan = try muster.run(["plan", "--sandbox", "--at", "2027-04-13T17:00:00Z", "--format", "json"])
        #expect(plan.output.contains("2027-04-12T13:00:00Z"), "\(plan.output)")
        let winter = try muster.run(["plan", "--sandbox", "--at", "2027-01-13T17:00:00Z", "--format", "json"])
        #expect(winter.output.contains("2027-01-12T14:00:00Z"), "\(winter.output)")
    }

    #if os(Linux)
        @Test(
            "the binary has Swift's libraries within itself",
            .enabled(
                if: ProcessInfo.processInfo.environment["MUSTER_STATIC"] == "1",
                "MUSTER_STATIC is not 1, with which Tests/run.sh links it"))
        func libraries() throws {
            let libraries = try OtherProgram.output(of: ["ldd", Muster.binary.path])
            #expect(libraries.contains("libyaml"))
            #expect(!libraries.contains("libswift") && !libraries.contains("Foundation"), "\(libraries)")
        }
    #endif
}
