import Campaigns

/// Reads what one query shows to its end, page by page, and keeps what is looked for. Pure.
struct DirectoryWalk: Sendable {
    enum Step: Sendable {
        case read(DirectoryRead)
        /// Every page was read.
        case complete
        /// It can't be read to its end; the reason is a sentence without a full stop.
        case incomplete(String)
    }

    /// At 100 items a page, more than any account holds.
    private static let mostPages = 20_000
    /// What is kept in memory is a multiple of what was read, and a vendor may never come to an end.
    static let mostBytes = 256 << 20

    /// Entitlements are the same only within one app.
    private struct Identity: Hashable {
        let id: String
        let appID: String?
    }

    let query: DirectoryQuery
    /// What is looked for.
    private(set) var names: [DirectoryName] = []
    private(set) var seen = SeenNames()
    /// Why it came to no end; nothing while it goes on, and after its end.
    private(set) var failure: String?
    private(set) var isOver = false

    private var wanted: Set<String> = []
    private var matched: [String: [Identity: DirectoryItem]] = [:]
    /// The name under which an item was read last.
    private var matchedNames: [Identity: String] = [:]
    private var cursors: Set<String> = []
    private var pages = 0
    private var bytes = 0
    private let mostBytes: Int

    init(_ query: DirectoryQuery, mostBytes: Int) {
        self.query = query
        self.mostBytes = mostBytes
    }

    /// Looks for a name too. Only before the first answer: what was shown before isn't kept.
    mutating func look(for name: DirectoryName) {
        names.append(name)
        wanted.insert(name.name)
    }

    /// What has a name, in the order of ids.
    func items(named name: String) -> [DirectoryItem] {
        (matched[name] ?? [:]).values.sorted { ($0.appID ?? "", $0.id) < ($1.appID ?? "", $1.id) }
    }

    /// What follows the answer to the last read.
    mutating func next(_ answer: Answer, to read: DirectoryRead, in directory: any VendorDirectory) -> Step {
        pages += 1
        bytes += answer.body.count
        if answer.status == 404, read.mayBeAbsent { return over() }
        guard bytes <= mostBytes else { return over("what the vendor lists is longer than \(mostBytes) bytes") }
        guard let page = directory.page(in: answer, to: query) else {
            return over("page \(pages) of the answer is not what the vendor documents")
        }
        for entry in page.entries { note(entry) }
        guard let cursor = page.next else { return over() }
        guard cursors.insert(cursor).inserted else {
            return over("page \(pages) of the answer leads back to one that was read before")
        }
        if pages >= Self.mostPages { return over("the answer has more than \(Self.mostPages) pages") }
        return .read(directory.read(query, from: cursor))
    }

    /// Ends without an answer.
    mutating func fail(_ reason: String) { _ = over(reason) }

    private mutating func over(_ reason: String? = nil) -> Step {
        (isOver, failure) = (true, reason)
        return reason.map(Step.incomplete) ?? .complete
    }

    /// Pages shift while others create and delete, so that an item may come again: it is then as it was read last.
    private mutating func note(_ entry: DirectoryPage.Entry) {
        let identity = Identity(id: entry.item.id, appID: entry.item.appID)
        let name = entry.name.flatMap { $0.isEmpty ? nil : $0 }
        if let name { seen.insert(name) }
        if let before = matchedNames.removeValue(forKey: identity) { matched[before]?[identity] = nil }
        guard let name, wanted.contains(name) else { return }
        matched[name, default: [:]][identity] = entry.item
        matchedNames[identity] = name
    }
}
