import Calendars
import Campaigns
import Diagnostics
import Foundation
import Manifests
import State

/// A project of realistic manifests, one campaign of three reviews each, and the state that applying all of them would leave.
struct BenchProject {
    /// What the campaigns are.
    enum Shape: String {
        /// Three reviews each, all of them under way and in state.
        case reviews
        /// One review each, and seven more of each in state that are over.
        case history
        /// One review each that recurs: eight of its periods are in state, and one of them is under way.
        case recurring
    }

    let folder: URL
    let campaigns: Int
    var shape = Shape.reviews

    /// When plans of the project are made: all its reviews are under way.
    static let instant = "2027-01-11T17:00:00Z"
    static let reviewsPerCampaign = 3

    private static let lineage = "5c1d7e0a94f24b6d8a3be1f07c926d48"

    var stateFile: URL { folder.appending(path: Project.defaultState) }

    /// The manifests, in order.
    var manifests: [URL] { (0..<campaigns).map(manifest) }

    /// The bytes of manifests and state.
    func size() throws -> Int { try (manifests + [stateFile]).reduce(0) { try $0 + $1.byteCount() } }

    /// Writes the manifests, reads them as Muster does, and writes a record for each review into its store.
    ///
    /// Whatever process does this has held the whole project in memory.
    func make() async throws {
        let files = FileManager.default
        for shelf in 0...(campaigns - 1) / Self.shelfSize {
            try files.createDirectory(at: shelfFolder(shelf), withIntermediateDirectories: true)
        }
        try Data(Self.projectText.utf8).write(to: folder.appending(path: Project.fileName))
        for (index, file) in manifests.enumerated() { try Data(text(index).utf8).write(to: file) }
        guard let opened = LocalProjectFolder(folder.path) else { throw BenchError("there is no \(folder.path)") }
        let loaded = await ProjectLoader.load(
            ProjectLoader.open(opened, at: folder.path, shownFolder: ""), in: opened, isSandbox: false,
            at: SystemClock().now(), opening: shape == .recurring ? Self.recordedPeriods : nil)
        if let fault = loaded.diagnostics.first { throw BenchError("a manifest has a fault: \(fault.message)") }
        var ids = Identifiers(seed: UInt64(campaigns))
        let declared = loaded.resources.filter {
            $0.recurrence.map { Self.recordedPeriods.contains($0.period.opening) } ?? true
        }
        var records = declared.map { Self.record($0, &ids) }
        if shape == .history {
            for record in records {
                for quarter in 2..<9 {
                    var former = record
                    former.address.campaign = "was-\(quarter)-" + record.address.campaign
                    former.name += " \(quarter)"
                    former.due = record.due.adding(seconds: -quarter * 90 * 86_400)
                    records.append(former)
                }
            }
        }
        let state = StateContents(
            world: .real, lineage: Self.lineage, serial: 1,
            platforms: [
                "cakewalk": .init(host: "api.cakewalk.security"), "conductorone": .init(host: "acme.conductor.one"),
                "opal": .init(host: "api.opal.dev"),
            ],
            records: Records(Dictionary(records.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })))
        try await LocalStateStore(path: stateFile.path, clock: SystemClock()).create(state)
    }

    private static let shelfSize = 100
    /// Eight openings of a quarterly schedule before `instant`.
    private static let recordedPeriods = Instant(seconds: 1_743_400_000)..<Instant(seconds: 1_799_000_000 + 86_400 * 10)

    private func shelfFolder(_ shelf: Int) -> URL { folder.appending(path: "campaigns/team-\(shelf)") }

    private func manifest(_ index: Int) -> URL {
        shelfFolder(index / Self.shelfSize).appending(path: "access-\(index).yaml")
    }

    /// What `apply` would have recorded.
    private static func record(_ resource: Resource, _ ids: inout Identifiers) -> Record {
        let isConductorOne = resource.kind == .conductorOneAccessReview
        let created = Instant(seconds: 1_799_071_200)
        return Record(
            address: resource.address, platform: resource.platform, kind: resource.kind, name: resource.name,
            vendorID: resource.kind == .cakewalkAccessReview ? nil : isConductorOne ? ids.word() : ids.uuid(),
            vendorState: isConductorOne ? "ACCESS_REVIEW_STATE_ACTIVE" : nil, createdAt: created, due: resource.due,
            covers: resource.recurrence?.covers, calls: resource.calls,
            resolved: isConductorOne ? ["scheduledStartDate": created.adding(seconds: 900)] : [:],
            localDates: resource.localDates,
            provenance: Provenance(
                manifest: resource.location.file, commit: "3f2a9c0d4b5e6f708192a3b4c5d6e7f809182736",
                actor: "security-automation"),
            attempt: ids.uuid())
    }
}

