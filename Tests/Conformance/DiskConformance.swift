import Applying
import Campaigns
import Diagnostics
import Planning
import Sandbox
import State
import Support
import Testing
import Vendors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("Every kind, on a failing disk")
struct DiskConformance {
    @Test(
        "whichever write of an apply fails, nothing is called without its intent, and nothing is created twice",
        arguments: KindSample.all, [ENOSPC, EIO, EROFS])
    func failing(_ sample: KindSample, code: Int32) async throws {
        let path = try #require(try await World().load(sample.campaign).first?.calls.first?.path)
        var (failed, count) = (0, 0)
        while true {
            let disk = FailingDisk()
            let world = try await World(files: disk)
            disk.fail(after: count, code: code)
            var result: ApplyResult?
            do {
                result = try await world.apply(sample.campaign)
            } catch let error as DiagnosticsError {
                #expect(error.diagnostics.map(\.code) == [.stateUnwritable], "write \(count)")
            }
            guard disk.hasFailed else {
                #expect(result?.outcomes.values.map(\.result) == [.created])
                break
            }
            failed += 1
            let made = await world.made
            disk.fail(after: .max, code: 0)
            let state = try await world.store.read(expecting: World.identity)
            // What was made stands in state or journal, at least as begun.
            #expect(made == 0 || state.records.count + state.intents.count == 1, "write \(count)")
            _ = try await world.apply(sample.campaign)
            _ = try await world.apply(sample.campaign)
            #expect(await world.made <= 1, "write \(count)")
            let sent = await world.vendors.requests.filter { $0.method == "POST" && $0.path.hasSuffix(path) }
            // At Cakewalk the second call is what finds it.
            #expect(sent.count <= (sample.kind == .cakewalkAccessReview ? 2 : 1), "write \(count)")
            let after = try await world.store.read(expecting: World.identity)
            #expect(after.records.count == 1 && after.intents.isEmpty, "write \(count)")
            #expect(await world.made == 1, "write \(count)")
            count += 1
        }
        // The journal's file, header and name; intent and outcome; the state's file, name and folder; the journal's removal.
        #expect(failed >= 12)
    }
}
