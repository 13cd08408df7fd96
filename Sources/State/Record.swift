package import Calendars
package import Campaigns

/// What state knows of one created resource.
package struct Record: Sendable, Hashable {
    /// How Muster knows that the resource exists.
    package enum Evidence: String, Sendable, Hashable {
        case answer
        case listing
        case nameConflict
        case adopted
    }

    package var address: Address { didSet { text.forget() } }
    package var platform: String { didSet { text.forget() } }
    package var kind: Kind { didSet { text.forget() } }
    /// What the vendor and its reviewers see.
    package var name: String { didSet { text.forget() } }
    /// Nothing where the vendor gives none.
    package var vendorID: String? { didSet { text.forget() } }
    /// The vendor's word for the resource's state when Muster last read it.
    package var vendorState: String? { didSet { text.forget() } }
    package var createdAt: Instant { didSet { text.forget() } }
    package var due: Instant { didSet { text.forget() } }
    /// The time that its period covers; nothing where it does not recur.
    package var covers: Range<Instant>? { didSet { text.forget() } }
    /// What was sent, as state writes it.
    package var sent: SentCalls { didSet { text.forget() } }
    /// Instants that stood for the word `asap`, by field.
    package var resolved: [String: Instant] { didSet { text.forget() } }
    /// How dates without a time were written; see `Resource.localDates`.
    package var localDates: [String: String] { didSet { text.forget() } }
    /// The ids that names stood for, by reference: `${user:dana@acme.com}`.
    package var names: [String: String] { didSet { text.forget() } }
    /// The declared fields that the vendor gives no read for, of what was adopted.
    package var unread: [String] { didSet { text.forget() } }
    package var evidence: Evidence { didSet { text.forget() } }
    package var provenance: Provenance { didSet { text.forget() } }
    /// The intent's attempt that became this record; nothing for one that was adopted.
    package var attempt: String? { didSet { text.forget() } }
    /// The record as state has it.
    private(set) var text = RememberedText()

    /// A record that state has as `text`.
    init(
        address: Address, platform: String, kind: Kind, name: String, vendorID: String?, vendorState: String?,
        createdAt: Instant, due: Instant, covers: Range<Instant>?, sent: SentCalls, resolved: [String: Instant],
        localDates: [String: String], names: [String: String],
        unread: [String], evidence: Evidence, provenance: Provenance, attempt: String?, text: RememberedText
    ) {
        self.address = address
        self.platform = platform
        self.kind = kind
        self.name = name
        self.vendorID = vendorID
        self.vendorState = vendorState
        self.createdAt = createdAt
        self.due = due
        self.covers = covers
        self.sent = sent
        self.resolved = resolved
        self.localDates = localDates
        self.names = names
        self.unread = unread
        self.evidence = evidence
        self.provenance = provenance
        self.attempt = attempt
        self.text = text
    }

    package init(
        address: Address, platform: String, kind: Kind, name: String, vendorID: String?, vendorState: String? = nil,
        createdAt: Instant, due: Instant, covers: Range<Instant>? = nil, calls: [Call],
        resolved: [String: Instant] = [:],
        localDates: [String: String] = [:], names: [String: String] = [:], unread: [String] = [],
        evidence: Evidence = .answer, provenance: Provenance = Provenance(), attempt: String? = nil
    ) {
        self.init(
            address: address, platform: platform, kind: kind, name: name, vendorID: vendorID, vendorState: vendorState,
            createdAt: createdAt, due: due, covers: covers, sent: SentCalls(calls), resolved: resolved,
            localDates: localDates, names: names, unread: unread,
            evidence: evidence, provenance: provenance, attempt: attempt, text: RememberedText())
    }

    /// What was sent, in order; worked out from `sent` each time.
    package var calls: [Call] {
        get { sent.calls }
        set { sent = SentCalls(newValue) }
    }
}

/// The text that a value was read from, so that it can be written again without being made anew.
///
/// It says nothing that the value doesn't say, so all are equal.
struct RememberedText: Sendable, Hashable {
    /// Nothing where the value was not read, or was changed since.
    private(set) var bytes: ArraySlice<UInt8>?

    mutating func forget() { bytes = nil }

    static func == (left: RememberedText, right: RememberedText) -> Bool { true }
    func hash(into hasher: inout Hasher) {}
}

extension RememberedText {
    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }
}

/// On whose behalf something was created.
package struct Provenance: Sendable, Hashable {
    /// The manifest's path, relative to the project.
    package var manifest: String?
    package var commit: String?
    package var actor: String?

    package init(manifest: String? = nil, commit: String? = nil, actor: String? = nil) {
        self.manifest = manifest
        self.commit = commit
        self.actor = actor
    }
}
