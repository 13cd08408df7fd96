package import Calendars
package import Diagnostics
package import JSON

/// One thing to create, as manifests declare it now.
package struct Resource: Sendable {
    package var address: Address
    /// The platform's name in `muster.yaml`.
    package var platform: String
    package var kind: Kind
    /// What the vendor and its reviewers see: the review's name, or a request's reason.
    package var name: String
    /// Nothing is created before it.
    package var opens: Instant?
    /// Nothing where it does not recur.
    package var recurrence: Recurrence? {
        get { recurrences.first }
        set { recurrences = newValue.map { [$0] } ?? [] }
    }
    /// Whether it recurs; to look at how, its recurrence must be copied, which is large.
    package var recurs: Bool { !recurrences.isEmpty }
    /// What counts as due: what the body says; a request is due with its campaign.
    package var due: Instant
    /// The vendor's fields after campaign and defaults have filled them: typed, dates as RFC 3339 in UTC, `all` and `asap` as words.
    package var fields: JSONObject
    /// The calls that make it, in order.
    package var calls: [Call]
    /// Where each top-level field's value comes from.
    package var origins: FieldOrigins
    /// How dates without a time were written: field -> `2027-01-29 America/New_York`. Equal texts are equal dates whatever newer
    /// zone data makes of them.
    package var localDates: [String: String]
    package var labels: [String: String]
    /// The names that stand in it for ids.
    package var names: [NameUse]
    /// The reviews whose ids stand in it.
    package var reviews: [ReviewUse]
    /// The addresses that this one may have had before.
    package var formerly: [FormerAddress]
    /// What the project's guardrails have against creating it, whenever that is.
    package var refusals: [Diagnostic]
    /// The characters of its name that vendors may keep otherwise: errors where they stand against creating it, else warnings.
    package var nameFlaws: [Diagnostic]
    /// The key of its block.
    package var location: SourceLocation

    // At most one: it is large, and few resources have one.
    private var recurrences: [Recurrence]

    package init(
        address: Address, platform: String, kind: Kind, name: String, opens: Instant? = nil,
        recurrence: Recurrence? = nil, due: Instant, fields: JSONObject,
        calls: [Call], origins: FieldOrigins = FieldOrigins(of: FieldTable([])), localDates: [String: String] = [:],
        labels: [String: String] = [:], names: [NameUse] = [], reviews: [ReviewUse] = [],
        formerly: [FormerAddress] = [], refusals: [Diagnostic] = [],
        nameFlaws: [Diagnostic] = [], location: SourceLocation
    ) {
        self.address = address
        self.platform = platform
        self.kind = kind
        self.name = name
        self.opens = opens
        recurrences = recurrence.map { [$0] } ?? []
        self.due = due
        self.fields = fields
        self.calls = calls
        self.origins = origins
        self.localDates = localDates
        self.labels = labels
        self.names = names
        self.reviews = reviews
        self.formerly = formerly
        self.refusals = refusals
        self.nameFlaws = nameFlaws
        self.location = location
    }
}

/// An address that a resource may have had before, and where that is said.
package struct FormerAddress: Sendable, Hashable {
    package var address: Address
    package var location: SourceLocation

    package init(_ address: Address, at location: SourceLocation) {
        self.address = address
        self.location = location
    }
}

/// Where a field's value was written.
package struct FieldOrigin: Sendable, Hashable {
    /// The layers in which a value may be given; the first that has one wins.
    package enum Layer: String, Sendable, Hashable {
        case block
        case campaign
        case platformDefault = "platform default"
        case project
    }

    package var layer: Layer
    package var location: SourceLocation

    package init(_ layer: Layer, at location: SourceLocation) {
        self.layer = layer
        self.location = location
    }
}

/// Where the values of a resource's top-level fields were written.
package struct FieldOrigins: Sendable {
    /// Without names of fields and files: there are very many, of very few files.
    private struct Entry: Sendable {
        var place: UInt16
        var layer: FieldOrigin.Layer
        var range: SourceRange
    }

    private let table: FieldTable
    /// In the table's order.
    private var entries: [Entry] = []
    private var manifest = ""
    private var projectFile = ""

    package init(of table: FieldTable) { self.table = table }

    package subscript(field: String) -> FieldOrigin? {
        table.places[field].flatMap { place in entries.first { $0.place == place } }.map(origin)
    }

    /// All of them, by field, in the table's order.
    package var all: [(field: String, origin: FieldOrigin)] {
        entries.map { (table.names[Int($0.place)], origin(of: $0)) }
    }

    /// Adds the origin of a field that has none yet. What a block and its campaign say stands in one file, defaults in another.
    ///
    /// - Parameter place: the field's in the table.
    package mutating func append(_ origin: FieldOrigin, at place: Int) {
        switch origin.layer {
        case .block, .campaign: manifest = origin.location.file
        case .platformDefault, .project: projectFile = origin.location.file
        }
        entries.append(Entry(place: UInt16(place), layer: origin.layer, range: origin.location.range))
    }

    package mutating func reserveCapacity(_ count: Int) { entries.reserveCapacity(count) }

    private func origin(of entry: Entry) -> FieldOrigin {
        let file =
            switch entry.layer {
            case .block, .campaign: manifest
            case .platformDefault, .project: projectFile
            }
        return FieldOrigin(entry.layer, at: SourceLocation(file: file, range: entry.range))
    }
}

/// A project's account at a vendor, as `muster.yaml` describes it.
package struct Platform: Sendable {
    package var name: String
    package var vendor: Vendor
    /// Without a slash at its end; nothing where the vendor's own or the credential's host is meant.
    package var baseURL: String?
    /// The names of the environment variables with its credentials, by the credential's name: `token`, `apiKey`, ...
    package var credentialVariables: [String: String]
    /// Whether texts that the vendor returns end in a marker.
    package var marks: Bool
    /// The most calls under way at once; nothing for the command's own.
    package var parallel: Int?
    /// After how many seconds a call whose answer was lost has had its effect if it ever has.
    package var settle: Int
    /// Whether only a person may say what became of a call that can't be looked up.
    package var asksPerson: Bool
    package var location: SourceLocation

    package static let standardSettle = 120

    package init(
        name: String, vendor: Vendor, baseURL: String? = nil, credentialVariables: [String: String] = [:],
        marks: Bool = true,
        parallel: Int? = nil, settle: Int = Platform.standardSettle, asksPerson: Bool = false, location: SourceLocation
    ) {
        self.name = name
        self.vendor = vendor
        self.baseURL = baseURL
        self.credentialVariables = credentialVariables
        self.marks = marks
        self.parallel = parallel
        self.settle = settle
        self.asksPerson = asksPerson
        self.location = location
    }
}
