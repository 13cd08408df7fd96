import Calendars
import Campaigns
import Diagnostics
import JSON
import Vendors
import YAML

/// What every block of a project is resolved against.
final class ProjectContext: Sendable {
    let project: Project
    /// Where the project says its time zone.
    let timeZone: LocatedMember?
    /// By name.
    let platforms: [String: PlatformContext]
    /// What markers are made of.
    let markerLineage: String
    let directory: Directory
    let dates = DateReader.Cache()
    /// Which periods of schedules are declared.
    let instant: Instant
    let window: Range<Instant>?
    /// The platforms that a fault may name, in order: each of very many faults must not go through very many platforms.
    let platformNames: [String]

    init(
        _ project: Project, _ decoder: ProjectDecoder, directory: Directory, markerLineage: String, instant: Instant,
        window: Range<Instant>? = nil
    ) {
        self.directory = directory
        self.instant = instant
        self.window = window
        self.project = project
        timeZone = decoder.timeZoneNode.map { LocatedMember(key: $0, value: $0) }
        platforms = project.platforms.mapValues { PlatformContext($0, defaults: decoder.defaults[$0.name] ?? [:]) }
        self.markerLineage = markerLineage
        platformNames = Array(project.platforms.keys.sorted().prefix(50))
    }
}

/// A platform, and what is put under every resource of it.
final class PlatformContext: Sendable {
    let platform: Platform
    /// The defaults of each kind that has some, by the places of their fields in its table.
    let defaults: [Kind: [LocatedMember?]]

    init(_ platform: Platform, defaults: [Kind: [LocatedMember]]) {
        self.platform = platform
        self.defaults = Dictionary(
            uniqueKeysWithValues: defaults.lazy.filter { !$1.isEmpty }.map { kind, members in
                (kind, kind.vendorKind.table.fields.map { field in members.first { $0.name == field.name } })
            })
    }
}

/// Makes a resource of one block: finds its platform and kind, fills each field from the first layer that has it, and applies the
/// vendor's rules.
struct BlockResolver {
    private(set) var diagnostics: [Diagnostic] = []
    /// Of the block before: most blocks of a campaign have the same.
    private var localDates: [String: String] = [:]
    private let context: ProjectContext
    private let campaign: CampaignDocument

    private static let kinds = Kind.allCases
    /// Muster's own keys in a block; every other is the vendor's.
    private static let ownKeys = ManifestGrammar.block.names
    /// Whether a block takes the campaign's due date, and so has looked at it.
    private var takesDue = false

    init(_ campaign: CampaignDocument, in context: ProjectContext) {
        self.campaign = campaign
        self.context = context
    }

    /// The resource; nothing where the block has an error.
    mutating func resource(_ block: CampaignDocument.Block) -> Resource? {
        guard let platform = platform(of: block), let kind = kind(of: block, on: platform.platform.vendor) else {
            return nil
        }
        let before = diagnostics.count
        var layers = FieldLayers(block: block, campaign: campaign, platform: platform, kind: kind, context: context)
        for member in layers.unknown where !Self.ownKeys.contains(member.name) {
            let fields = kind.vendorKind.fields
            diagnostics.append(UnknownField.diagnostic(member.key, kind, fields, own: Self.ownKeys))
        }
        layers.decode()
        diagnostics += layers.diagnostics
        let rules = FieldRules(layers: layers, kind: kind, block: block)
        diagnostics += rules.diagnostics
        // Only those of this block: looking through all of them for each block takes the square of their number.
        guard !diagnostics[before...].contains(where: { $0.severity == .error }) else { return nil }
        return resource(block, platform.platform, kind, layers)
    }

    private mutating func resource(
        _ block: CampaignDocument.Block, _ platform: Platform, _ kind: Kind, _ layers: FieldLayers
    ) -> Resource? {
        let vendorKind = kind.vendorKind
        let address = Address(campaign: campaign.name, period: campaign.recurrence?.period.key, review: block.name)
        guard let (due, dueNode, dueDates) = due(block, vendorKind, layers) else { return nil }
        if let opening = campaign.opening, due <= opening.instant {
            diagnostics.append(
                dueNode.diagnostic(
                    .dueBeforeOpening, "`\(address)` would be due before it opens", fix: "set `due` behind `opens`"))
            return nil
        }
        if let recurrence = campaign.recurrence, let named = layers.node(vendorKind.nameField)?.value,
            let text = named.scalar?.text, !References.vary(text, with: recurrence.schedule)
        {
            diagnostics.append(
                named.diagnostic(
                    .constantInSchedule, "`\(vendorKind.nameField)` would be the same in several periods",
                    fix: "put `${period}` into it"))
            return nil
        }
        let dates = dueDates.isEmpty ? layers.localDates : layers.localDates.merging(dueDates) { own, _ in own }
        if dates != localDates { localDates = dates }
        let refusals = GuardrailRules(context.project, campaign).refusals(
            of: block, on: platform, vendorKind, layers, due: due, at: dueNode)
        let name = layers.fields[vendorKind.nameField]?.stringValue ?? ""
        let marker = platform.marks ? Marker(address: address, lineage: context.markerLineage) : nil
        let calls = vendorKind.calls(for: layers.fields, marker: marker)
        // What ends in a marker is found by that, whatever becomes of the text before it.
        let isMarked = calls.first?.body[vendorKind.nameField]?.stringValue != name
        let flaws =
            isMarked
            ? []
            : layers.node(vendorKind.nameField).map {
                NameRules.flaws(
                    of: name, kind.isRequest ? "reason" : "name", at: $0.value, with: campaign.references)
            } ?? []
        return Resource(
            address: address, platform: platform.name, kind: kind, name: name,
            opens: campaign.opening?.instant, recurrence: campaign.recurrence, due: due, fields: layers.fields,
            calls: calls,
            origins: layers.origins,
            localDates: localDates,
            labels: campaign.labels, names: layers.names, reviews: layers.reviews,
            formerly: Formerly.addresses(of: address, campaign: campaign.formerly, review: formerly(block)),
            refusals: refusals, nameFlaws: flaws, location: block.key.location)
    }

