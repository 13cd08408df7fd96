import Campaigns
import Diagnostics
import Foundation
import JSON
import Manifests
import Support
import Testing
import Vendors
import YAML

/// What `validate` takes, no schema may refuse.
@Suite(
    "The schemas refuse nothing that is taken",
    .enabled(if: SchemaValidator.isInstalled, "python3 with jsonschema is not installed"))
struct SchemaSoundnessTests {
    @Test("of each vendor's fields, in each way that a value can be wide or sound", arguments: Kind.allCases)
    func fields(kind: Kind) async throws {
        let widenings = try #require(WideningTests.kinds.first { $0.kind == kind })
        let samples = widenings.sound + widenings.all
        let faults = try SchemaDocuments.faults(samples.map { (.campaign, $0.campaign) })
        var (caught, missed) = (0, 0)
        for (sample, fault) in zip(samples, faults) {
            let loaded = await loadProject([
                "muster.yaml": "version: 1\nplatforms: { \(kind.vendor.rawValue): {} }\n", "c.yaml": sample.campaign,
            ])
            if !loaded.diagnostics.hasErrors {
                #expect(fault == nil, "\(sample.name)")
                continue
            }
            if fault == nil { missed += 1 } else { caught += 1 }
            // What an empty value would mean is known of every field that is refused for it.
            let isEmpty = ["[]", "{}"].contains(sample.way)
            if isEmpty, !Self.mayBeEmpty.contains(sample.path) { #expect(fault != nil, "\(sample.name)") }
        }
        // The rest is what a platform's defaults may bring, and blanks.
        #expect(caught > missed, "\(caught) caught, \(missed) not")
    }

    /// Of a request's two lists one may be empty.
    private static let mayBeEmpty: Set<String> = ["resources", "groups"]

    @Test("of campaigns with something changed at random")
    func campaigns() async throws {
        try await check(.campaign, Self.campaigns, seed: 2027) { text in
            ["muster.yaml": Self.project, "c.yaml": text]
        }
    }

    @Test("of muster.yaml with something changed at random")
    func projects() async throws {
        try await check(.project, [Self.project, Self.otherProject], seed: 2028) { ["muster.yaml": $0] }
    }

    /// How many of each; more where somebody looks for more.
    private static let count = Int(ProcessInfo.processInfo.environment["MUSTER_SCHEMA_CHANGES"] ?? "") ?? 400

    private func check(
        _ schema: ManifestSchema, _ texts: [String], seed: UInt64, _ project: (String) -> [String: String]
    ) async throws {
        var generator = SeededGenerator(seed: seed)
        let sound = try texts.map { try SchemaDocuments.json($0).at(0) }
        var taken = sound.map { JSONWriter.text($0, style: .pretty) }
        for _ in 0..<Self.count {
            var changes = SchemaChanges(generator: generator)
            let text = JSONWriter.text(
                changes.changed(sound[Int.random(in: 0..<sound.count, using: &generator)]), style: .pretty)
            generator = changes.generator
            let loaded = await loadProject(project(text))
            let errors = loaded.diagnostics.filter { $0.severity == .error }
            if errors.allSatisfy({ schema == .project && $0.location?.file != "muster.yaml" }) { taken.append(text) }
        }
        #expect(taken.count > sound.count + Self.count / 20)
        for (text, fault) in zip(taken, try SchemaDocuments.faults(taken.map { (schema, $0) })) where fault != nil {
            Issue.record("\(fault ?? ""): \(text)")
        }
    }

    static let project = """
        version: 1
        lineage: 5c1d7e0a94f24b6d8a3be1f07c926d48
        timeZone: America/New_York
        state: muster.state.json
        include: ["**"]
        platforms:
          cakewalk: { settle: 2min, recovery: ask, nameTag: false, parallel: 4 }
          conductorone:
            baseURL: https://acme.conductor.one
            defaults: { conductorone.access-review: { ownerIds: [a], policyId: p, scopeType: ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS } }
          opal:
            credentials: { token: { env: OPAL_TOKEN } }
            defaults:
              opal.uar: { time_zone: UTC, send_reviewer_assignment_notification: true, self_review_allowed: false }
              opal.request: { reason: Audit }
          opal-eu:
            vendor: opal
            baseURL: https://opal.eu.acme.example/v1
            credentials: { token: { env: OPAL_EU_TOKEN } }
            marker: false
            defaults: { opal.uar: { time_zone: Europe/Berlin, self_review_allowed: false } }
        guardrails: { maxCreates: 25, minReviewDays: 0, requireDirectory: false }
        freezes: [{ from: 2027-12-15, to: 2028-01-03, reason: year-end close }]
        lint: { disable: [M0231, M0232] }
        x-note: 1
        """

    private static let otherProject = "version: 1\nplatforms: { cakewalk: , opal: { vendor: opal } }\n"

    static let campaigns: [String] = {
        let uuid = "5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111"
        let kinds = WideningTests.kinds.flatMap { $0.sound.map(\.campaign) }
        return kinds + [
            """
            campaign: sox
            name: SOX ${period}
            description: Each quarter
            schedule: { every: quarter, start: 2027-01-05T09:00, count: 8, fiscalYearStart: 2, overflow: skip, missed: latest, dueFrom: nominal }
            due: 21d
            timeZone: Europe/Berlin
            labels: { framework: sox, year: 2027 }
            formerly: [sox-2026]
            x-any: [1]
            reviews:
              cakewalk: { accessReviewType: Manager, createdByUserId: "${user:dana@acme.example}", workAppIds: ["${app:NetSuite}"] }
              opal-eu:
                formerly: [old]
                send_reviewer_assignment_notification: false
                reviewer_assignment_policy: BY_MANAGER
                reminder_schedule: [7, 3, 1]
                uar_scope: { filter_operator: ANY, names: [admin], apps: [\(uuid)], tags: [{ key: a, value: b }], group_types: [OKTA_GROUP] }
              second: { platform: opal, kind: opal.uar, name: "Two ${period}", reviewer_assignment_policy: MANUALLY, uar_scope: all }
            """,
            """
            campaign: audit
            name: Audit
            opens: 2027-01-11
            due: 2027-02-26
            reviews:
              conductorone:
                scopeV2:
                  appSelectionCriteria: { riskLevelAttributeValueIds: [x] }
                  userCriteria: { groupAppEntitlementsRef: ["${entitlement:NetSuite/Admin}"], multiUserProfileAttributes: { dept: { values: [{ value: it }] } } }
                  accountCelExpression: { expression: "a == '${app:NetSuite}'" }
                  grantsByCriteria: { daysSinceLastUsed: 2592000s, grantsAddedBetween: { startDate: 2026-01-01, endDate: 2026-12-31 } }
                autoStartCampaign: true
                scheduledStartDate: asap
                columnConfig: { orderedColumns: [{ builtin: ACCESS_REVIEW_TASK_COLUMN_APP }, { appUserAttributeKey: k }] }
            requests:
              access:
                platform: opal
                duration_minutes: 60
                resources: [{ id: \(uuid), access_level_remote_id: 7 }]
                groups: []
                target_user_id: \(uuid)
                support_ticket: { ticketing_provider: JIRA, remote_id: 48213, identifier: A-1, url: https://x.example }
                custom_metadata: [{ name: n, type: SHORT_TEXT, value: true }]
            """,
            """
            campaign: rule
            name: Rule ${opens}
            schedule: { rrule: FREQ=MONTHLY;BYDAY=2MO, start: 2027-01-11, until: 2029-12-31 }
            due: P14D
            reviews:
              cakewalk: { description: null, accessReviewType: WorkAppOwner, createdByUserId: \(uuid), workAppIds: all }
            """,
        ]
    }()
}

/// Changes documents at random.
struct SchemaChanges {
    var generator: SeededGenerator

