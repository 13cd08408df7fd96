import Calendars
import Campaigns
import Diagnostics
import JSON
import Vendors
import YAML

/// Fills the fields of one block, each from the first layer that has it: block, campaign, platform default, project.
struct FieldLayers {
    private(set) var fields = JSONObject()
    private(set) var origins: FieldOrigins
    private(set) var localDates: [String: String] = [:]
    private(set) var diagnostics: [Diagnostic] = []
    /// Fields that were given, but can't be used.
    private(set) var faulty: Set<String> = []

    /// Members of the block that are no fields.
    private(set) var unknown: [LocatedMember] = []

    /// The names that stand in the fields.
    var names: [NameUse] { nameReader.uses }
    /// The reviews that stand in them.
    var reviews: [ReviewUse] { nameReader.reviews }

    private let nameReader: NameReader
    private let block: CampaignDocument.Block
    private let campaign: CampaignDocument
    private let kind: Kind
    private let table: FieldTable
    private let context: ProjectContext
    private let defaults: [LocatedMember?]
    /// The block's own members, by their fields' places in the table.
    private var given: [LocatedMember?]

    init(
        block: CampaignDocument.Block, campaign: CampaignDocument, platform: PlatformContext, kind: Kind,
        context: ProjectContext
    ) {
        nameReader = NameReader(
            platform.platform.name, of: platform.platform.vendor, directory: context.directory)
        self.block = block
        self.campaign = campaign
        self.kind = kind
        self.context = context
        table = kind.vendorKind.table
        origins = FieldOrigins(of: table)
        defaults = platform.defaults[kind] ?? []
        given = Array(repeating: nil, count: table.fields.count)
        for member in block.members {
            if let place = table.places[member.name] {
                given[place] = member
            } else {
                unknown.append(member)
            }
        }
    }

    /// The key and value that a field was taken from.
    func node(_ field: String) -> LocatedMember? {
        table.places[field].flatMap { source(of: table.fields[$0], at: $0)?.member }
    }

    mutating func decode() {
        // A block's own time zone is the one in which its vendor reads its dates.
        var zone = campaign.zone
        if let field = table.timeZone, let place = table.places[field.name] {
            var decoder = ValueDecoder(
                kind: kind, dates: DateReader(zone: zone, opening: campaign.opening, cache: context.dates),
                references: campaign.references)
            if let found = source(of: field, at: place),
                let text = decoder.value(of: found.member.value, for: field)?.stringValue,
                let effective = Zone(identifier: text)
            {
                zone = effective
            }
        }
        var decoder = ValueDecoder(
            kind: kind, dates: DateReader(zone: zone, opening: campaign.opening, cache: context.dates),
            references: campaign.references, names: nameReader)
        var members: [JSONObject.Member] = []
        let expected = table.isExpected.indices.count { given[$0] != nil || table.isExpected[$0] }
        let count = expected + min(2, defaults.count)
        members.reserveCapacity(count)
        origins.reserveCapacity(count)
        // Most fields are neither given nor expected.
        for place in table.isExpected.indices
        where given[place] != nil || table.isExpected[place] || !defaults.isEmpty {
            let field = table.fields[place]
            if let value = decode(field, at: place, &decoder) { members.append(.init(key: field.name, value: value)) }
        }
        fields = JSONObject(members: members)
        diagnostics += decoder.diagnostics
        localDates = decoder.localDates
    }

    private mutating func decode(_ field: Field, at place: Int, _ decoder: inout ValueDecoder) -> JSONValue? {
        guard let found = source(of: field, at: place) else {
            if case .timeZone = field.type, field.filledBy == .timeZone, given[place] == nil {
                // The project's zone is UTC where it says none; nothing in a file can be pointed at.
                return .string(context.project.timeZone.identifier)
            }
            if field.isRequired { missing(field) }
            return nil
        }
        let value = found.member.value
        origins.append(FieldOrigin(found.layer, at: value.location), at: place)
        if value.isNull {
            if field.isRequired {
                diagnostics.append(
                    value.diagnostic(.missingField, "\(kind.rawValue) needs `\(field.name)`, so it can't be null"))
                faulty.insert(field.name)
            } else if field.isNullable {
                return .null
            }
            return nil
        }
        if let decoded = decoder.value(of: value, for: field) { return decoded }
        faulty.insert(field.name)
        return nil
    }

    /// The first layer that has the field. `null` in the block counts: it removes what stands below.
    private func source(of field: Field, at place: Int) -> (member: LocatedMember, layer: FieldOrigin.Layer)? {
        if let member = given[place] {
            return member.value.isNull && !field.isNullable && !field.isRequired ? nil : (member, .block)
        }
        if let key = field.filledBy, let member = campaign.said[key] { return (member, .campaign) }
        if !defaults.isEmpty, let member = defaults[place], !member.value.isNull {
            return (member, .platformDefault)
        }
        if field.filledBy == .timeZone, let member = context.timeZone { return (member, .project) }
        return nil
    }

    private mutating func missing(_ field: Field) {
        if block.isIncomplete { return }
        let fix =
            switch field.filledBy {
            case .some(let key): "give it here, or `\(key.rawValue)` for the whole campaign"
            case nil: field.help
            }
        diagnostics.append(
            block.key.diagnostic(.missingField, "`\(field.name)` is missing for \(kind.rawValue)", fix: fix))
    }
}
