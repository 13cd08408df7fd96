import Foundation
import Support
import Testing

@Suite("Completion")
struct CompletionTests {
    private func project() throws -> Muster {
        var muster = try Muster.opalProject("version: 1\nplatforms: { opal: {}, cakewalk: {} }\n")
        muster.environment["PATH"] = "\(Muster.binary.deletingLastPathComponent().path):/usr/bin:/bin"
        try muster.write(
            String(contentsOf: muster.folder.appending(path: "campaigns/c.yaml"), encoding: .utf8)
                .replacing("campaign: c", with: "campaign: sox")
                .replacing("due: 2099-01-29", with: "due: 21d\nschedule: { every: quarter, start: 2027-01-05 }")
                .replacing("name: N", with: "name: N ${period}"), to: "campaigns/sox.yaml")
        let apply = try muster("apply", "--sandbox", "--yes", "--at", "2027-01-11T17:00:00Z")
        #expect(apply.code == 0, "\(apply.errors)")
        return muster
    }

    /// What bash offers for the last of the words.
    private func candidates(_ muster: Muster, _ words: [String]) throws -> [String] {
        let quoted = words.map { "'\($0)'" }.joined(separator: " ")
        try muster.write(
            """
            COMP_WORDBREAKS='@:='
            source ./muster.bash
            [ "$COMP_WORDBREAKS" = ':=' ] || echo "words end at $COMP_WORDBREAKS"
            COMP_WORDS=(muster \(quoted))
            COMP_CWORD=\(words.count)
            COMP_LINE="${COMP_WORDS[*]}"
            COMP_POINT=${#COMP_LINE}
            _muster muster "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
            printf '%s\\n' "${COMPREPLY[@]}"

            """, to: "ask.bash")
        let result = try muster.run(["bash", "ask.bash"], by: URL(filePath: "/usr/bin/env"))
        #expect(result.errors.isEmpty, "\(result.errors)")
        return result.output.split(separator: "\n").map(String.init)
    }

    @Test(
        "bash completes verbs, options, formats, files, platforms and addresses",
        .enabled(if: OtherProgram.isHere("bash"), "bash is not installed"))
    func bash() throws {
        let muster = try project()
        try muster.write(try muster("--generate-completion-script", "bash").output, to: "muster.bash")
        let cases: [([String], [String])] = [
            (["pl"], ["plan"]), (["state", ""], ["list", "show", "forget", "accept", "ignore", "platform"]),
            (["plan", "--detailed"], ["--detailed-exitcode"]),
            (["calendar", "--format", ""], ["text", "json", "ics", "html"]),
            (["plan", "--format", "s"], ["sarif"]), (["plan", "--project", "cam"], ["campaigns"]),
            (["apply", "muster.y"], ["muster.yaml"]), (["check", ""], ["cakewalk", "opal"]),
            (["check", "--project", "nowhere", ""], []),
            (["state", "show", "--sandbox", ""], ["c/opal", "sox@2027-Q1/opal"]),
            (["state", "show", "--sandbox", "so"], ["sox@2027-Q1/opal"]),
            (["state", "show", "--sandbox", "sox@20"], ["sox@2027-Q1/opal"]), (["state", "show", ""], []),
            (["plan", "--sandbox", "--only", "c"], ["c", "c/opal"]), (["adopt", "c"], ["c/opal"]),
        ]
        for (words, expected) in cases {
            let found = try candidates(muster, words)
            if words == ["state", ""] {
                #expect(Set(expected).isSubset(of: found), "\(words): \(found)")
            } else {
                #expect(found == expected, "\(words): \(found)")
            }
        }
    }

    @Test("a faulty project, and one that is none, have no candidates and no noise")
    func quiet() throws {
        let muster = try project()
        func ask() throws -> Muster.Result {
            try muster("---completion", "recover", "--", "positional@0", "2", "0", "muster", "recover", "")
        }
        for text in [
            "version: 1\nplatforms: [", "", "\u{0}",
            "version: 1\nlineage: \"$(touch x)`\"\nplatforms: { \"a b\": {} }\n",
        ] {
            try muster.write(text, to: "muster.yaml")
            let result = try ask()
            #expect(result.code == 0 && result.errors.isEmpty)
            #expect(result.output.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty, "\(result.output)")
        }
    }

    @Test("bash can read its script", .enabled(if: OtherProgram.isHere("bash"), "bash is not installed"))
    func readByBash() throws { try expectRead(by: "bash") }

    @Test("zsh can read its script", .enabled(if: OtherProgram.isHere("zsh"), "zsh is not installed"))
    func readByZsh() throws { try expectRead(by: "zsh") }

    @Test("fish can read its script", .enabled(if: OtherProgram.isHere("fish"), "fish is not installed"))
    func readByFish() throws { try expectRead(by: "fish") }

    private func expectRead(by shell: String) throws {
        let muster = try Muster()
        let script = try muster("--generate-completion-script", shell)
        #expect(script.code == 0 && script.output.contains("detailed-exitcode"))
        try muster.write(script.output, to: "script")
        let checked = try muster.run([shell, "-n", "script"], by: URL(filePath: "/usr/bin/env"))
        #expect(checked.code == 0, "\(checked.errors)")
    }
}
