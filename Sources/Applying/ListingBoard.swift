import Calendars
import Campaigns
import State
import Synchronization
import Transport
import Vendors

/// The listings of one platform in one run. Resources share them: who needs one that is new enough takes it, else makes the next.
actor ListingBoard {
    /// A complete listing, of which only what this run works on was kept.
    private struct Shown {
        let begun: Instant
        let byName: [String: [ListedItem]]
        let byMarker: [String: [ListedItem]]
    }

    private let reader: PatientReader
    /// In the form in which names are compared.
    private let names: Set<String>
    private let markers: Set<String>
    private let ignored: [Address: [String: StateContents.Ignored]]
    /// The vendor's ids that state knows.
    private var held: Set<String>
    private var shown: [Listing: Shown] = [:]
    private var turns: [Listing: Turnstile] = [:]

    /// - Parameter wanted: all that a listing may be searched for.
    init(_ reader: PatientReader, wanted: [WantedItem], on platform: String, _ state: StateContents) {
        self.reader = reader
        names = Set(wanted.map { VendorName.comparable($0.name) })
        markers = Set(wanted.compactMap(\.marker))
        ignored = state.ignored
        held = state.vendorIDs(on: platform)
    }

    /// State knows this id from now on. Whether it did not before.
    func hold(_ id: String) -> Bool { held.insert(id).inserted }

    /// What a listing that was begun later than an instant shows of an item; of any listing of this run, without one.
    func sighting(
        of wanted: WantedItem, in listing: Listing, begunAfter instant: Instant?,
        waiting: @Sendable (Double, String) async -> Void = { _, _ in }
    )
        async throws(ReadFailure) -> Sighting
    {
        let shown = try await complete(listing, of: wanted.kind, begunAfter: instant, waiting)
        let called = (shown.byName[VendorName.comparable(wanted.name)] ?? []).filter {
            wanted.kind.isNamesake($0, of: wanted.calls)
        }
        let others = Set((ignored[wanted.address] ?? [:]).keys)
        func isFree(_ item: ListedItem) -> Bool { !held.contains(item.id) && !others.contains(item.id) }
        return Sighting(
            begun: shown.begun, namesakes: called.filter(isFree),
            marked: (wanted.marker.flatMap { shown.byMarker[$0] } ?? []).filter(isFree), ids: called.map(\.id))
    }

    private func complete(
        _ listing: Listing, of kind: any VendorKind, begunAfter instant: Instant?,
        _ waiting: @Sendable (Double, String) async -> Void
    )
        async throws(ReadFailure) -> Shown
    {
        let turn = turns[listing] ?? Turnstile()
        turns[listing] = turn
        do { try await turn.enter() } catch { throw .interrupted }
        defer { turn.leave() }
        if let known = shown[listing], instant.map({ known.begun > $0 }) ?? true { return known }
        let begun = reader.clock.now()
        let items = try await items(of: listing, kind, waiting)
        let new = Shown(
            begun: begun, byName: Dictionary(grouping: items) { VendorName.comparable($0.name) },
            byMarker: Dictionary(grouping: items.filter { $0.marker != nil }) { $0.marker ?? "" })
        shown[listing] = new
        return new
    }

    private func items(
        of listing: Listing, _ kind: any VendorKind, _ waiting: @Sendable (Double, String) async -> Void
    ) async throws(ReadFailure) -> [ListedItem] {
        let (names, markers) = (names, markers)
        var walk = ListingWalk(listing, of: kind) { item in
            names.contains(VendorName.comparable(item.name)) || item.marker.map(markers.contains) ?? false
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
}
