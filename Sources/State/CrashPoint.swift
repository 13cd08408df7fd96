#if DEBUG
    import Synchronization

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #elseif canImport(Darwin)
        import Darwin
    #endif
#endif

/// The named steps at which a test may have the process killed, to show that what is on disk then suffices.
///
/// In a debug build, `MUSTER_TEST_KILL_AT=STEP[:N]` kills the process with `SIGKILL` when it reaches that step for the Nth time. A
/// release build has nothing of it.
package enum CrashPoint {
    #if DEBUG
        private static let plan = Mutex(
            getenv("MUSTER_TEST_KILL_AT").flatMap { CrashPlan(String(cString: $0)) })

        /// Says that the process is now at `step`.
        package static func reach(_ step: String) {
            if plan.withLock({ $0?.isDue(at: step) ?? false }) { kill(getpid(), SIGKILL) }
        }
    #else
        /// Nothing, in a release build.
        @inline(__always)
        package static func reach(_ step: String) {}
    #endif
}

#if DEBUG
    /// Which step, when reached for which time, ends the process.
    struct CrashPlan: Sendable {
        private let step: String
        private var left: Int

        /// Reads `STEP` or `STEP:N`, N from 1; nothing for any other text.
        init?(_ text: String) {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard (1...2).contains(parts.count), !parts[0].isEmpty else { return nil }
            guard let count = parts.count == 2 ? Int(parts[1]) : 1, count > 0 else { return nil }
            step = String(parts[0])
            left = count
        }

        /// Counts that `reached` is reached; true the one time that was planned.
        mutating func isDue(at reached: String) -> Bool {
            guard reached == step, left > 0 else { return false }
            left -= 1
            return left == 0
        }
    }
#endif
