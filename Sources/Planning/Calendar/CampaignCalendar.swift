package import Calendars
package import Campaigns

/// When reviews open and are due within some days, and what became of each.
package struct CampaignCalendar: Sendable {
    /// The instant of which the statuses speak.
    package var now: Instant
    /// The first day.
    package var from: CivilDate
    /// The last day.
    package var to: CivilDate
    /// In which days begin and end, those of freezes too, and in which times are shown.
    package var zone: Zone
    /// Whatever touches the days, in any order. It may open before the first, and be due after the last.
    package var entries: [Entry]
    package var freezes: [Freeze]
    /// The platforms' names in the order in which they are shown; those of entries that stand not here follow by name.
    package var platforms: [String]
    /// What tells the project from every other; nothing before it has a state.
    package var lineage: String?

    package init(
        now: Instant, from: CivilDate, to: CivilDate, zone: Zone, entries: [Entry], freezes: [Freeze] = [],
        platforms: [String] = [], lineage: String? = nil
    ) {
        self.lineage = lineage
        self.now = now
        self.from = from
        self.to = to
        self.zone = zone
        self.entries = entries
        self.freezes = freezes
        self.platforms = platforms
    }

    /// From the begin of the first day to the begin of the day after the last.
    package var span: Range<Instant> {
        let start = zone.startOfDay(from)
        return start..<max(zone.startOfDay(to.adding(days: 1)), start.adding(seconds: 1))
    }

    /// Every platform once: `platforms`, and behind them what only entries name.
    package var allPlatforms: [String] {
        var seen = Set<String>()
        return (platforms + Set(entries.map(\.platform)).sorted()).filter { seen.insert($0).inserted }
    }

    package func count(of status: Status) -> Int { entries.count { $0.status == status } }
}

extension CampaignCalendar {
    /// One review, or one period of a review that recurs.
    package struct Entry: Sendable, Hashable {
        package var address: Address
        /// What people see.
        package var name: String
        package var platform: String
        package var kind: Kind
        /// After freezes. Nothing where it may be created at any time.
        package var opens: Instant?
        package var due: Instant
        package var status: Status
        /// The vendor's id of what was created.
        package var vendorID: String?
        package var createdAt: Instant?
        /// The freezes that moved its opening, in order.
        package var movedBy: [Freeze]
        /// What else there is to say, such as what covers it or why it is held: a sentence without a full stop.
        package var note: String?

        package init(
            address: Address, name: String, platform: String, kind: Kind, opens: Instant?, due: Instant, status: Status,
            vendorID: String? = nil, createdAt: Instant? = nil, movedBy: [Freeze] = [], note: String? = nil
        ) {
            self.address = address
            self.name = name
            self.platform = platform
            self.kind = kind
            self.opens = opens
            self.due = due
            self.status = status
            self.vendorID = vendorID
            self.createdAt = createdAt
            self.movedBy = movedBy
            self.note = note
        }
    }

    /// What became of a review, or will.
    package enum Status: String, Sendable, Hashable, CaseIterable {
        /// The vendor has it.
        case created
        /// Open, and the next apply creates it.
        case toCreate = "to-create"
        /// Opens later.
        case upcoming
        /// Fell due, or was passed over, before it was created.
        case missed
        /// Its time lies in that of another period that was created, so that it never is.
        case covered
        /// Open, but a limit stands against it.
        case held
        /// Begun, and whether the vendor has it is not known.
        case unknown
    }
}
