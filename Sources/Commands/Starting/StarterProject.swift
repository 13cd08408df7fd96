import Calendars
import Campaigns
import Manifests

/// What `init` makes of an empty folder: a project that plans at once.
///
/// Whatever an id stands for is a name at `acme.example`, which the stand-ins know and no real account has: an apply holds such a review
/// back until a person has written names of their own.
struct StarterProject {
    let vendors: [Vendor]
    let today: CivilDate

    /// The project file.
    var project: NewFile { NewFile(path: Project.fileName, text: projectText) }

    /// What a person edits first.
    static let campaignPath = "\(campaignFolder)/quarterly.yaml"

    /// Where campaigns are looked for if there is such a folder.
    static let campaignFolder = "campaigns"

    /// By which editors complete and check both.
    var schemas: [NewFile] { ManifestSchema.allCases.map { NewFile(path: $0.fileName, text: $0.text) } }

    /// The files beside the project file, where there is no campaign yet.
    var campaigns: [NewFile] { [NewFile(path: Self.campaignPath, text: campaignText)] }

    private var projectText: String {
        """
        \(Self.modeline(.project, from: ""))
        version: 1
        timeZone: UTC                           # for dates without a zone; such as America/New_York
        platforms:                              # an account at a vendor each; delete those that you don't have
        \(vendors.map(Self.platform).joined(separator: "\n"))
        guardrails:
          maxCreates: 25                        # a plan that would create more is refused

        """
    }

    private var campaignText: String {
        """
        \(Self.modeline(.campaign, from: "../"))
        # Each document is a campaign: what is reviewed, when, on which platforms. `muster plan` says what an apply would create.
        # Names at acme.example and theirs are placeholders: an apply finds none in a real account, and holds the review back.
        campaign: quarterly                     # its name in this project; what was created is remembered by it
        name: Quarterly access review ${period} # what the vendors and the reviewers see: ... 2027-Q1, 2027-Q2
        description: Who can reach our main applications.
        schedule:
          every: quarter                        # or week, month, half-year, year; `opens: DATE` instead happens once
          start: \(today)                     # the first opening; the next is three months later
        due: \(daysForReview)d                                # after each opening

        reviews:                                # the key names the platform; what stands below is the vendor's own, by its names
        \(vendors.map(Self.review).joined(separator: "\n"))

        """
    }

    /// The line that tells an editor where the schema is.
    private static func modeline(_ schema: ManifestSchema, from folder: String) -> String {
        "# yaml-language-server: $schema=\(folder)\(schema.fileName)"
    }

    private static func platform(_ vendor: Vendor) -> String {
        switch vendor {
        case .cakewalk: "  cakewalk: {}                          # CAKEWALK_API_KEY and CAKEWALK_API_SECRET"
        case .conductorone:
            "  conductorone: {}                      # CONDUCTORONE_CLIENT_ID, which names the host, and CONDUCTORONE_CLIENT_SECRET"
        case .opal:
            """
              opal:                                 # OPAL_AUTH_TOKEN
                defaults:                           # for every review there
                  opal.uar: { send_reviewer_assignment_notification: true, self_review_allowed: false }
            """
        }
    }

    private static func review(_ vendor: Vendor) -> String {
        switch vendor {
        case .cakewalk:
            """
              cakewalk:
                accessReviewType: Manager           # or WorkAppOwner, CurrentUser
                createdByUserId: ${user:dana@acme.example} # who appears as its creator, by email address
                workAppIds: ["${app:NetSuite}"]     # by name, or by id; the word `all` for every one
            """
        case .conductorone:
            """
              conductorone:
                ownerIds: ["${user:dana@acme.example}"]
                policyId: ${policy:Owner review}
                scopeType: ACCESS_REVIEW_SCOPE_TYPE_BY_ENTITLEMENTS
                scopeV2: { specificResources: {}, allUsers: {}, allAccounts: {}, allGrants: {} }
                entitlements: ["${entitlement:NetSuite/Admin}"] # by app and name
                autoStartCampaign: true             # without, it stays a draft until someone starts it
                scheduledStartDate: asap
            """
        case .opal:
            """
              opal:
                reviewer_assignment_policy: BY_OWNING_TEAM_ADMIN
                reminder_schedule: [7, 3, 1]        # days before it is due
                uar_scope:
                  users: ["${user:dana@acme.example}"] # whose access; or tags, apps, names, resource_types, ...
            """
        }
    }

    /// Three weeks or nearly, so that neither this period's review nor the next one's is due on a weekend.
    private var daysForReview: Int {
        let openings = [today, Self.nextOpening(after: today)]
        let days = [21, 20, 22, 19, 23, 18, 24].first { days in
            openings.allSatisfy { ![.saturday, .sunday].contains($0.adding(days: days).weekday) }
        }
        return days ?? 21
    }

    private static func nextOpening(after date: CivilDate) -> CivilDate {
        let month = date.month + 3
        let (year, inYear) = month > 12 ? (date.year + 1, month - 12) : (date.year, month)
        // The last day of the month where it has not so many.
        return (0...3).lazy.compactMap { CivilDate(year: year, month: inYear, day: date.day - $0) }.first
            ?? date.adding(days: 90)
    }
}

/// What git shall not keep of a project, as lines of `.gitignore`.
enum IgnoredFiles {
    static let lines = [".muster/", "*.state.json.lock", "*.state.json.new*"]

    /// The text with the lines that it lacks; nothing where it lacks none.
    static func adding(to text: [UInt8]?) -> [UInt8]? {
        let present = (text ?? []).split(separator: UInt8(ascii: "\n")).map { line in
            String(decoding: line, as: UTF8.self).filter { !$0.isWhitespace }
        }
        let missing = lines.filter { !present.contains($0) }
        if missing.isEmpty { return nil }
        var text = text ?? []
        if let last = text.last, last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
        return text + missing.flatMap { Array("\($0)\n".utf8) }
    }
}
