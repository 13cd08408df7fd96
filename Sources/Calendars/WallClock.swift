/// The time of day and the passing of time, as the outside world gives them.
package protocol WallClock: Sendable {
    func now() -> Instant
    /// Seconds by a clock that nobody sets, and that runs on while the machine is suspended. Only their differences mean something.
    func uptime() -> Double
    /// Returns after `seconds`, or throws `CancellationError` as soon as the task is cancelled.
    func sleep(seconds: Double) async throws
}
