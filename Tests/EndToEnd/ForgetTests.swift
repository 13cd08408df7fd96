import Foundation
import Testing

/// What may not be forgotten: a call whose answer was lost, while the vendor may still act on it.
@Suite("Forgetting what may still be made")
struct ForgetTests {
    /// A project whose only review was begun by a run that died before, or after, its call.
    private func begun(at step: String, settle: String = "120s", _ more: String = "") throws -> Muster {
        var muster = try Muster.opalProject()
        try muster.write(
            "version: 1\nplatforms:\n  opal: { settle: \(settle)\(more) }\n  cakewalk: { settle: \(settle)\(more) }\n",
            to: "muster.yaml")
        muster.environment["MUSTER_TEST_KILL_AT"] = step
        #expect(try muster("apply", "--sandbox", "--yes").isCrash)
        muster.environment["MUSTER_TEST_KILL_AT"] = nil
        return muster
    }

    private func forget(_ muster: Muster, _ options: String...) throws -> Muster.Result {
        try muster.run(["state", "forget", "c/opal", "--sandbox", "--yes"] + options)
    }

    private func refused(_ result: Muster.Result) {
        #expect(result.code == 1)
        #expect(result.errors.contains("error[M0417]: `c/opal` is not forgotten"), "\(result.errors)")
        #expect(result.errors.contains("`muster recover c/opal --yes`"))
    }

    @Test(
        "is refused, whether the loss was noted or not, also for what is not declared any more",
        arguments: [
            "call.create.before", "call.create.after",
        ])
    func unsettled(_ step: String) throws {
        let muster = try begun(at: step)
        refused(try forget(muster, "--recreate"))
        // A run that does not wait finds what is there, or notes the loss.
        let waiting = try muster("apply", "--sandbox", "--yes", "--no-wait")
        guard step == "call.create.before" else { return #expect(waiting.code == 0) }
        #expect(waiting.code == 3, "\(waiting.errors)")
        refused(try forget(muster, "--recreate"))
        try FileManager.default.removeItem(at: muster.folder.appending(path: "campaigns/c.yaml"))
        refused(try forget(muster))
        #expect(try muster.read(".muster/state.json").contains("\"loss\""))
    }

    @Test("is taken once the time to settle is over by both clocks")
    func settled() throws {
        let muster = try begun(at: "call.create.before", settle: "1s")
        #expect(try muster("apply", "--sandbox", "--yes", "--no-wait").code == 3)
        var result = try forget(muster, "--recreate")
        // The vendor's clock says whole seconds.
        for _ in 0..<40 where result.code != 0 {
            Thread.sleep(forTimeInterval: 0.1)
            result = try forget(muster, "--recreate")
        }
        #expect(result.code == 0, "\(result.errors)")
        #expect(try muster("apply", "--sandbox", "--yes").code == 0)
        #expect(try muster.read(".muster/sandbox.jsonl").split(separator: "\n").count == 1)
    }
}
