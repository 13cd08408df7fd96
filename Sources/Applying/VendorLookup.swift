package import Calendars
package import Campaigns
package import State
package import Transport
import Vendors

/// Looks up what a platform has, for a person who says what it is.
package struct VendorLookup: Sendable {
    private let reader: PatientReader
    private let clock: any WallClock
    private let provenance: Provenance

    package init(
        _ session: VendorSession, clock: any WallClock, provenance: Provenance, maxWait: Double,
        interruption: Interruption
    ) {
        reader = PatientReader(
            session: session, clock: clock, patience: .init(maxWait: maxWait), interruption: interruption)
        self.clock = clock
        self.provenance = provenance
    }

    /// What the vendor has under an id, as the resource's.
    package func adoption(of resource: Resource, as id: String) async throws(LookupFailure) -> Adoption {
        let kind = resource.kind.vendorKind
        guard let path = kind.reading(of: id) else { throw LookupFailure(reason: "no call reads it") }
        let answer = try await read(path)
        guard let item = kind.item(in: answer), item.id == id else {
            throw LookupFailure(reason: "the answer to \(path) is not as \(resource.kind.vendor.title) documents")
        }
        return try await adoption(of: resource, as: item)
    }

    /// Of each resource, what the vendor has of its name and state doesn't know. A kind that can't be listed has none.
    package func namesakes(of resources: [Resource], in state: StateContents, markerLineage: String)
        async throws(LookupFailure) -> [Address: [String]]
    {
        guard let platform = resources.first?.platform else { return [:] }
        let wanted = resources.map { WantedItem($0, markerLineage: markerLineage) }
        let board = ListingBoard(reader, wanted: wanted, on: platform, state)
        var found: [Address: [String]] = [:]
        for item in wanted {
            guard let listing = item.kind.listing(of: item.calls) else { continue }
            do throws(ReadFailure) {
                let sighting = try await board.sighting(of: item, in: listing, begunAfter: nil)
                found[item.address] = sighting.namesakes.filter { !$0.isGone }.map(\.id)
            } catch {
                throw LookupFailure(reason: error.reason)
            }
        }
        return found
    }

    /// What the item's own read does not show is read too: a selection has a call of its own.
    private func adoption(of resource: Resource, as item: ListedItem) async throws(LookupFailure) -> Adoption {
        let kind = resource.kind.vendorKind
        var others: [String] = []
        var selections: [(step: Call.Step, answer: Answer)] = []
        for call in resource.calls where call.step != .create {
            guard let read = kind.readBack(after: call.step, of: resource.calls) else { continue }
            let path = read.path.replacing("{id}", with: PercentEncoding.encode(item.id))
            // What the item itself shows is compared already.
            if path == kind.reading(of: item.id) { continue }
            let answer = try await self.read(path)
            switch kind.verification(of: answer, after: call.step, of: resource.calls) {
            case .asSent: break
            case .differs(let lines): others += lines
            case .unreadable: throw LookupFailure(reason: "the answer to \(path) can't be read")
            }
            selections.append((call.step, answer))
        }
        return Adoption(resource, as: item, others: others, selections, by: provenance, at: clock.now())
    }

    private func read(_ path: String) async throws(LookupFailure) -> Answer {
        do throws(ReadFailure) {
            return try await reader.read(path)
        } catch {
            throw LookupFailure(
                reason: await reader.session.redactor.redact(error.reason), isAbsent: error.status == 404)
        }
    }
}

/// Why something can't be looked up.
package struct LookupFailure: Error, Sendable {
    /// In one line.
    package let reason: String
    /// Whether the vendor has nothing there.
    package var isAbsent = false
}