extension BenchProject {
    private static let projectText = """
        version: 1
        lineage: \(lineage)
        timeZone: America/New_York
        platforms:
          cakewalk: {}
          conductorone: { baseURL: https://acme.conductor.one }
          opal:
            defaults:
              opal.uar: { send_reviewer_assignment_notification: true, self_review_allowed: false }

        """

    private func text(_ index: Int) -> String {
        switch shape {
        case .reviews: Self.campaignText(index)
        case .history, .recurring: Self.singleText(index, recurs: shape == .recurring)
        }
    }

    private static func singleText(_ index: Int, recurs: Bool) -> String {
        var ids = Identifiers(seed: UInt64(index))
        let when =
            recurs
            ? "schedule: { every: quarter, start: 2025-01-06T09:00 }\ndue: 20d" : "opens: 2027-01-06\ndue: 2027-01-22"
        return """
            campaign: access-\(index)
            name: Access review \(recurs ? "${period}" : "2027-Q1") of team \(index)
            description: Quarterly review of what team \(index) owns.
            \(when)
            labels: { framework: sox, control: AC-2, owner: team-\(index) }
            reviews:
              opal:
                reviewer_assignment_policy: BY_OWNING_TEAM_ADMIN
                reminder_schedule: [7, 3, 1]
                uar_scope:
                  group_visibility: STRICT
                  tags: [{ key: team, value: \(ids.word()) }]

            """
    }

    /// 38 lines.
    private static func campaignText(_ index: Int) -> String {
        var ids = Identifiers(seed: UInt64(index))
        return """
            # The quarter's review of one team's systems.
            campaign: access-2027-q1-\(index)
            name: Access review Q1 2027 of team \(index)
            description: Quarterly review of what team \(index) owns.
            opens: 2027-01-04
            due: 2027-01-29  # 23:59:59 of that day
            labels: { framework: sox, control: AC-2, owner: team-\(index) }

            reviews:
              cakewalk:
                accessReviewType: Manager
                createdByUserId: \(ids.uuid())
                workAppIds:
                  - \(ids.uuid())
                  - \(ids.uuid())

              conductorone:
                ownerIds: [\(ids.word())]
                policyId: \(ids.word())
                scopeType: ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS
                scopeV2:
                  specificResources: {}
                  allUsers: {}
                  allAccounts: {}
                  allGrants: {}
                entitlements:
                  - { appId: \(ids.word()), appEntitlementId: \(ids.word()) }
                  - { appId: \(ids.word()), appEntitlementId: \(ids.word()) }
                notificationConfig: { sendKickoff: true, sendClose: false }
                autoStartCampaign: true
                scheduledStartDate: asap

              opal:
                reviewer_assignment_policy: BY_OWNING_TEAM_ADMIN
                reminder_schedule: [7, 3, 1]
                uar_scope:
                  group_visibility: STRICT
                  tags: [{ key: team, value: \(ids.word()) }]

            """
    }
}

/// Identifiers as vendors give them: the same seed, the same identifiers.
private struct Identifiers {
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(state: seed) }

    mutating func uuid() -> String {
        let digits = [random.next(), random.next()].map { String($0 | 1 << 63, radix: 16) }.joined()
        let cuts = [0, 8, 12, 16, 20, 32]
        return zip(cuts, cuts.dropFirst()).map { digits.dropFirst($0).prefix($1 - $0) }.joined(separator: "-")
    }

    /// 27 letters and digits.
    mutating func word() -> String {
        "2N" + String((0..<3).map { _ in String(random.next() | 1 << 63, radix: 36) }.joined().prefix(25))
    }
}

extension URL {
    func byteCount() throws -> Int { try resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0 }
}
