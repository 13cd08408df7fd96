import Calendars
import Campaigns
import Diagnostics
import JSON
import Vendors
import YAML

/// Fills the fields of one block, each from the first layer that has it: block, campaign, platform default, project.
struct FieldLayers {
    private(set) var fields = JSONObject()
    private(set) var origins: [String: FieldOrigin] = [:]
    private(set) var localDates: [String: String] = [:]
    private(set) var diagnostics: [Diagnostic] = []
    /// The key and value that each field was taken from.
    private(set) var nodes: [String: LocatedMember] = [:]
    /// Fields that were given, but can't be used.
    private(set) var faulty: Set<String> = []

    private let block: CampaignDocument.Block
    private let campaign: CampaignDocument
    private let kind: Kind
    private let context: ProjectContext
    private let defaults: [LocatedMember]

    init(
        block: CampaignDocument.Block, campaign: CampaignDocument, platform: Platform, kind: Kind,
        context: ProjectContext
    ) {
        self.block = block
        self.campaign = campaign
        self.kind = kind
        self.context = context
        defaults = context.defaults[platform.name]?[kind] ?? []
    }

    mutating func decode() {
        let all = kind.vendorKind.fields
        // A block's own time zone is the one in which its vendor reads its dates.
        var zone = campaign.zone
        if let field = all.first(where: { if case .timeZone = $0.type { true } else { false } }) {
            var decoder = ValueDecoder(kind: kind, dates: DateReader(zone: zone, opening: campaign.opening))
            if let found = source(of: field), let text = decoder.value(of: found.member.value, for: field)?.stringValue,
                let effective = Zone(identifier: text)
            {
                zone = effective
            }
        }
        var decoder = ValueDecoder(kind: kind, dates: DateReader(zone: zone, opening: campaign.opening))
        for field in all { decode(field, zone, &decoder) }
        diagnostics += decoder.diagnostics
        localDates = decoder.localDates
    }

    private mutating func decode(_ field: Field, _ zone: Zone, _ decoder: inout ValueDecoder) {
        guard let found = source(of: field) else {
            if case .timeZone = field.type, field.filledBy == .timeZone, !isRemoved(field) {
                // The project's zone is UTC where it says none; nothing in a file can be pointed at.
                fields[field.name] = .string(context.project.timeZone.identifier)
                return
            }
            if field.isRequired { missing(field) }
            return
        }
        let value = found.member.value
        nodes[field.name] = found.member
        origins[field.name] = FieldOrigin(found.layer, at: value.location)
        if value.isNull {
            if field.isRequired {
                diagnostics.append(
                    value.diagnostic(.missingField, "\(kind.rawValue) needs `\(field.name)`, so it can't be null"))
                faulty.insert(field.name)
            } else if field.isNullable {
                fields[field.name] = .null
            }
            return
        }
        if let decoded = decoder.value(of: value, for: field) {
            fields[field.name] = decoded
        } else {
            faulty.insert(field.name)
        }
    }

    /// The first layer that has the field. `null` in the block counts: it removes what stands below.
    private func source(of field: Field) -> (member: LocatedMember, layer: FieldOrigin.Layer)? {
        if let member = block.members.first(where: { $0.name == field.name }) {
            return member.value.isNull && !field.isNullable && !field.isRequired ? nil : (member, .block)
        }
        if let key = field.filledBy, let value = campaign.said[key] {
            return (LocatedMember(key: value, value: value), .campaign)
        }
        if let member = defaults.first(where: { $0.name == field.name }), !member.value.isNull {
            return (member, .platformDefault)
        }
        if field.filledBy == .timeZone, let node = context.timeZoneNode {
            return (LocatedMember(key: node, value: node), .project)
        }
        return nil
    }

    private func isRemoved(_ field: Field) -> Bool { block.members.contains { $0.name == field.name } }

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
