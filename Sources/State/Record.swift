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

    package var address: Address
    package var platform: String
    package var kind: Kind
    /// What the vendor and its reviewers see.
    package var name: String
    /// Nothing where the vendor gives none.
    package var vendorID: String?
    /// The vendor's word for the resource's state when Muster last read it.
    package var vendorState: String?
    package var createdAt: Instant
    package var due: Instant
    /// What was sent, as state writes it.
    package var sent: SentCalls
    /// Instants that stood for the word `asap`, by field.
    package var resolved: [String: Instant]
    /// How dates without a time were written; see `Resource.localDates`.
    package var localDates: [String: String]
    package var evidence: Evidence
    package var provenance: Provenance
    /// The intent's attempt that became this record; nothing for one that was adopted.
    package var attempt: String?

    package init(
        address: Address, platform: String, kind: Kind, name: String, vendorID: String?, vendorState: String? = nil,
        createdAt: Instant, due: Instant, sent: SentCalls, resolved: [String: Instant] = [:],
        localDates: [String: String] = [:],
        evidence: Evidence = .answer, provenance: Provenance = Provenance(), attempt: String? = nil
    ) {
        self.address = address
        self.platform = platform
        self.kind = kind
        self.name = name
        self.vendorID = vendorID
        self.vendorState = vendorState
        self.createdAt = createdAt
        self.due = due
        self.sent = sent
        self.resolved = resolved
        self.localDates = localDates
        self.evidence = evidence
        self.provenance = provenance
        self.attempt = attempt
    }

    package init(
        address: Address, platform: String, kind: Kind, name: String, vendorID: String?, vendorState: String? = nil,
        createdAt: Instant, due: Instant, calls: [Call], resolved: [String: Instant] = [:],
        localDates: [String: String] = [:],
        evidence: Evidence = .answer, provenance: Provenance = Provenance(), attempt: String? = nil
    ) {
        self.init(
            address: address, platform: platform, kind: kind, name: name, vendorID: vendorID, vendorState: vendorState,
            createdAt: createdAt, due: due, sent: SentCalls(calls), resolved: resolved, localDates: localDates,
            evidence: evidence, provenance: provenance, attempt: attempt)
    }

    /// What was sent, in order; worked out from `sent` each time.
    package var calls: [Call] {
        get { sent.calls }
        set { sent = SentCalls(newValue) }
    }
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
