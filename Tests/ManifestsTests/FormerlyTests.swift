import Campaigns
import Diagnostics
import Manifests
import Support
import Testing

@Suite("What was called otherwise before")
struct FormerlyTests {
    private struct Review {
        let key: String
        var formerly = ""
    }

    private static func campaign(_ formerly: String = "", _ reviews: [Review] = [Review(key: "opal")]) -> String {
        let blocks = reviews.map { review in
            "  \(review.key):\n    platform: opal\n    name: \(review.key)\n    reviewer_assignment_policy: MANUALLY\n"
                + "    send_reviewer_assignment_notification: true\n    self_review_allowed: true\n    uar_scope: all\n"
                + (review.formerly.isEmpty ? "" : "    formerly: \(review.formerly)\n")
        }
        return "campaign: c\n" + (formerly.isEmpty ? "" : "formerly: \(formerly)\n") + "due: 2099-01-29\nreviews:\n"
            + blocks.joined()
    }

    private func formers(_ text: String) async -> [String: [String]] {
        let loaded = await loadProject(["muster.yaml": FaultTests.project, "campaigns/a.yaml": text])
        #expect(loaded.diagnostics.isEmpty)
        return Dictionary(
            loaded.resources.map { ($0.address.description, $0.formerly.map(\.address.description)) },
            uniquingKeysWith: { first, _ in first })
    }

    @Test("a campaign's former names go for all its reviews, a review's own for it, and both together")
    func names() async {
        #expect(
            await formers(Self.campaign("[b, a]", [Review(key: "opal"), Review(key: "second", formerly: "[old]")]))
                == [
                    "c/opal": ["b/opal", "a/opal"],
                    "c/second": ["c/old", "b/old", "a/old", "b/second", "a/second"],
                ])
    }

    @Test("an address is taken as it is, a campaign's for the review of that key")
    func addresses() async {
        #expect(
            await formers(
                Self.campaign("[b/opal]", [Review(key: "opal"), Review(key: "second", formerly: "[x/y]")]))
                == ["c/opal": ["b/opal"], "c/second": ["x/y"]])
    }

    static let cases: [FaultTests.Case] = [
        .init(
            name: "neither a name nor an address", code: .invalidName,
            text: campaign("[1️⃣SOX/Q12️⃣]"), fix: "sox-2027-q1/opal"),
        .init(
            name: "no list", code: .wrongType, text: campaign("1️⃣b2️⃣")),
        .init(
            name: "an address of no review here", code: .invalidFormer,
            text: campaign("[1️⃣b/okta2️⃣]"), fix: "says `formerly` itself"),
        .init(
            name: "its present address", code: .invalidFormer, text: campaign("[1️⃣c2️⃣]")),
        .init(
            name: "one that is declared", code: .invalidFormer,
            text: campaign("", [Review(key: "opal"), Review(key: "second", formerly: "[1️⃣opal2️⃣]")])),
        .init(
            name: "one that another says too", code: .invalidFormer,
            text: campaign(
                "", [Review(key: "opal", formerly: "[old]"), Review(key: "second", formerly: "[1️⃣old2️⃣]")])),
    ]

    @Test("a former name that can't be meant is refused at that word", arguments: cases)
    func refused(_ sample: FaultTests.Case) async {
        let source = MarkedSource(sample.text)
        let loaded = await loadProject(["muster.yaml": FaultTests.project, "campaigns/a.yaml": source.text])
        #expect(loaded.diagnostics.map(\.code) == [sample.code])
        #expect(loaded.diagnostics.first?.location?.range == source["1️⃣", "2️⃣"])
        if let fix = sample.fix { #expect(loaded.diagnostics.first?.fix?.contains(fix) == true) }
    }
}
