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

@Suite("On a bad disk, the built binary")
struct BadDiskTests {
    /// Runs a command where no file may hold a byte; what it says goes through a pipe.
    private func onFullDisk(_ muster: Muster, _ command: String) throws -> (code: String, text: String) {
        let script = "(ulimit -f 0; \"$0\" \(command); echo \" exit $?\") 2>&1 | cat"
        let result = try muster.run(["-c", script, Muster.binary.path], by: URL(filePath: "/bin/sh"))
        result.expectSound(command)
        let end = try #require(result.output.range(of: " exit ", options: .backwards))
        return (String(result.output[end.upperBound...].dropLast()), String(result.output[..<end.lowerBound]))
    }

    /// Runs a command by a shell, with something behind it.
    private func piped(_ muster: Muster, _ command: String) throws -> Muster.Result {
        try muster.run(["-c", "\"$0\" \(command)", Muster.binary.path], by: URL(filePath: "/bin/sh"))
    }

    @Test("says that nothing could be written, sends nothing, and does all of it once there is room")
    func full() throws {
        let muster = try BadInput.project()
        let sandbox = "apply --yes --sandbox"
        for _ in 0..<2 {
            let refused = try onFullDisk(muster, sandbox)
            #expect(refused.code == "1")
            #expect(refused.text.contains("error[M0408]: "), "\(refused.text)")
            #expect(!muster.exists(".muster/sandbox.jsonl"))
        }
        // Where the state is there already, it is the journal that can't be written.
        try muster.write(try BadInput.worlds.get().state, to: ".muster/state.json")
        let refused = try onFullDisk(muster, sandbox)
        #expect(refused.code == "1")
        #expect(refused.text.contains("error[M0408]: "), "\(refused.text)")
        #expect(try muster.read(".muster/state.json") == (try BadInput.worlds.get().state))
        #expect(!muster.exists(".muster/sandbox.jsonl"))
        #expect(try onFullDisk(muster, "plan --sandbox").code == "0", "a plan writes nothing")
        let apply = try muster.run(sandbox.split(separator: " ").map(String.init))
        #expect(apply.code == 0, "\(apply.errors)")
        #expect(apply.output.hasSuffix("Applied: 1 created, 0 resumed, 0 failed, 0 unknown, 0 unchanged.\n"))
    }

    @Test(
        "says so where its output can't be written", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func output() throws {
        let muster = try BadInput.project()
        for command in ["plan", "plan --format json --detailed-exitcode", "validate --format json"] {
            let result = try piped(muster, "\(command) >/dev/full")
            result.expectSound(command)
            #expect(result.code == 1, "\(command)")
        }
        let gone = try piped(muster, "plan --format json | true")
        #expect(gone.code == 0)
        #expect(gone.errors == "")
    }

    @Test("goes on behind a journal whose end was torn off")
    func torn() throws {
        let muster = try BadInput.project()
        let world = try BadInput.worlds.get()
        for length in [1, 9, 200] {
            try muster.write(world.state, to: ".muster/state.json")
            try muster.write(String(world.journal.dropLast(length)), to: ".muster/state.json.journal")
            let plan = try muster("plan", "--sandbox")
            plan.expectSound("plan")
            #expect(plan.code == 0, "\(plan.errors)")
            let apply = try muster("apply", "--yes", "--sandbox")
            apply.expectSound("apply")
            #expect([0, 4].contains(apply.code), "\(apply.errors)")
            #expect(!muster.exists(".muster/state.json.journal"))
        }
    }

    @Test("leaves a state alone that someone else holds, and says who")
    func locked() throws {
        let muster = try BadInput.project()
        let before = try muster.read("muster.state.json")
        let lock = muster.folder.appending(path: "muster.state.json.lock")
        try muster.write("dana\u{1B}[31m since noon\n", to: "muster.state.json.lock")
        let descriptor = open(lock.path, O_RDWR)
        defer { close(descriptor) }
        try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        let apply = try muster("apply", "--yes")
        apply.expectSound("apply")
        #expect(apply.code == 5)
        #expect(apply.errors.contains("error[M0409]: "))
        #expect(apply.errors.contains("since noon"))
        #expect(try muster.read("muster.state.json") == before)
        #expect(try muster("plan").code == 0)
    }

    @Test("warns of a review that fell due before it was created, and does the rest")
    func missed() throws {
        let muster = try BadInput.project()
        try muster.write(
            BadInput.campaign("    uar_scope: all\n", name: "late", head: "due: 2019-01-29"), to: "campaigns/late.yaml")
        let plan = try muster("plan")
        plan.expectSound("plan")
        #expect(plan.code == 0)
        #expect(plan.errors.contains("warning[M0503]: "))
        #expect(plan.errors.contains("campaigns/late.yaml:3:6\n"))
        #expect(plan.output.contains("1 to create"))
    }

    @Test("an init that was stopped between its two files is finished by the next one")
    func initialising() throws {
        let muster = try BadInput.project()
        let (whole, state) = (try muster.read("muster.yaml"), try muster.read("muster.state.json"))
        let unnamed = whole.split(separator: "\n").filter { !$0.hasPrefix("lineage:") }.joined(separator: "\n") + "\n"
        try muster.write(unnamed, to: "muster.yaml")
        #expect(try muster("init").code == 0)
        #expect(try muster.read("muster.yaml") == whole)
        #expect(try muster.read("muster.state.json") == state)
        // One that stands where an operator says may be another project's.
        try muster.write(unnamed, to: "muster.yaml")
        let elsewhere = try muster("init", "--state", "muster.state.json")
        #expect(elsewhere.code == 1)
        #expect(elsewhere.errors.contains("error[M0408]: "))
        #expect(try muster.read("muster.yaml") == unnamed)
    }

    @Test("an init that can't write leaves the project as it was, or as the next one can finish it")
    func initialisingOnAFullDisk() throws {
        let muster = try Muster()
        for _ in 0..<2 {
            let refused = try onFullDisk(muster, "init")
            #expect(refused.code == "1")
            #expect(refused.text.contains("error[M0408]: "), "\(refused.text)")
            #expect(!muster.exists("muster.yaml"))
            #expect(!muster.exists("muster.state.json"))
        }
        #expect(try muster("init").code == 0)
    }
}