    /// What somebody may write somewhere.
    private static let values: [JSONValue] = [
        .null, true, false, 0, -1, 1, 2027, 1.5, "", " ", "x", "all", "asap", "2027-03-01", "2027-03-01T09:00:00Z",
        "2027-02-28t23:59:59.5+01:00", "14d", "36h", "P2W", "P1DT12H", "PT36H", "P0DT5S", "90s", "86400s", "0.5s",
        "${campaign}", "$${x}", "a$b", "$$", "${opens}", "${due}", "${period}", "${year}-12-31", "${user:d@x.example}",
        "${app:A B}", "${app:a\\}b}", "${review:sox/opal}", "${entitlement:A\\/B/C}", "é ü",
        "5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b112", "5A0C2C0E-3B1C-4D8E-9A70-7D3ED0A0B113", [], [:], ["x"], ["x": "y"],
        "UTC", "Etc/GMT+5", "America/Port-au-Prince", "month", "ANY", "${campaign}ANY", "MANUALLY", "NEW_WORD", "a-b",
        "opal", "cakewalk", "conductorone", "opal-eu", "opal.uar", "a\u{200F}b", "line\nbreak\ttab", "FREQ=weekly",
        "rrule:freq=YEARLY;bymonth=3,9;byday=-1fr", "campaigns/**", "a/b.yaml", "http://127.0.0.1:8080/v1",
        "HTTPS://opal.example/v1/", "M0233", "null", "~", "x/opal", "x@2027-Q1/opal",
    ]
    private static let names = [
        "platform", "kind", "formerly", "opens", "due", "schedule", "timeZone", "labels", "reviews", "requests", "opal",
        "cakewalk", "conductorone", "opal-eu", "other", "x-more", "name", "description", "vendor", "credentials",
        "defaults", "settle", "uar_scope", "scopeV2", "workAppIds", "target_group_id", "users", "allUsers", "env",
        "autoCloseCampaign", "reason", "deadline", "dueDate", "time_zone", "until", "every", "disable",
    ]

    /// With one change or two.
    mutating func changed(_ document: JSONValue) -> JSONValue {
        (0..<Int.random(in: 1...2, using: &generator)).reduce(document) { document, _ in change(document) }
    }

    private mutating func change(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let object) where Int.random(in: 0..<6, using: &generator) > 0:
            var members = object.members
            let chance = Int.random(in: 0..<8, using: &generator)
            if chance == 0 || members.isEmpty {
                let name = Self.names[Int.random(in: 0..<Self.names.count, using: &generator)]
                return .object(object.with(name, other))
            }
            let index = Int.random(in: 0..<members.count, using: &generator)
            if chance == 1 { members.remove(at: index) } else { members[index].value = change(members[index].value) }
            return .object(JSONObject(members: members))
        case .array(var items) where Int.random(in: 0..<4, using: &generator) > 0:
            let chance = Int.random(in: 0..<5, using: &generator)
            if chance == 0 || items.isEmpty { return .array(items + [other]) }
            let index = Int.random(in: 0..<items.count, using: &generator)
            if chance == 1 { items.append(items[index]) } else { items[index] = change(items[index]) }
            return .array(items)
        default: return other
        }
    }

    private var other: JSONValue {
        mutating get { Self.values[Int.random(in: 0..<Self.values.count, using: &generator)] }
    }
}

extension JSONObject {
    fileprivate func with(_ key: String, _ value: JSONValue) -> JSONObject {
        var object = self
        object[key] = value
        return object
    }
}
