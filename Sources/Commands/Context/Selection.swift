import ArgumentParser
import Campaigns
import Diagnostics
import Manifests
import State

/// Which addresses a command is about.
struct SelectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only addresses that match: `sox-*`, `*/opal`, `sox-2027-q1/opal`. May be given several times.",
            valueName: "glob"), completion: Candidates.selected)
    var only: [AddressPattern] = []

    /// Whether an address is meant; nothing where all are.
    var selects: ((Address) -> Bool)? {
        if only.isEmpty { return nil }
        return { address in AddressPattern.select(address, by: only) }
    }

    /// Throws where a pattern matches nothing that is declared or in state: most likely it is misspelt.
    func check(_ resources: [Resource], _ state: StateContents) throws {
        if only.isEmpty { return }
        let known = Set(resources.map(\.address)).union(state.records.keys).union(state.intents.keys)
        let idle = only.filter { pattern in !known.contains(where: pattern.matches) }
        if idle.isEmpty { return }
        let names = known.map(\.description).sorted()
        throw DiagnosticsError(
            idle.map { pattern in
                Diagnostic(
                    .nothingSelected, "`--only \(pattern.text)` matches no address", at: nil,
                    fix: nearest(to: pattern.text, among: names).map { "did you mean `\($0)`?" }
                        ?? "`muster plan -v` lists the addresses")
            })
    }
}

/// A pattern of addresses: `*` and `?` stand within a campaign's or a review's name. One without `/` takes all of a campaign.
struct AddressPattern: ExpressibleByArgument, Sendable {
    let text: String
    private let glob: Glob

    init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !parts.contains("**"),
            let glob = Glob(parts.count == 1 ? argument + "/*" : argument)
        else { return nil }
        text = argument
        self.glob = glob
    }

    func matches(_ address: Address) -> Bool { glob.matches(address.description) }

    /// Whether one of the patterns matches, or there are none.
    static func select(_ address: Address, by patterns: [AddressPattern]) -> Bool {
        patterns.isEmpty || patterns.contains { $0.matches(address) }
    }
}
