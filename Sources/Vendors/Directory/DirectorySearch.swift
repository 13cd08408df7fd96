package import Campaigns

/// Finds names at a vendor, in as few reads as the vendor allows. Pure: it says what to read next, several reads at a time, and takes
/// the answers in any order.
package struct DirectorySearch: Sendable {
    /// Comparisons of names to guess what was meant, a fraction of a second's work: more names than a few are not mistyped.
    private static let mostGuesses = 200_000

    private let vendor: Vendor
    private let directory: any VendorDirectory
    private let names: Set<DirectoryName>
    private let mostBytes: Int

    private var walks: [DirectoryWalk] = []
    private var running = 0
    private var reads: [DirectoryRead] = []
    /// The walks that settle a name together.
    private var walksOf: [DirectoryName: [Int]] = [:]
    private var settled: [DirectoryName: DirectoryFinding] = [:]
    /// What waits for the id of its app, by the app's name.
    private var dependents: [DirectoryName: [DirectoryName]] = [:]
    /// The apps of what is named within one.
    private var apps: [DirectoryName: DirectoryItem] = [:]
    /// What the vendor's searches didn't have, and its whole list shall settle.
    private var unconfirmed: [DirectoryName] = []
    private var guesses = 0

    package init(_ names: Set<DirectoryName>, at vendor: Vendor) {
        self.init(names, at: vendor, mostBytes: DirectoryWalk.mostBytes)
    }

    /// - Parameter mostBytes: how much is read for one query.
    init(_ names: Set<DirectoryName>, at vendor: Vendor, mostBytes: Int) {
        self.vendor = vendor
        self.names = names
        self.mostBytes = mostBytes
        directory = vendor.directory
        var first: Set<DirectoryName> = []
        for name in names.sorted() {
            if let finding = fault(of: name) {
                settle(name, finding)
            } else if name.kind.isWithinApp, let app = name.app {
                dependents[DirectoryName(.app, app), default: []].append(name)
            } else {
                first.insert(name)
            }
        }
        begin(first.union(dependents.keys).sorted(), directory.queries)
    }

    /// The reads that can be made now, in any order and at the same time. Each is given once.
    package mutating func nextReads() -> [DirectoryRead] {
        defer { reads = [] }
        return reads
    }

    /// Takes the answer to a read: a 2xx, or a 404 where the read says that it may be one. Any other is not an answer, see `fail`.
    package mutating func take(_ answer: Answer, to read: DirectoryRead) {
        guard walks.indices.contains(read.number), !walks[read.number].isOver else { return }
        switch walks[read.number].next(answer, to: read, in: directory) {
        case .read(let next): enqueue(next, read.number)
        case .complete, .incomplete: end(read.number)
        }
    }

    /// A read has no answer, for a reason that is a sentence without a full stop: nothing is concluded about what depends on it.
    package mutating func fail(_ read: DirectoryRead, because reason: String) {
        guard walks.indices.contains(read.number), !walks[read.number].isOver else { return }
        walks[read.number].fail(reason)
        end(read.number)
    }

    /// What was found of each name; nothing while a read is outstanding.
    package var findings: [DirectoryName: DirectoryFinding]? {
        guard names.allSatisfy({ settled[$0] != nil }) else { return nil }
        return settled.filter { names.contains($0.key) }
    }

    // MARK: steps

    /// What can't be looked up at all.
    private func fault(of name: DirectoryName) -> DirectoryFinding? {
        if !directory.kinds.contains(name.kind) {
            return .incomplete("\(vendor.title) has no look-up by name for this: \(name.kind.rawValue)")
        }
        if name.kind.isWithinApp != (name.app != nil) {
            return .incomplete(name.app == nil ? "it is named within an app" : "it is not named within an app")
        }
        // Vendors read an empty filter as none.
        return name.name.isEmpty || name.app?.isEmpty == true ? DirectoryFinding.none(nearest: []) : nil
    }

    /// Begins the queries of names; those for everything of a kind, once for all of them.
    private mutating func begin(_ names: [DirectoryName], _ queries: (DirectoryName, String?) -> [DirectoryQuery]) {
        let before = walks.count
        var shared: [DirectoryName.Kind: Int] = [:]
        for name in names {
            walksOf[name] = queries(name, apps[name]?.id).map { query in
                let index = query.name == nil ? shared[query.kind] : nil
                let place = index ?? walks.count
                if index == nil { walks.append(DirectoryWalk(query, mostBytes: mostBytes)) }
                if query.name == nil { shared[query.kind] = place }
                walks[place].look(for: name)
                return place
            }
        }
        running += walks.count - before
        for place in before..<walks.count { enqueue(directory.read(walks[place].query, from: nil), place) }
    }

    private mutating func enqueue(_ read: DirectoryRead, _ number: Int) {
        var read = read
        read.number = number
        reads.append(read)
    }

    private mutating func end(_ number: Int) {
        running -= 1
        for name in walks[number].names { conclude(name) }
        guard running == 0, !unconfirmed.isEmpty else { return }
        // Only now, so that one pass serves all of them.
        let names = unconfirmed
        unconfirmed = []
        let directory = directory
        begin(names) { name, _ in directory.confirmation(of: name.kind).map { [$0] } ?? [] }
    }

    private mutating func conclude(_ name: DirectoryName) {
        let places = walksOf[name] ?? []
        guard places.allSatisfy({ walks[$0].isOver }) else { return }
        for place in places {
            guard let reason = walks[place].failure else { continue }
            settle(name, .incomplete(reason))
            return
        }
        // Two forms of a name may show the same item.
        var items: [DirectoryItem] = []
        var known: Set<String> = []
        for item in places.flatMap({ walks[$0].items(named: name.name) })
        where known.insert("\(item.id) \(item.appID ?? "")").inserted {
            items.append(item)
        }
        if let absence = apps[name]?.absence {
            for index in items.indices where items[index].absence == nil {
                items[index].absence = "belongs to an app that \(absence)"
            }
        }
        switch items.count {
        case 0:
            let isSearch = places.contains { walks[$0].query.name != nil }
            if isSearch, directory.confirmation(of: name.kind) != nil {
                unconfirmed.append(name)
            } else {
                settle(name, .none(nearest: nearest(to: name, places)))
            }
        case 1: settle(name, .found(items[0]))
        default: settle(name, .several(items))
        }
    }

    /// What waited for an app goes on, or has come to its end with it.
    private mutating func settle(_ name: DirectoryName, _ finding: DirectoryFinding) {
        settled[name] = finding
        guard let waiting = dependents.removeValue(forKey: name) else { return }
        if case .found(let app) = finding {
            for dependent in waiting { apps[dependent] = app }
            begin(waiting, directory.queries)
            return
        }
        for dependent in waiting {
            if case .none(let nearest) = finding {
                settle(dependent, .none(nearest: nearest.map { "\($0)/\(dependent.name)" }))
            } else {
                settle(dependent, finding)
            }
        }
    }

    private mutating func nearest(to name: DirectoryName, _ places: [Int]) -> [String] {
        var near = places.flatMap { walks[$0].seen.alike(name.name) }
        let count = places.reduce(0) { $0 + walks[$1].seen.count }
        if near.isEmpty, guesses + count <= Self.mostGuesses {
            guesses += count
            near = places.compactMap { walks[$0].seen.guess(name.name, of: name.kind) }
        }
        var unique: [String] = []
        for text in near where !unique.contains(text) { unique.append(text) }
        return unique.prefix(3).map { text in name.app.map { "\($0)/\(text)" } ?? text }
    }
}
