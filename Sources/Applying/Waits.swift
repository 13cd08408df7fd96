/// The waits of one piece of work: how long the next one is, and whether it is one too many.
struct Waits: Sendable {
    private(set) var count = 0
    private var seconds = 0.0
    private let patience: ResourceMachine.Patience

    init(_ patience: ResourceMachine.Patience) { self.patience = patience }

    /// Counts the next wait: as long as the vendor says, else a back-off. Nothing where all waits together would be too long.
    mutating func next(asked: Double?) -> Double? {
        // Full jitter, so that several pipelines do not come back together.
        let next = asked ?? max(0.05, patience.jitter() * min(30, Double(1 << min(count, 5))))
        count += 1
        seconds += next
        return seconds <= patience.maxWait ? next : nil
    }
}
