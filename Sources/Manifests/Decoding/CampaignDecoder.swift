import Calendars
import Campaigns
import Diagnostics
import YAML

/// One campaign document, its dates and names still as they were written; of a campaign that recurs, for one of its periods.
final class CampaignDocument {
    /// One entry of `reviews` or `requests`.
    final class Block {
        let key: LocatedNode
        let name: String
        let isRequest: Bool
        let members: [LocatedMember]
        /// Whether members of it could not be read, so that nothing can be said of what is missing.
        let isIncomplete: Bool

        init(_ entry: LocatedMember, isRequest: Bool, members: [LocatedMember], isIncomplete: Bool) {
            key = entry.key
            name = entry.name
            self.isRequest = isRequest
            self.members = members
            self.isIncomplete = isIncomplete
        }
    }

    /// Where the campaign says what it says once for all blocks. Faults are shown at the values.
    struct Said {
        var name: LocatedMember?
        var description: LocatedMember?
        var due: LocatedMember?
        var timeZone: LocatedMember?

        subscript(key: CampaignKey) -> LocatedMember? {
            switch key {
            case .name: name
            case .description: description
            case .due: due
            case .timeZone: timeZone
            }
        }
    }

    let name: String
    let nameNode: LocatedNode
    /// What the campaign says once for all blocks.
    let said: Said
    let zone: Zone
    let opening: DateReader.Opening?
    let recurrence: Recurrence?
    let references: References
    let labels: [String: String]
    let formerly: [Formerly]
    let blocks: [Block]

    init(
        name: String, nameNode: LocatedNode, said: Said, zone: Zone, opening: DateReader.Opening?,
        recurrence: Recurrence?, references: References, labels: [String: String], formerly: [Formerly],
        blocks: [Block]
    ) {
        self.name = name
        self.nameNode = nameNode
        self.said = said
        self.zone = zone
        self.opening = opening
        self.recurrence = recurrence
        self.references = references
        self.labels = labels
        self.formerly = formerly
        self.blocks = blocks
    }
}

/// Reads campaign documents.
struct CampaignDecoder {
    private(set) var diagnostics: [Diagnostic] = []
    private let projectZone: Zone
    private let dates: DateReader.Cache
    private let instant: Instant
    private let window: Range<Instant>?
    private let freezes: FreezeWindows

    /// As many as ten years have weeks.
    private static let mostPeriods = 530

    /// - Parameters:
    ///   - instant: which periods of a schedule are looked at: the one that it lies in, and the next.
    ///   - window: instead, all that open within it, and the one that is on when it begins.
    init(
        projectZone: Zone, dates: DateReader.Cache, instant: Instant, window: Range<Instant>? = nil,
        freezes: FreezeWindows = FreezeWindows()
    ) {
        self.freezes = freezes
        self.projectZone = projectZone
        self.dates = dates
        self.instant = instant
        self.window = window
    }

    /// The campaign, once for each period; nothing where even its name is missing. Faults are in `diagnostics`.
    mutating func campaign(_ root: LocatedNode) -> [CampaignDocument] {
        guard root.isMapping else {
            diagnostics.append(
                root.diagnostic(
                    .missingCampaign, "a campaign must be a mapping, not \(root.typeName)",
                    fix: "begin with `campaign: NAME`"))
            return []
        }
        guard
            let reader = MappingReader(
                root, "a campaign", keys: ManifestGrammar.campaign.names, allowsExtensions: true, &diagnostics)
        else { return [] }
        guard let nameNode = reader["campaign"]?.value else {
            let start = SourceRange(start: root.node.range.start, end: root.node.range.start)
            diagnostics.append(
                Diagnostic(
                    .missingCampaign, "the document has no `campaign`", at: root.source.location(start),
                    fix: "begin with `campaign: NAME`, its name in this project"))
            return []
        }
        guard let name = reader.text("campaign", &diagnostics) else { return [] }
        guard NameFault.check(nameNode, name, "a campaign's name", &diagnostics) else { return [] }
        let zone = zone(reader)
        let blocks = blocks(reader)
        if blocks.isEmpty, reader["reviews"]?.value.members?.isEmpty ?? true,
            reader["requests"]?.value.members?.isEmpty ?? true,
            !diagnostics.hasErrors
        {
            diagnostics.append(
                nameNode.diagnostic(
                    .emptyCampaign, "campaign `\(name)` has neither reviews nor requests",
                    fix: "add `reviews:` with a platform's name under it"))
        }
        func member(_ key: CampaignKey) -> LocatedMember? {
            reader[key.rawValue].map { LocatedMember(key: $0.value, value: $0.value) }
        }
        let said = CampaignDocument.Said(
            name: member(.name), description: member(.description), due: member(.due), timeZone: member(.timeZone))
        let formerly = formerly(reader, blocks)
        var labels: [String: String]?
        return openings(reader, zone).map { opening, recurrence, isFaulty in
            let references =
                isFaulty
                ? .any
                : References(
                    campaign: name, opens: opening?.instant, due: due(said, zone, opening), zone: zone,
                    period: recurrence.map { ($0.schedule, $0.period) }, dueMoves: recurrence?.dueFrom == .opening)
            // Each period has the same faults.
            let found = diagnostics
            diagnostics = []
            checkTexts(reader, references)
            let document = CampaignDocument(
                name: name, nameNode: nameNode, said: said, zone: zone, opening: opening, recurrence: recurrence,
                references: references, labels: labels ?? self.labels(reader, references), formerly: formerly,
                blocks: blocks)
            if !hasReferences(reader["labels"]) { labels = document.labels }
            diagnostics = found + diagnostics.filter { !found.contains($0) }
            return document
        }
    }