    /// When the review is due, and how that date is written: what its body says; a request is due with its campaign.
    private mutating func due(
        _ block: CampaignDocument.Block, _ vendorKind: any VendorKind, _ layers: FieldLayers
    ) -> (Instant, LocatedNode, localDates: [String: String])? {
        if let field = vendorKind.dueField {
            guard let node = layers.node(field)?.value, let text = layers.fields[field]?.stringValue,
                let due = Instant(rfc3339: text)
            else { return nil }
            if node.location == campaign.said[.due]?.value.location { takesDue = true }
            return (due, node, [:])
        }
        takesDue = true
        guard let node = campaign.said[.due]?.value else {
            diagnostics.append(
                block.key.diagnostic(
                    .missingField, "the campaign has no `due`, and `\(block.name)` is due with its campaign",
                    fix: "give the campaign a `due`"))
            return nil
        }
        var decoder = dueDecoder(vendorKind.kind)
        let text = decoder.value(of: node, for: Self.due)?.stringValue
        diagnostics += decoder.diagnostics
        return text.flatMap(Instant.init(rfc3339:)).map { ($0, node, decoder.localDates) }
    }

    private static let due = Field("due", .instant(), help: "", source: "")

    private func dueDecoder(_ kind: Kind) -> ValueDecoder {
        ValueDecoder(
            kind: kind, dates: DateReader(zone: campaign.zone, opening: campaign.opening, cache: context.dates),
            references: campaign.references)
    }

    /// Looks at a due date that no block takes; to be called behind all blocks.
    mutating func checkDue() {
        guard !takesDue, !diagnostics.hasErrors, let node = campaign.said[.due]?.value else { return }
        var decoder = dueDecoder(.opalUAR)
        _ = decoder.value(of: node, for: Self.due)
        diagnostics += decoder.diagnostics
    }

    private mutating func formerly(_ block: CampaignDocument.Block) -> [Formerly] {
        guard let value = block.members.first(where: { $0.name == "formerly" })?.value, !value.isNull else { return [] }
        guard let items = value.items else {
            diagnostics.append(value.diagnostic(.wrongType, "`formerly` must be a list, not \(value.typeName)"))
            return []
        }
        return Formerly.read(items.map { ($0.isNull ? "" : $0.scalar?.text ?? "", $0) }, &diagnostics)
    }

    private mutating func platform(of block: CampaignDocument.Block) -> PlatformContext? {
        let platforms = context.platforms
        let said = block.members.first { $0.name == "platform" }?.value
        if let said, !said.isNull {
            guard let name = said.scalar?.text, let platform = platforms[name] else {
                diagnostics.append(unknownPlatform(said, said.scalar?.text ?? ""))
                return nil
            }
            if platforms[block.name] != nil, block.name != name {
                diagnostics.append(
                    block.key.diagnostic(
                        .platformMismatch, "`\(block.name)` is a platform's name, but the block goes to `\(name)`",
                        fix: "give the block another key, such as `\(name)-2`"))
                return nil
            }
            return platform
        }
        if let platform = platforms[block.name] { return platform }
        diagnostics.append(unknownPlatform(block.key, block.name))
        return nil
    }

    private func unknownPlatform(_ node: LocatedNode, _ name: String) -> Diagnostic {
        let names = context.platformNames
        return node.diagnostic(
            .unknownPlatform, "`\(name)` is no platform of `\(Project.fileName)`",
            fix: nearest(to: name, among: names).map { "did you mean `\($0)`?" }
                ?? "say `platform:`, one of " + names.map { "`\($0)`" }.joined(separator: ", "))
    }

    private mutating func kind(of block: CampaignDocument.Block, on vendor: Vendor) -> Kind? {
        let possible = Self.kinds.lazy.filter { $0.vendor == vendor && $0.isRequest == block.isRequest }
        let said = block.members.first { $0.name == "kind" }?.value
        if let said, !said.isNull {
            let word = said.scalar?.text ?? ""
            if let kind = possible.first(where: { $0.rawValue == word }) { return kind }
            let section = block.isRequest ? "requests" : "reviews"
            diagnostics.append(
                said.diagnostic(
                    .wrongKind, "`\(word)` can't stand in `\(section)` on \(vendor.title)",
                    fix: possible.isEmpty
                        ? nil : "it can be " + possible.map { "`\($0.rawValue)`" }.joined(separator: ", ")))
            return nil
        }
        if possible.isEmpty {
            diagnostics.append(
                block.key.diagnostic(
                    .wrongKind, "\(vendor.title) takes no access requests from Muster", fix: "only Opal does"))
        }
        return possible.first
    }
}
