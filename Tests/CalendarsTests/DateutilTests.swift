import Calendars
import Foundation
import Support
import Testing

/// Rules against python-dateutil, where that is installed.
@Suite(.enabled(if: Dateutil.isInstalled, "python3 with dateutil is not installed"))
struct DateutilTests {
    @Test("thousands of random rules name the days that python-dateutil names", .timeLimit(.minutes(6)))
    func randomRules() throws {
        var random = SeededGenerator(seed: 5)
        let questions = (0..<2000).map { _ in Question(using: &random) }
        let answers = try Dateutil.answers(to: questions)
        try #require(answers.count == questions.count)
        var (days, late) = (0, 0)
        for (question, answer) in zip(questions, answers) {
            let schedule = Schedule(
                .rule(try RecurrenceRule(question.rule)), start: try dateTime("\(question.start)T09:00"), zone: .utc)
            let window =
                try dateTime("\(question.from)T00:00").utc..<dateTime("\(question.to)T00:00").utc
            let keys = schedule.periods(opening: window, limit: 40).map(\.key)
            if answer.last == "late" {
                #expect(keys.starts(with: answer.dropLast()), "\(question)")
                late += 1
            } else {
                #expect(keys == answer, "\(question)")
            }
            days += keys.count
        }
        #expect(days > 10_000 && late < questions.count / 2)
    }
}

/// A rule, its first day, and the window asked for.
private struct Question {
    let rule: String
    let start: CivilDate
    let from: CivilDate
    let to: CivilDate

    var line: String { "\(rule) \(start) \(from) \(to)" }

    init(using random: inout SeededGenerator) {
        let frequency = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"].randomElement(using: &random) ?? "YEARLY"
        let isYearly = frequency == "YEARLY"
        var parts = ["FREQ=\(frequency)"]
        func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
        func list(_ limits: ClosedRange<Int>, signed: Bool, atMost count: Int = 4) -> String {
            (0..<Int.random(in: 1...count, using: &random)).map { _ in
                let number = Int.random(in: limits, using: &random)
                return String(signed && chance(40) ? -number : number)
            }.joined(separator: ",")
        }
        if chance(50) { parts.append("INTERVAL=\(Int.random(in: 1...(chance(20) ? 30 : 5), using: &random))") }
        let hasMonths = chance(isYearly ? 40 : 20)
        if hasMonths { parts.append("BYMONTH=\(list(1...12, signed: false))") }
        let hasWeeks = isYearly && chance(25)
        // dateutil does not look for the last weeks of a year that are already in the next, or the other way round.
        if hasWeeks { parts.append("BYWEEKNO=\(list(1...50, signed: true))") }
        if isYearly, chance(hasWeeks ? 1 : 15) { parts.append("BYYEARDAY=\(list(1...366, signed: true, atMost: 20))") }
        if frequency != "WEEKLY", chance(hasWeeks ? 5 : 25) {
            parts.append("BYMONTHDAY=\(list(1...31, signed: true, atMost: 6))")
        }
        // dateutil wants both where weekdays with a number and without one are listed, and RFC 5545 either.
        if hasWeeks || chance(parts.count > 3 ? 5 : 50) {
            let isNumbered = (isYearly || frequency == "MONTHLY") && !hasWeeks && chance(50)
            let isOfMonth = !isYearly || hasMonths
            let days = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                (isNumbered ? list(1...(isOfMonth ? 5 : 53), signed: true, atMost: 1) : "")
                    + (Self.weekdays.randomElement(using: &random) ?? "MO")
            }
            parts.append("BYDAY=\(days.joined(separator: ","))")
        }
        var start = CivilDate(dayNumber: Int.random(in: 18_000...30_000, using: &random))
        let weekStart = chance(30) ? Int.random(in: 0..<7, using: &random) : 0
        if weekStart != 0 { parts.append("WKST=\(Self.weekdays[weekStart])") }
        if parts.contains(where: { $0.hasPrefix("BY") }), chance(30) {
            parts.append("BYSETPOS=\(list(1...(isYearly ? 8 : frequency == "DAILY" ? 1 : 2), signed: true, atMost: 3))")
            // dateutil counts the first week from the first day on, and RFC 5545 from its beginning.
            if frequency == "WEEKLY" {
                while start.weekday.rawValue - 1 != weekStart { start = start.adding(days: 1) }
            }
        }
        if chance(10) { parts.shuffle(using: &random) }
        rule = parts.joined(separator: ";")
        self.start = start
        from = start.adding(days: Int.random(in: 0...(chance(50) ? 10 : 2000), using: &random) - 5)
        to = from.adding(days: Int.random(in: 1...1500, using: &random))
    }

    private static let weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
}

private enum Dateutil {
    private static let python = OtherProgram.python(with: "dateutil.rrule")
    static let isInstalled = python != nil

    /// The first 40 days of each window, and `late` where dateutil took too long for more, as it does with rules of no day.
    static func answers(to questions: [Question]) throws -> [[String]] {
        let file = FileManager.default.temporaryDirectory.appending(path: "rules-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(questions.map(\.line).joined(separator: "\n").utf8).write(to: file)
        let output = try OtherProgram.output(of: [try #require(python), "-c", program, file.path])
        return output.split(separator: "\n").map { $0.split(separator: " ").dropFirst().map(String.init) }
    }

    private static let program = """
        import datetime, signal, sys
        from dateutil.rrule import rrulestr

        class Late(Exception): pass

        def late(*_): raise Late()

        signal.signal(signal.SIGALRM, late)
        # The thread that started this may hold signals back.
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM])
        for line in open(sys.argv[1]):
            rule, start, first, end = line.split()
            start, first, end = (datetime.datetime.fromisoformat(day) for day in (start, first, end))
            days = []
            signal.setitimer(signal.ITIMER_REAL, 0.05)
            try:
                for day in rrulestr(rule, dtstart=start):
                    if day >= end or len(days) == 40: break
                    if day >= first: days.append(day.strftime("%Y-%m-%d"))
            except Late: days.append("late")
            signal.setitimer(signal.ITIMER_REAL, 0)
            print("=", *days)
        """
}
