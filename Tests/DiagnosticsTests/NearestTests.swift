import Diagnostics
import Testing

@Suite struct NearestTests {
    static let fields = [
        "name", "deadline", "time_zone", "reviewer_assignment_policy", "self_review_allowed", "uar_scope",
    ]

    @Test(
        "a slip of the keyboard leads to the word that was meant",
        arguments: [
            ("reviewer_asignment_policy", "reviewer_assignment_policy"),
            ("reviewer_assignment_polciy", "reviewer_assignment_policy"),
            ("timezone", "time_zone"), ("time-zone", "time_zone"), ("Deadline", "deadline"), ("DEADLINE", "deadline"),
            ("dedline", "deadline"),
            ("nmae", "name"), ("nam", "name"), ("nane", "name"), ("names", "name"), ("uar_scopes", "uar_scope"),
            ("name", "name"),
        ])
    func slips(word: String, meant: String) { #expect(nearest(to: word, among: NearestTests.fields) == meant) }

    @Test(
        "nothing is suggested where nothing is near",
        arguments: [
            "", "xyzzy", "nxxe", "description", "resources", "dead", "policy", "日本",
        ])
    func nothingNear(word: String) { #expect(nearest(to: word, among: NearestTests.fields) == nil) }

    @Test("the nearest wins, and of equally near words the first")
    func order() {
        #expect(nearest(to: "grup", among: ["grips", "group", "grub"]) == "group")
        #expect(nearest(to: "appx", among: ["app", "apps", "appa"]) == "app")
        #expect(nearest(to: "APPS", among: ["app", "apps"]) == "apps")
        #expect(nearest(to: "name", among: [String]()) == nil)
    }

    @Test("a swap of neighbours is one mistake, even in a short word")
    func swap() {
        #expect(nearest(to: "no", among: ["on"]) == "on")
        #expect(nearest(to: "ab", among: ["cd"]) == nil)
        #expect(nearest(to: "a", among: ["", "b"]) == "")
    }

    @Test("a word of a megabyte is no burden")
    func hugeWord() {
        #expect(nearest(to: String(repeating: "a", count: 1_000_000), among: NearestTests.fields) == nil)
        #expect(nearest(to: "name", among: [String(repeating: "a", count: 1_000_000), "name"]) == "name")
    }
}
