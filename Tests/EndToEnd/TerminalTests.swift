import Foundation
import Support
import Testing

@Suite("On a terminal")
struct TerminalTests {
    private static let at = "2027-01-11T17:00:00Z"

    /// A project whose names are long, wide or joined.
    private func project() throws -> Muster {
        var muster = try Muster()
        muster.environment = ["TERM": "xterm-256color", "LANG": "en_US.UTF-8"]
        try muster.write("version: 1\nplatforms: { cakewalk: {}, opal: {} }\n", to: "muster.yaml")
        let names = [
            "SOX access review of all systems in the scope of the financial statements",
            "二〇二七年第一四半期アクセス権レビュー（財務報告に係る内部統制の対象システム）", "Zugriffsprüfung 👩🏽‍💻 für Entwickler:innen e\u{301}",
        ]
        for (index, name) in names.enumerated() {
            try muster.write(
                """
                campaign: review-\(index)
                name: "\(name)"
                opens: 2027-01-05
                due: 2027-01-29
                reviews:
                  cakewalk:
                    accessReviewType: Manager
                    createdByUserId: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111
                    workAppIds: all
                  opal: { reviewer_assignment_policy: BY_OWNING_TEAM_ADMIN, send_reviewer_assignment_notification: true, self_review_allowed: false, time_zone: Europe/Berlin, uar_scope: { tags: [ { key: "\(name)", value: high } ] } }

                """, to: "campaigns/\(index).yaml")
        }
        return muster
    }

    /// What a command shows on a terminal, and how it ended.
    private func show(
        _ muster: Muster, _ arguments: [String], columns: Int, typing answer: String? = nil
    ) throws -> (shown: String, screen: Screen, code: Int32) {
        let terminal = try PseudoTerminal(columns: columns)
        let process = try muster.start(
            arguments, input: terminal.device, output: terminal.device, errors: terminal.device)
        try terminal.device.close()
        if let answer {
            #expect(terminal.shows("consent:"))
            terminal.type(answer)
        }
        terminal.readToEnd()
        process.wait()
        var screen = Screen(columns: columns)
        screen.show(terminal.shown)
        return (terminal.shown, screen, process.terminationStatus)
    }

    @Test("no line is longer than the terminal, and nothing is lost", arguments: [40, 80, 200])
    func width(columns: Int) throws {
        let muster = try project()
        for arguments in [
            ["validate"], ["plan"], ["plan", "-v"], ["apply", "--yes", "-v"], ["plan", "-v"], ["state", "list"],
            ["calendar"], ["recover"], ["check"],
        ] {
            let isTimed = try ["plan", "apply", "calendar"].contains(arguments.at(0))
            let all = arguments + ["--sandbox"] + (isTimed ? ["--at", Self.at] : [])
            let piped = try muster.run(arguments.first == "apply" ? ["plan", "-v"] + all.dropFirst(3) : all)
            let (shown, screen, code) = try show(muster, all, columns: columns)
            #expect(code == 0)
            #expect(screen.overflows == 0 && screen.otherControls == 0, "\(all)\n\(screen.text)")
            // One of the names has a joiner in an emoji, which is warned of.
            let isColoured = try isTimed || ["check", "validate"].contains(arguments.at(0))
            #expect(shown.contains("\u{1B}[") == isColoured, "\(all)")
            // The same words as in a pipe, whatever the lines.
            func words(_ text: String) -> Set<Substring> {
                Set(
                    text.split { $0.isWhitespace || ["✓", "+", "…"].contains($0) }.filter {
                        $0.utf8.count < 30 && $0.allSatisfy(\.isASCII) && $0 != "Plan:"
                    })
            }
            let lost = words(piped.output).subtracting(words(screen.text))
            #expect(lost.isEmpty, "\(all) \(lost)")
            #expect(!(piped.output + piped.errors).contains("\u{1B}"))
        }
    }

