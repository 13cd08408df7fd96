/// One opening of a schedule, and the time that it covers.
package struct Period: Sendable, Hashable {
    /// What tells the schedule's periods apart, from the opening's nominal local date, before it is clamped to its month or moved
    /// by clocks and freezes: `2027-W05`, `2027-01`, `2027-Q1`, `2027-H1`, `2027`, `FY2027-Q1`, `FY2027-H1`, `FY2027`; of a rule
    /// `2027-01-04`.
    package let key: String
    /// The nominal opening: clamped to its month, in the schedule's zone, before freezes.
    package let opening: Instant
    /// The nominal opening after it, even past the schedule's end: the period covers what lies between the two. Nothing only where
    /// that is beyond the year 9999.
    package let next: Instant?
    /// What clocks in the schedule's zone show at the opening.
    package let localOpening: CivilDateTime
    /// The local day of the nominal opening before it is clamped, which its month may not have.
    let nominal: CivilDate
}

/// A day on which a schedule opens.
struct Occurrence: Equatable {
    /// The day before it is clamped, which its month may not have.
    let nominal: CivilDate
    let date: CivilDate
}
