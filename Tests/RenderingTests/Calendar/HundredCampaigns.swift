import Calendars
import Campaigns
import Planning
import Testing

extension SampleCalendar {
    /// A hundred campaigns on four platforms with every status and the names that people, or attackers, give.
    static func hundredCampaigns() throws -> CampaignCalendar {
        var entries: [CampaignCalendar.Entry] = []
        let days = ["01-04", "04-05", "07-05", "10-04"]
        for number in 0..<100 {
            let name = names[number % names.count]
            let statuses = CampaignCalendar.Status.allCases
            let quarters = number % 9 == 8 ? 1 : 4
            for quarter in 0..<quarters {
                let opens = try #require(CivilDate("2027-\(days[quarter])")).adding(days: number % 40)
                let address = quarters == 1 ? "campaign-\(number)" : "campaign-\(number)@2027-Q\(quarter + 1)"
                let due = opens.adding(days: [21, 7, 60, 2][number % 4])
                let isCreated = quarter == 0 && number % 3 > 0
                try entries.append(
                    entry(
                        "\(address)/review", quarters == 1 ? name : "\(name) 2027-Q\(quarter + 1)",
                        on: ["opal", "cakewalk", "conductorone", "opal-eu"][number % 4],
                        opens: number % 18 == 8 ? nil : "\(opens)T13:00:00Z", due: "\(due)T03:59:59Z",
                        isCreated ? .created : quarter > 1 ? .upcoming : statuses[(number + quarter) % 7],
                        id: isCreated ? "5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111" : nil,
                        note: number % 7 == 3 ? "needs 5 days in review and has 2" : nil))
            }
        }
        // Another period at the same time as the first, of the schedule as it was before.
        for number in stride(from: 5, to: 100, by: 10) {
            try entries.append(
                entry(
                    "campaign-\(number)@2027-01/review", "\(names[number % names.count]) 2027-01",
                    on: ["opal", "cakewalk", "conductorone", "opal-eu"][number % 4], opens: "2027-01-06T13:00:00Z",
                    due: "2027-02-28T03:59:59Z", .covered, note: "covered by 2027-Q1"))
        }
        return try calendar(
            entries,
            freezes: [
                yearEnd(),
                Freeze(from: date("2027-03-29"), to: date("2027-04-05"), reason: "cut-over of the directory"),
                Freeze(
                    from: date("2027-08-01"), to: date("2027-08-03"), reason: String(repeating: "moving ", count: 20)),
            ])
    }

    private static let names = [
        "SOX access review", "PCI", String(repeating: "Quarterly review of privileged access ", count: 5) + "at Acme",
        "مراجعة صلاحيات الوصول إلى الأنظمة المالية والمحاسبية في الشركة القابضة للربع الأول",
        "סקירת הרשאות גישה רבעונית למערכות הכספים של החברה ולמערכות המידע", "🎉👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 Parties 🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉",
        "四半期ごとの特権アクセスレビューと財務システムの権限の棚卸しを行う年次の監査対応プロジェクト", String(repeating: "W", count: 200),
        "</title><script>alert('x')</script><b onclick=\"x\">&amp;",
        "Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}algo",
        "\u{202E}backwards\u{1B}[31m", String(repeating: "i", count: 200), "ISO 27001 annual access certification",
    ]
}
