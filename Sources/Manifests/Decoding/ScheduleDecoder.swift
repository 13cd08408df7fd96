import Calendars
import Campaigns
import Diagnostics
import YAML

/// What a campaign says of how it recurs.
struct DeclaredSchedule {
    let schedule: Schedule
    let missed: Recurrence.Missed
    let dueFrom: Recurrence.DueFrom
    let key: LocatedNode
}

/// Reads `schedule`.
struct ScheduleDecoder {
    private(set) var diagnostics: [Diagnostic] = []
    private let zone: Zone

    init(zone: Zone) { self.zone = zone }

    /// The schedule; nothing where it has a fault.
    mutating func schedule(_ member: LocatedMember) -> DeclaredSchedule? {
        let before = diagnostics.count
        guard let reader = MappingReader(member.value, "`schedule`", keys: ManifestGrammar.schedule.names, &diagnostics)
        else { return nil }
        let recurrence = recurrence(reader, member)
        let start = start(reader, member)
        let missed: Recurrence.Missed? = word(reader, "missed")
        let dueFrom: Recurrence.DueFrom? = word(reader, "dueFrom")
        let overflow: Schedule.Overflow? = word(reader, "overflow")
        let fiscalYearStart = fiscalYearStart(reader, recurrence)
        // A word that is none was reported already.
        let countsFromNominal = reader["dueFrom"] == nil || dueFrom == .nominal
        if missed == .all, countsFromNominal {
            diagnostics.append(
                (reader["missed"]?.value ?? member.key).diagnostic(
                    .invalidSchedule, "`missed: all` would open reviews that are due already",
                    fix: "say `dueFrom: opening` too, so that they are due after they open; or `missed: latest`"))
        }
        guard let recurrence, let start else { return nil }
        let end = end(reader, start)
        guard !diagnostics[before...].contains(where: { $0.severity == .error }) else { return nil }
        let schedule = Schedule(
            recurrence, start: start, zone: zone, end: end, fiscalYearStart: fiscalYearStart ?? 1,
            overflow: overflow ?? .clamp)
        guard opensEver(schedule, reader, member) else { return nil }
        return DeclaredSchedule(
            schedule: schedule, missed: missed ?? .latest, dueFrom: dueFrom ?? .nominal, key: member.key)
    }

    private mutating func recurrence(_ reader: MappingReader, _ member: LocatedMember) -> Schedule.Recurrence? {
        switch (reader["every"], reader["rrule"]) {
        case (let every?, let rule?):
            _ = every
            diagnostics.append(
                rule.key.diagnostic(.exclusiveFields, "a schedule has `every` or `rrule`, not both", fix: "remove one"))
            return nil
        case (nil, nil):
            diagnostics.append(
                member.key.diagnostic(
                    .missingField, "the schedule does not say how often it opens",
                    fix: "say `every: quarter`, or an RFC 5545 `rrule`"))
            return nil
        case (.some, nil):
            let cadence: Schedule.Cadence? = word(reader, "every")
            return cadence.map { .every($0) }
        case (nil, let rule?): return self.rule(rule.value, reader)
        }
    }

    private mutating func rule(_ node: LocatedNode, _ reader: MappingReader) -> Schedule.Recurrence? {
        guard let text = reader.text("rrule", &diagnostics) else { return nil }
        do throws(RecurrenceRuleError) {
            return .rule(try RecurrenceRule(text))
        } catch {
            let bytes = Array(text.utf8)
            let quote = node.scalar?.style == .plain ? 0 : 1
            let place = node.textRange.start.offset + quote + error.range.lowerBound
            let part = Array(bytes[error.range.clamped(to: 0..<bytes.count)])
            diagnostics.append(
                node.diagnostic(
                    .invalidSchedule, error.message, fix: error.fix,
                    within: node.source.range(of: part, within: node.textRange) { $0 != place }))
            return nil
        }
    }

    private mutating func start(_ reader: MappingReader, _ member: LocatedMember) -> CivilDateTime? {
        guard let node = reader["start"]?.value else {
            diagnostics.append(
                member.key.diagnostic(
                    .missingField, "the schedule has no `start`",
                    fix: "say when it opens first, such as `2027-01-04T09:00`"
                ))
            return nil
        }
        guard let text = reader.text("start", &diagnostics) else { return nil }
        if let start = CivilDateTime(text) ?? CivilDateTime(text + "T00:00") { return start }
        diagnostics.append(
            node.diagnostic(
                .invalidDate, "`start` must be a local date and time (`2027-01-04T09:00`), not \(node.typeName)",
                fix: "without an offset: it is read in the campaign's `timeZone`"))
        return nil
    }

    private mutating func end(_ reader: MappingReader, _ start: CivilDateTime) -> Schedule.End {
        if reader["until"] != nil, let count = reader["count"] {
            diagnostics.append(
                count.key.diagnostic(.exclusiveFields, "a schedule has `until` or `count`, not both", fix: "remove one")
            )
            return .never
        }
        if let count = reader.number("count", in: 1...ManifestGrammar.mostOpenings, &diagnostics) {
            return .count(count)
        }
        guard let node = reader["until"]?.value, let text = reader.text("until", &diagnostics) else { return .never }
        guard let until = CivilDate(text) else {
            diagnostics.append(
                node.diagnostic(.invalidDate, "`until` must be a date (`2029-12-31`), not \(node.typeName)"))
            return .never
        }
        if until < start.date {
            diagnostics.append(
                node.diagnostic(.invalidSchedule, "the schedule would end before it starts on \(start.date)"))
        }
        return .until(until)
    }

    private mutating func fiscalYearStart(_ reader: MappingReader, _ recurrence: Schedule.Recurrence?) -> Int? {
        guard let month = reader.number("fiscalYearStart", in: 1...12, &diagnostics) else { return nil }
        switch recurrence {
        case .every(.quarter), .every(.halfYear), .every(.year), nil: break
        default:
            if let key = reader["fiscalYearStart"]?.key {
                diagnostics.append(
                    key.diagnostic(
                        .invalidSchedule, "a fiscal year has no meaning for this schedule",
                        fix: "it names quarters, half-years and years: remove it"))
            }
        }
        return month
    }

    /// Whether there is an opening at all; a fault where there is not.
    private mutating func opensEver(_ schedule: Schedule, _ reader: MappingReader, _ member: LocatedMember) -> Bool {
        // A cadence has its first opening at its start.
        if case .every = schedule.recurrence, schedule.overflow == .clamp { return true }
        if schedule.firstPeriod != nil { return true }
        var unended = schedule
        unended.end = .never
        let place = reader["rrule"]?.value ?? member.key
        diagnostics.append(
            place.diagnostic(
                .invalidSchedule,
                unended.firstPeriod == nil
                    ? "the rule names no day" : "the schedule ends before the first day that its rule names"))
        return false
    }

    private mutating func word<Word: RawRepresentable & CaseIterable>(_ reader: MappingReader, _ key: String) -> Word?
    where Word.RawValue == String {
        guard let node = reader[key]?.value, let text = reader.text(key, &diagnostics) else { return nil }
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue)
        diagnostics.append(
            node.diagnostic(
                .invalidSchedule, "`\(key)` can't be `\(text)`",
                fix: nearest(to: text, among: words).map { "did you mean `\($0)`?" }
                    ?? "one of " + words.map { "`\($0)`" }.joined(separator: ", ")))
        return nil
    }
}