    /// When it opens: once, if at all; of a schedule, each period that may have something to do now, and the next one.
    private mutating func openings(
        _ reader: MappingReader, _ zone: Zone
    ) -> [(opening: DateReader.Opening?, recurrence: Recurrence?, isFaulty: Bool)] {
        guard let member = reader["schedule"] else { return [(opening(reader, zone), nil, false)] }
        if let opens = reader["opens"] {
            diagnostics.append(
                opens.key.diagnostic(
                    .exclusiveFields, "a campaign has `opens` or `schedule`, not both",
                    fix: "`schedule` has its own `start`"))
        }
        var decoder = ScheduleDecoder(zone: zone)
        let declared = decoder.schedule(member)
        diagnostics += decoder.diagnostics
        guard let declared else {
            // What else is wrong is found as if it opened now; nothing comes of it, since the schedule has a fault.
            return [(DateReader.Opening(instant: instant, date: zone.civil(at: instant).date), nil, true)]
        }
        let schedule = declared.schedule
        let periods = periods(of: schedule, missed: declared.missed)
        return periods.map { period in
            checkDue(reader, zone, period)
            let moved = declared.dueFrom == .opening ? zone.civil(at: earliestOpening(of: period, zone)).date : nil
            return (
                DateReader.Opening(
                    instant: period.opening, date: period.localOpening.date, countedFrom: moved),
                Recurrence(
                    schedule, period, missed: declared.missed, dueFrom: declared.dueFrom, at: declared.key.location),
                false
            )
        }
    }

    private func periods(of schedule: Schedule, missed: Recurrence.Missed) -> [Period] {
        let first = schedule.latest(openingAtOrBefore: window?.lowerBound ?? instant)
        guard let window else {
            var periods = [first, schedule.next(after: instant)].compactMap(\.self)
            if missed == .all, let first {
                let reach = instant.adding(seconds: -Recurrence.secondsOfAll)..<first.opening
                periods.insert(contentsOf: schedule.periods(opening: reach, limit: Self.mostPeriods), at: 0)
            }
            return periods
        }
        let rest = schedule.periods(opening: window, limit: Self.mostPeriods)
        return (first.map { [$0] } ?? []) + rest.filter { $0 != first }
    }

    /// When a period opens that is not opened yet: now, where it is late.
    private func earliestOpening(of period: Period, _ zone: Zone) -> Instant {
        let thawed = freezes.thaw(period.opening, in: zone).opening
        return thawed > instant ? thawed : freezes.end(after: instant).opening
    }

    /// A period is due before the next one opens.
    private mutating func checkDue(_ reader: MappingReader, _ zone: Zone, _ period: Period) {
        guard let node = reader["due"]?.value, let text = node.scalar?.text,
            let duration = CalendarDuration(text), let next = period.next
        else { return }
        // Which day that is matters only near the end: most are due long before.
        if duration.days < 10_000, duration.seconds < 86_400,
            next.wholeSeconds(since: period.opening) > (duration.days + 3) * 86_400
        {
            return
        }
        let dates = DateReader(
            zone: zone, opening: .init(instant: period.opening, date: period.localOpening.date), cache: dates)
        guard let due = dates.due(text), due > next else { return }
        let fault = node.diagnostic(
            .invalidSchedule,
            "the period \(period.key) would be due after the next one opens on \(zone.civil(at: next).date)",
            fix: "write a shorter duration")
        if !diagnostics.contains(where: { $0.code == fault.code && $0.location == fault.location }) {
            diagnostics.append(fault)
        }
    }

