import Calendars
import Campaigns
import Diagnostics
import JSON
import Manifests
import Support
import Testing

@Suite("A campaign that recurs")
struct ScheduleTests {
    private static func campaign(
        _ schedule: String = "{ every: quarter, start: 2027-01-04T09:00 }", name: String = "SOX ${period}",
        due: String = "21d", block: String = "", rest: String = ""
    ) -> String {
        "campaign: sox\nname: \(name)\nschedule: \(schedule)\ndue: \(due)\n\(rest)reviews:\n  opal:\n"
            + "    reviewer_assignment_policy: MANUALLY\n    send_reviewer_assignment_notification: true\n"
            + "    self_review_allowed: true\n    uar_scope: all\n\(block)"
    }

    private func load(_ text: String, at instant: String = "2027-01-15T08:00:00Z") async throws -> LoadedProject {
        await loadProject(
            ["muster.yaml": FaultTests.project, "a.yaml": text], at: try #require(Instant(rfc3339: instant)))
    }

    @Test("declares the period that is on and the next one, each with its key, opening, due date and name")
    func periods() async throws {
        let loaded = try await load(Self.campaign())
        #expect(loaded.diagnostics.isEmpty, "\(loaded.diagnostics.map(\.message))")
        #expect(loaded.resources.map(\.address.description) == ["sox@2027-Q1/opal", "sox@2027-Q2/opal"])
        #expect(loaded.resources.map(\.name) == ["SOX 2027-Q1", "SOX 2027-Q2"])
        #expect(loaded.resources.map(\.opens?.rfc3339) == ["2027-01-04T14:00:00Z", "2027-04-04T13:00:00Z"])
        // 21 days after the opening, to the end of that day in New York.
        #expect(loaded.resources.map(\.due.rfc3339) == ["2027-01-26T04:59:59Z", "2027-04-26T03:59:59Z"])
        #expect(
            loaded.resources.map(\.recurrence?.covers)
                == [
                    try #require(
                        Instant(rfc3339: "2027-01-04T14:00:00Z"))..<(try #require(
                            Instant(rfc3339: "2027-04-04T13:00:00Z"))),
                    try #require(
                        Instant(rfc3339: "2027-04-04T13:00:00Z"))..<(try #require(
                            Instant(rfc3339: "2027-07-04T13:00:00Z"))),
                ])
        #expect(loaded.campaigns.map(\.name) == ["sox"], "one campaign, however many periods")
        let before = try await load(Self.campaign(), at: "2026-12-31T00:00:00Z")
        #expect(before.resources.map(\.address.description) == ["sox@2027-Q1/opal"])
        let after = try await load(
            Self.campaign("{ every: quarter, start: 2027-01-04, until: 2027-05-01 }"), at: "2028-01-01T00:00:00Z")
        #expect(after.resources.map(\.address.description) == ["sox@2027-Q2/opal"])
    }

    @Test("says in every text what its period is")
    func references() async throws {
        let loaded = try await load(
            Self.campaign(
                "{ every: quarter, start: 2027-01-04T09:00, fiscalYearStart: 2 }",
                name: "\"${campaign} ${year} ${quarter} ${month} ${period} ${opens} ${due} $${period} $\"",
                block: "    uar_scope: { names: [ \"team ${period}\" ] }\n".replacing(
                    "    uar_scope", with: "    x_scope"),
                rest: "labels: { q: \"${quarter}\" }\n"
            ).replacing("    x_scope: { names: [ \"team ${period}\" ] }\n", with: ""))
        let first = try #require(loaded.resources.first)
        #expect(first.name == "sox FY2027 Q4 01 FY2027-Q4 2027-01-04 2027-01-25 ${period} $")
        #expect(first.labels == ["q": "Q4"])
        let oneOff = try await load(
            "campaign: c\nname: \"${campaign} due ${due}\"\ndue: 2027-02-01\nreviews:\n  opal:\n"
                + "    reviewer_assignment_policy: MANUALLY\n    send_reviewer_assignment_notification: true\n"
                + "    self_review_allowed: true\n    uar_scope: { names: [ \"${campaign}\" ] }\n")
        #expect(oneOff.resources.map(\.name) == ["c due 2027-02-01"])
        #expect(oneOff.resources.first?.fields["uar_scope"] == ["names": ["c"]])
    }

    @Test("writes an instant where the vendor reads one, and a day elsewhere")
    func instants() async throws {
        let loaded = await loadProject(
            [
                "muster.yaml": FaultTests.project,
                "a.yaml": """
                campaign: c
                name: C ${opens}
                schedule: { every: month, start: 2027-01-04T09:00 }
                due: 14d
                reviews:
                  conductorone:
                    ownerIds: [ o ]
                    policyId: p
                    scopeType: ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS
                    scopeV2: { specificResources: {}, allUsers: {}, allAccounts: {}, allGrants: {} }
                    entitlements: [ { appId: a, appEntitlementId: e } ]
                    autoStartCampaign: true
                    scheduledStartDate: ${opens}

                """,
            ])
        #expect(loaded.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
        #expect(loaded.resources.first?.fields["scheduledStartDate"] == "2027-01-04T14:00:00Z")
        #expect(loaded.resources.first?.name == "C 2027-01-04")
    }

    static let cases: [FaultTests.Case] = [
        .init(
            name: "every and rrule", code: .exclusiveFields,
            text: campaign("{ every: week, 1️⃣rrule2️⃣: FREQ=DAILY, start: 2027-01-04 }")),
        .init(
            name: "neither", code: .missingField,
            text: campaign("{ start: 2027-01-04 }").replacing("schedule:", with: "1️⃣schedule2️⃣:"), fix: "every"),
        .init(
            name: "no start", code: .missingField,
            text: campaign("{ every: week }").replacing("schedule:", with: "1️⃣schedule2️⃣:"), fix: "2027-01-04T09:00"),
        .init(
            name: "an unknown cadence", code: .invalidSchedule,
            text: campaign("{ every: 1️⃣quater2️⃣, start: 2027-01-04 }"), fix: "did you mean `quarter`?"),
        .init(
            name: "an unknown key", code: .unknownKey,
            text: campaign("{ every: week, 1️⃣begin2️⃣: 2027-01-04, start: 2027-01-04 }")),
        .init(
            name: "an instant as start", code: .invalidDate,
            text: campaign("{ every: week, start: 1️⃣2027-01-04T09:00:00Z2️⃣ }"), fix: "timeZone"),
        .init(
            name: "count 0", code: .wrongType, text: campaign("{ every: week, start: 2027-01-04, count: 1️⃣02️⃣ }")),
        .init(
            name: "until before start", code: .invalidSchedule,
            text: campaign("{ every: week, start: 2027-01-04, until: 1️⃣2026-12-312️⃣ }")),
        .init(
            name: "until and count", code: .exclusiveFields,
            text: campaign("{ every: week, start: 2027-01-04, until: 2027-12-31, 1️⃣count2️⃣: 3 }")),
        .init(
            name: "a fiscal year of weeks", code: .invalidSchedule,
            text: campaign("{ every: week, start: 2027-01-04, 1️⃣fiscalYearStart2️⃣: 2 }", due: "3d")),
        .init(
            name: "a rule more often than daily", code: .invalidSchedule,
            text: campaign("{ rrule: \"FREQ=1️⃣HOURLY2️⃣\", start: 2027-01-04 }"), fix: "DAILY"),
        .init(
            name: "a rule with a part that is none", code: .invalidSchedule,
            text: campaign("{ rrule: FREQ=MONTHLY;1️⃣BYDAYS2️⃣=1MO, start: 2027-01-04 }")),
        .init(
            name: "a rule that names no day", code: .invalidSchedule,
            text: campaign("{ rrule: \"1️⃣FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=302️⃣\", start: 2027-01-04 }")
                .replacing("\"1️⃣", with: "1️⃣\"").replacing("2️⃣\"", with: "\"2️⃣")),
        .init(
            name: "due longer than the period", code: .invalidSchedule,
            text: campaign("{ every: week, start: 2027-01-04 }", due: "1️⃣8d2️⃣"), fix: "shorter"),
        .init(name: "a constant due date", code: .constantInSchedule, text: campaign(due: "1️⃣2027-01-292️⃣"), fix: "14d"),
        .init(
            name: "a constant date in a vendor's field", code: .constantInSchedule,
            text: campaign(block: "    deadline: 1️⃣2027-01-292️⃣\n"), fix: "${opens}"),
        .init(
            name: "a name that is always the same", code: .constantInSchedule, text: campaign(name: "1️⃣SOX2️⃣"),
            fix: "${period}"),
        .init(
            name: "a name that is the same in several quarters", code: .constantInSchedule,
            text: campaign(name: "1️⃣SOX ${year}2️⃣")),
        .init(
            name: "opens beside it", code: .exclusiveFields, text: campaign(rest: "1️⃣opens2️⃣: 2027-01-04\n")),
        .init(
            name: "all, with due dates that have passed", code: .invalidSchedule,
            text: campaign("{ every: month, start: 2027-01-04, missed: 1️⃣all2️⃣ }"), fix: "dueFrom: opening"),
        .init(
            name: "an unknown day to count from", code: .invalidSchedule,
            text: campaign("{ every: month, start: 2027-01-04, missed: all, dueFrom: 1️⃣openning2️⃣ }"),
            fix: "did you mean `opening`?"),
        .init(
            name: "hours from the day of opening", code: .invalidDate,
            text: campaign("{ every: month, start: 2027-01-04, dueFrom: opening }", due: "1️⃣36h2️⃣"), fix: "14d"),
        .init(
            name: "a due date that moves, in a text", code: .unknownReference,
            text: campaign("{ every: month, start: 2027-01-04, dueFrom: opening }", name: "${period}, 1️⃣${due}2️⃣"),
            fix: "leave it out"),
        .init(
            name: "a reference that is none", code: .unknownReference, text: campaign(name: "SOX ${period} 1️⃣${perod}2️⃣"),
            fix: "did you mean `${period}`?"),
    ]

    @Test("is refused at the character where it can't be followed, once for all periods", arguments: cases)
    func refused(_ sample: FaultTests.Case) async throws {
        let source = MarkedSource(sample.text)
        let loaded = try await load(source.text)
        let errors = loaded.diagnostics.filter { $0.severity == .error }
        #expect(errors.map(\.code) == [sample.code], "\(errors.map(\.message))")
        #expect(
            errors.first?.location?.range == source["1️⃣", "2️⃣"],
            "\(errors.map { "\($0.message) \(String(describing: $0.location))" })")
        if let fix = sample.fix { #expect(errors.first?.fix?.contains(fix) == true, "\(errors.first?.fix ?? "")") }
    }

    static let freezes: [FaultTests.Case] = [
        .init(name: "no list", code: .wrongType, text: "1️⃣close2️⃣"),
        .init(
            name: "an end before its begin", code: .invalidDate,
            text: "[ { from: 2027-12-15, to: 1️⃣2027-12-142️⃣, reason: close } ]", fix: "last day"),
        .init(
            name: "no date", code: .invalidDate, text: "[ { from: 1️⃣2027-02-302️⃣, to: 2027-12-14, reason: close } ]"),
        .init(
            name: "no reason", code: .missingField, text: "[ 1️⃣{ from: 2027-12-01, to: 2027-12-14 }2️⃣ ]",
            fix: "year-end close"),
        .init(
            name: "a reference", code: .unknownReference,
            text: "[ { from: 2027-12-01, to: 2027-12-14, reason: \"1️⃣${period}2️⃣\" } ]"),
    ]

    @Test("opens in no freeze; one that can't be kept is refused at the character", arguments: freezes)
    func frozen(_ sample: FaultTests.Case) async throws {
        let source = MarkedSource(FaultTests.project + "freezes: \(sample.text)\n")
        let loaded = await loadProject(["muster.yaml": source.text, "a.yaml": Self.campaign()])
        #expect(loaded.diagnostics.map(\.code) == [sample.code], "\(loaded.diagnostics.map(\.message))")
        #expect(loaded.diagnostics.first?.location?.range == source["1️⃣", "2️⃣"])
        if let fix = sample.fix { #expect(loaded.diagnostics.first?.fix?.contains(fix) == true) }
    }

    @Test("is told apart in all periods of its cadence by year and quarter, year and month, or year")
    func varying() async throws {
        let sound = [
            ("quarter", "${year} ${quarter}"), ("half-year", "${year} ${quarter}"), ("month", "${month}/${year}"),
            ("year", "${year}"), ("week", "${opens}"), ("month", "${due}"),
        ]
        for (cadence, name) in sound {
            let loaded = try await load(
                Self.campaign("{ every: \(cadence), start: 2027-01-04 }", name: "\"\(name)\"", due: "3d"))
            #expect(loaded.diagnostics.isEmpty, "\(cadence) \(name)")
        }
        for (cadence, name) in [("week", "${year} ${month}"), ("month", "${month}"), ("quarter", "${quarter}")] {
            let loaded = try await load(
                Self.campaign("{ every: \(cadence), start: 2027-01-04 }", name: "\"\(name)\"", due: "3d"))
            #expect(loaded.diagnostics.map(\.code) == [.constantInSchedule], "\(cadence) \(name)")
        }
    }
}
