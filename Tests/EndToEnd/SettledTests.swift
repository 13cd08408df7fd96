import Foundation
import Testing

@Suite("Plans of a project that an apply found settled")
struct SettledTests {
    private func applied() throws -> Muster {
        let muster = try Muster.opalProject()
        let text = try muster.read("campaigns/c.yaml")
        try muster.write(
            text.replacing("campaign: c", with: "campaign: d").replacing("name: N", with: "name: M"),
            to: "campaigns/d.yaml")
        #expect(try muster("apply", "--sandbox", "--yes").code == 0)
        return muster
    }

    @Test("say the same as those that read everything, after each change")
    func changes() throws {
        let muster = try applied()
        func summary(_ options: [String] = []) throws -> Substring? {
            try muster.run(["plan", "--sandbox"] + options).output.split(separator: "\n").last
        }
        #expect(try summary() == "Plan: 0 to create, 2 unchanged.")
        #expect(try summary(["--only", "c"]) == "Plan: 0 to create, 1 unchanged, 1 left out by --only.")
        #expect(try muster("plan", "--sandbox", "--only", "e").code == 1)
        let text = try muster.read("campaigns/c.yaml")
        try muster.write(
            text.replacing("self_review_allowed: false", with: "self_review_allowed: true"), to: "campaigns/c.yaml")
        #expect(try summary() == "Plan: 0 to create, 1 unchanged, 1 changed.")
        #expect(try summary(["-v"]) == summary())
        try muster.write(text, to: "campaigns/c.yaml")
        #expect(try summary() == "Plan: 0 to create, 2 unchanged.")
        #expect(try muster("state", "forget", "c/opal", "--recreate", "--yes", "--sandbox").code == 0)
        #expect(try summary() == "Plan: 1 to create, 1 unchanged.")
        try FileManager.default.removeItem(at: muster.folder.appending(path: "campaigns/d.yaml"))
        #expect(try summary() == "Plan: 1 to create, 0 unchanged, 1 undeclared.")
        try muster.write(text, to: "campaigns/e.yaml")
        #expect(try muster("plan", "--sandbox").errors.contains("campaign `c` is declared twice"))
    }

    @Test("are made of what an apply left in state, which it writes once")
    func state() throws {
        let muster = try applied()
        let state = try muster.read(".muster/state.json")
        #expect(state.contains("\"campaigns/d.yaml\": {"))
        #expect(try muster("apply", "--sandbox", "--yes").code == 0)
        #expect(try muster.read(".muster/state.json") == state)
        // Whoever creates reads all: what state says of a manifest is nothing to it.
        try muster.write(try muster.read("campaigns/c.yaml") + "# said later\n", to: "campaigns/c.yaml")
        #expect(try muster("apply", "--sandbox", "--yes").code == 0)
        #expect(try muster.read(".muster/state.json") != state)
        #expect(try muster("plan", "--sandbox").output == "Plan: 0 to create, 2 unchanged.\n")
    }
}
