#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The clock of the machine.
package struct SystemClock: WallClock {
    package init() {}

    package func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(seconds: Int(time.tv_sec), nanoseconds: Int(time.tv_nsec))
    }

    package func uptime() -> Double {
        #if canImport(Darwin)
            // What `mach_continuous_time` counts, in nanoseconds.
            return Double(clock_gettime_nsec_np(CLOCK_MONOTONIC_RAW)) / 1e9
        #else
            var time = timespec()
            clock_gettime(CLOCK_BOOTTIME, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        #endif
    }

    /// Sleeps by a clock that nobody sets; what is no positive number is no wait, and the longest is some 30 years.
    package func sleep(seconds: Double) async throws {
        try Task.checkCancellation()
        if seconds > 0 { try await Task.sleep(for: .seconds(min(seconds, 1e9))) }
    }
}