    @Test("a fault in a long line is shown around it", arguments: [40, 80, 200])
    func fault(columns: Int) throws {
        let muster = try project()
        try muster.write(
            muster.read("campaigns/1.yaml").replacing("uar_scope: {", with: "uar_skope: {"), to: "campaigns/1.yaml")
        let (_, screen, code) = try show(muster, ["validate"], columns: columns)
        #expect(code == 1)
        #expect(screen.overflows == 0, "\(screen.text)")
        let lines = screen.text.split(separator: "\n")
        let marks = try #require(lines.firstIndex { $0.contains("^^^^^^^^^") })
        let above = try lines.at(marks - 1)
        #expect(above.contains("uar_skope") && above.hasPrefix("10 | …"))
    }

    @Test("how far an apply is stands in the last line, keeps to a terminal that changes, and leaves nothing behind")
    func progress() throws {
        var muster = try Muster()
        muster.environment = ["TERM": "xterm", "LANG": "C.UTF-8", "OPAL_AUTH_TOKEN": "token"]
        _ = try muster.start(
            ["sandbox", "--latency", "300ms"], output: try muster.handle(".sandbox"), errors: .nullDevice)
        let end = Date.now.addingTimeInterval(30)
        while try !muster.read(".sandbox").contains("platforms:"), Date.now < end { usleep(5000) }
        let port: Substring = try #require(muster.read(".sandbox").split { !$0.isNumber }.first { $0.count > 3 })
        try muster.write(
            "version: 1\nplatforms: { opal: { baseURL: \"http://127.0.0.1:\(port)/opal/v1\", parallel: 2 } }\n",
            to: "muster.yaml")
        for number in 1...8 {
            try muster.write(
                """
                campaign: c\(number)
                name: N\(number)
                due: 2099-01-29
                reviews:
                  opal: { reviewer_assignment_policy: MANUALLY, send_reviewer_assignment_notification: true, self_review_allowed: false, uar_scope: all }

                """, to: "campaigns/\(number).yaml")
        }
        #expect(try muster("init").code == 0)
        let terminal = try PseudoTerminal(columns: 60)
        let process = try muster.start(["apply", "--yes", "-v"], output: terminal.device, errors: terminal.device)
        try terminal.device.close()
        #expect(terminal.shows("2/8 done"))
        var screen = Screen(columns: 60)
        screen.show(terminal.shown)
        #expect(screen.overflows == 0 && screen.otherControls == 0, "\(screen.text)")
        let seen = terminal.shown
        terminal.resize(to: 30)
        terminal.readToEnd()
        process.wait()
        #expect(process.terminationStatus == 0)
        // All but what was being drawn is for the new width.
        let draws = terminal.shown.dropFirst(seen.count).split(separator: "\r\u{1B}[K").dropFirst(2)
        for draw in draws {
            var narrow = Screen(columns: 30)
            narrow.show(String(draw.filter { $0 != "\r" && !$0.isNewline }.prefix { $0 != "\n" }))
            if draw.contains("/8 done") { #expect(narrow.overflows == 0, "\(draw)") }
        }
        #expect(draws.contains { $0.contains("/8 done") })
        var all = Screen(columns: 300)
        all.show(terminal.shown)
        #expect(!all.text.contains("/8 done"), "\(all.text)")
        #expect(all.text.contains("✓ c8/opal: created"), "\(all.text)")
        #expect(terminal.shown.contains("⠹"))
    }

    @Test("there are no escapes and no symbols in a pipe, and none where they are unwanted")
    func plain() throws {
        var muster = try project()
        muster.environment["FORCE_COLOR"] = "1"
        #expect(try muster("plan", "--sandbox", "--at", Self.at).output.contains("\u{1B}["))
        muster.environment["NO_COLOR"] = "1"
        #expect(!(try show(muster, ["plan", "--sandbox", "--at", Self.at], columns: 80).shown.contains("\u{1B}")))
        muster.environment = ["TERM": "dumb", "LANG": "en_US.UTF-8"]
        let dumb = try show(muster, ["apply", "--sandbox", "--at", Self.at, "--yes"], columns: 80).shown
        #expect(!dumb.contains("\u{1B}") && !dumb.contains("✓") && dumb.contains("+ review-0/opal: created"))
    }
}
