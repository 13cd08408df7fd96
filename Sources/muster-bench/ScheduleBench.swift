import Calendars

/// The periods of very many schedules, against the time that was allowed for them.
struct ScheduleBench {
    private static let count = 10_000

    func comparisons() throws -> [Comparison] {
        guard let first = CivilDateTime("2027-01-04T09:00"), let zone = Zone(identifier: "America/New_York") else {
            throw BenchError("there is no such zone")
        }
        let start = zone.instant(of: first)
        let range = start..<zone.startOfDay(first.date.adding(days: 3650))
        let schedules = (0..<Self.count).map { index in
            Schedule(
                .every(.quarter),
                start: zone.civil(at: start.adding(seconds: index % 90 * 86_400)), zone: zone,
                fiscalYearStart: index % 12 + 1)
        }
        let clock = ContinuousClock()
        let times = try (0..<5).map { _ in
            let begin = clock.now
            let periods = schedules.reduce(0) { $0 + $1.periods(opening: range, limit: .max).count }
            let time = begin.duration(to: clock.now).seconds
            guard periods >= Self.count * 39 else { throw BenchError("there are only \(periods) periods") }
            return time
        }
        return [
            Comparison(
                "ten years of \(Self.count) quarterly schedules", seconds: times.median, against: "allowed", 0.5,
                atMost: 1)
        ]
    }
}