    /// When the campaign is due, if it says so in a form that can be read; what is wrong with it is said where a field takes it.
    private func due(
        _ said: CampaignDocument.Said, _ zone: Zone, _ opening: DateReader.Opening?
    ) -> @Sendable () -> Instant? {
        guard let text = said.due?.value.scalar?.text else { return { nil } }
        let reader = DateReader(zone: zone, opening: opening, cache: dates)
        return { reader.due(text) }
    }

    /// Name and description are checked again by the fields that they fill; this finds what fills none.
    private mutating func checkTexts(_ reader: MappingReader, _ references: References) {
        for key in ["name", "description"] { _ = reader.text(key, with: references, &diagnostics) }
    }

    private mutating func zone(_ reader: MappingReader) -> Zone {
        guard let text = reader.text("timeZone", &diagnostics), let node = reader["timeZone"]?.value else {
            return projectZone
        }
        if let zone = Zone(identifier: text) { return zone }
        diagnostics.append(ZoneFault.diagnostic(node, text))
        return projectZone
    }

    private mutating func opening(_ reader: MappingReader, _ zone: Zone) -> DateReader.Opening? {
        guard let text = reader.text("opens", &diagnostics), let node = reader["opens"]?.value else { return nil }
        let dates = DateReader(zone: zone, opening: nil, cache: dates)
        do throws(DateReader.Fault) {
            let reading = try dates.reading(of: text, edge: .startOfDay, allowsDuration: false)
            return DateReader.Opening(instant: reading.instant, date: CivilDate(text))
        } catch {
            diagnostics.append(
                node.diagnostic(
                    .invalidDate, "`opens` must be a date (`2027-01-04`) or an RFC 3339 instant, not \(node.typeName)"))
            return nil
        }
    }

    private mutating func labels(_ reader: MappingReader, _ references: References) -> [String: String] {
        guard let entries = reader.entries("labels", &diagnostics) else { return [:] }
        var labels: [String: String] = [:]
        for entry in entries {
            guard let scalar = entry.value.scalar, !scalar.isNull else {
                diagnostics.append(
                    entry.value.diagnostic(
                        .wrongType, "label `\(entry.name)` must be a text, not \(entry.value.typeName)"))
                continue
            }
            guard let key = TextRules.checked(entry.key, entry.name, with: references, &diagnostics),
                let text = TextRules.checked(entry.value, scalar.text, with: references, &diagnostics)
            else { continue }
            labels[key] = text
        }
        return labels
    }

    private func hasReferences(_ labels: LocatedMember?) -> Bool {
        let dollar = UInt8(ascii: "$")
        return labels?.value.members?.contains { member in
            member.name.utf8.contains(dollar) || member.value.scalar?.text.utf8.contains(dollar) ?? false
        } ?? false
    }

    /// What the campaign was called before. An address among it must be that of a review which the campaign has now.
    private mutating func formerly(_ reader: MappingReader, _ blocks: [CampaignDocument.Block]) -> [Formerly] {
        let read = Formerly.read(reader.texts("formerly", &diagnostics) ?? [], &diagnostics)
        return read.filter { former in
            guard case .address(let address) = former.meaning, !blocks.contains(where: { $0.name == address.review })
            else { return true }
            diagnostics.append(
                former.located.diagnostic(
                    .invalidFormer, "this campaign has no review `\(address.review)`",
                    fix: "a review whose key changed says `formerly` itself"))
            return false
        }
    }

    private mutating func blocks(_ reader: MappingReader) -> [CampaignDocument.Block] {
        var blocks: [CampaignDocument.Block] = []
        var reviews: [String: LocatedNode] = [:]
        for section in ["reviews", "requests"] {
            for entry in reader.entries(section, &diagnostics) ?? [] {
                guard NameFault.check(entry.key, entry.name, "a review's key", &diagnostics) else { continue }
                if section == "requests", let first = reviews[entry.name] {
                    diagnostics.append(
                        entry.key.diagnostic(
                            .duplicateReview, "`\(entry.name)` stands in `reviews` too",
                            fix: "keys are unique across both",
                            notes: [.init("the review is here", at: first.location)]))
                    continue
                }
                if section == "reviews" { reviews[entry.name] = entry.key }
                if entry.value.isNull || entry.value.isPlaceholder {
                    blocks.append(
                        .init(
                            entry, isRequest: section == "requests", members: [],
                            isIncomplete: entry.value.isPlaceholder))
                } else if let members = entry.value.members {
                    blocks.append(
                        .init(
                            entry, isRequest: section == "requests", members: members,
                            isIncomplete: entry.value.node.isIncomplete))
                } else {
                    diagnostics.append(
                        entry.value.diagnostic(
                            .wrongType, "`\(entry.name)` must be a mapping, not \(entry.value.typeName)"))
                }
            }
        }
        return blocks
    }
}
