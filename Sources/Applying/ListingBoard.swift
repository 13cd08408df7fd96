import Calendars
import Campaigns
import JSON
import State
import Synchronization
import Transport
import Vendors

/// The listings of one platform in one run. Resources share them: who needs one that is new enough takes it, else makes the next.
actor ListingBoard {
    /// A complete listing, of which only what this run works on was kept.
    private struct Shown {
        /// By `WallClock.uptime()`.
        let begun: Double
        let isQuiet: Bool
        let byName: [String: [ListedItem]]
        let byMarker: [String: [ListedItem]]
        /// What may be equal to something wanted in all but its name: due on about the same day, and not known to state.
        let others: [ListedItem]
        /// Of those, the ones that are, by what is wanted.
        var byTemplate: [JSONValue: [ListedItem]] = [:]
    }

    private let reader: PatientReader
    /// In the form in which names are compared.
    private let names: Set<String>
    private let markers: Set<String>
    /// The days, counted from 1970, on or next to which something wanted is due.
    private let days: Set<Int>
    /// The names, exactly, of everything that is declared or begun on the platform.
    private let known: Set<String>
    private let ignored: [Address: [String: StateContents.Ignored]]
    private let flights: Flights
    /// The vendor's ids that state knows.
    private var held: Set<String>
    private var shown: [Listing: Shown] = [:]
    private var turns: [Listing: Turnstile] = [:]

    /// - Parameters:
    ///   - wanted: all that a listing may be searched for.
    ///   - declared: the names of what else is declared on the platform.
    init(
        _ reader: PatientReader, wanted: [WantedItem], declared: Set<String> = [], on platform: String,
        _ state: StateContents, flights: Flights = Flights()
    ) {
        self.reader = reader
        self.flights = flights
        names = Set(wanted.map { VendorName.comparable($0.name) })
        markers = Set(wanted.compactMap(\.marker))
        days = Set(wanted.flatMap { wanted in (-1...1).map { Self.day(of: wanted.due) + $0 } })
        known = declared.union(wanted.map(\.name)).union(
            state.intents.values.lazy.filter { $0.platform == platform }.map(\.name))
        ignored = state.ignored
        held = state.vendorIDs(on: platform)
    }

    /// State knows this id from now on. Whether it did not before.
    func hold(_ id: String) -> Bool { held.insert(id).inserted }

    /// What a listing that was begun later than a moment shows of an item; of any listing of this run, without one.
    func sighting(
        of wanted: WantedItem, in listing: Listing, begunAfter moment: Double?,
        waiting: @Sendable (Double, String) async -> Void = { _, _ in }
    )
        async throws(ReadFailure) -> Sighting
    {
        let shown = try await complete(listing, of: wanted.kind, begunAfter: moment, waiting)
        let called = (shown.byName[VendorName.comparable(wanted.name)] ?? []).filter {
            wanted.kind.isNamesake($0, of: wanted.calls)
        }
        let others = Set((ignored[wanted.address] ?? [:]).keys)
        func isFree(_ item: ListedItem) -> Bool { !held.contains(item.id) && !others.contains(item.id) }
        return Sighting(
            begun: shown.begun, namesakes: called.filter(isFree),
            marked: (wanted.marker.flatMap { shown.byMarker[$0] } ?? []).filter(isFree), ids: called.map(\.id),
            lookalikes: lookalikes(of: wanted, in: listing).filter(isFree), isQuiet: shown.isQuiet)
    }

    /// Of a listing that was made, what is equal to what is wanted but for its name, is not another's by its marker, and not called
    /// exactly as something else that is declared or begun.
    private func lookalikes(of wanted: WantedItem, in listing: Listing) -> [ListedItem] {
        guard let others = shown[listing]?.others, !others.isEmpty else { return [] }
        let template = wanted.template
        let alike: [ListedItem]
        if let known = shown[listing]?.byTemplate[template] {
            alike = known
        } else {
            alike = others.filter { item in
                wanted.kind.differences(of: item, from: wanted.calls).allSatisfy { $0.path == wanted.kind.nameField }
            }
            shown[listing]?.byTemplate[template] = alike
        }
        return alike.filter { item in
            !wanted.kind.isNamesake(item, of: wanted.calls) && (item.marker == nil || item.marker == wanted.marker)
                && !known.contains(item.name)
        }
    }

    private func complete(
        _ listing: Listing, of kind: any VendorKind, begunAfter moment: Double?,
        _ waiting: @Sendable (Double, String) async -> Void
    )
        async throws(ReadFailure) -> Shown
    {
        let turn = turns[listing] ?? Turnstile()
        turns[listing] = turn
        do { try await turn.enter() } catch { throw .interrupted }
        defer { turn.leave() }
        if let known = shown[listing], moment.map({ known.begun > $0 }) ?? true { return known }
        let begun = reader.clock.uptime()
        let departures = flights.quietDepartures
        let items = try await items(of: listing, kind, waiting)
        let new = Shown(
            begun: begun, isQuiet: departures != nil && departures == flights.quietDepartures,
            byName: Dictionary(grouping: items.filter { names.contains(VendorName.comparable($0.name)) }) {
                VendorName.comparable($0.name)
            },
            byMarker: Dictionary(grouping: items.filter { $0.marker != nil }) { $0.marker ?? "" },
            others: items.filter { isDueWithWanted($0) && !held.contains($0.id) })
        shown[listing] = new
        return new
    }

    private func items(
        of listing: Listing, _ kind: any VendorKind, _ waiting: @Sendable (Double, String) async -> Void
    ) async throws(ReadFailure) -> [ListedItem] {
        let (names, markers, days, held) = (names, markers, days, held)
        var walk = ListingWalk(listing, of: kind) { item in
            names.contains(VendorName.comparable(item.name)) || item.marker.map(markers.contains) ?? false
                || Self.isDue(item, on: days) && !held.contains(item.id)
        }
        var step = walk.first
        while true {
            switch step {
            case .read(let path, let query):
                step = walk.next(try await reader.read(path, query: query, waiting: waiting))
            case .complete(let items): return items
            case .incomplete(let reason): throw ReadFailure(reason: reason, effect: .none)
            }
        }
    }

    private func isDueWithWanted(_ item: ListedItem) -> Bool { Self.isDue(item, on: days) }

    /// What has no date of its own may be due on any day.
    private static func isDue(_ item: ListedItem, on days: Set<Int>) -> Bool {
        item.due.map { days.contains(day(of: $0)) } ?? true
    }

    private static func day(of instant: Instant) -> Int {
        (instant.seconds >= 0 ? instant.seconds : instant.seconds - 86_399) / 86_400
    }
}

/// The creating calls that are on their way on a platform, from before they are sent until what came of them is written down.
final class Flights: Sendable {
    private struct Count {
        var departures = 0
        var inFlight = 0
    }

    private let count = Mutex(Count())

    func depart() {
        count.withLock {
            $0.departures += 1
            $0.inFlight += 1
        }
    }

    func land() { count.withLock { $0.inFlight -= 1 } }

    /// How many there were so far; nothing while one is on its way.
    var quietDepartures: Int? { count.withLock { $0.inFlight == 0 ? $0.departures : nil } }
}
