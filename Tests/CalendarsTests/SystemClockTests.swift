import Calendars
import Foundation
import Testing

@Suite struct SystemClockTests {
    @Test("the time is that of Foundation's clock")
    func now() {
        let before = Date().timeIntervalSince1970
        let now = SystemClock().now()
        let after = Date().timeIntervalSince1970
        // A Double of today's seconds is exact to less than a microsecond.
        let seconds = Double(now.seconds) + Double(now.nanoseconds) / 1e9
        #expect(seconds > before - 0.001 && seconds < after + 0.001)
        #expect(0..<1_000_000_000 ~= now.nanoseconds)
    }

    @Test("no time at all, or what is no number, is not waited for", arguments: [0, -1, -.infinity, .nan, 1e-9])
    func noWait(seconds: Double) async throws { try await SystemClock().sleep(seconds: seconds) }

    @Test("a cancelled sleep ends at once", arguments: [3600, .infinity])
    func cancelled(seconds: Double) async {
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup { group in
                group.addTask { try await SystemClock().sleep(seconds: seconds) }
                group.cancelAll()
                try await group.waitForAll()
            }
        }
    }
}
