import ArgumentParser
import Calendars
import Campaigns
import Manifests
import State

/// What shells complete words by: names of the project that the command line is about. Read from files alone, and nothing where they
/// can't be read.
enum Candidates {
    /// The addresses in state.
    static let recorded = CompletionKind.custom { words, _, _ in await safe(recorded(words)) }
    /// The addresses that are declared.
    static let declared = CompletionKind.custom { words, _, _ in await safe(declared(words)) }
    /// What `--only` takes: addresses, and campaigns with all of theirs.
    static let selected = CompletionKind.custom { words, _, _ in
        let addresses = await recorded(words) + declared(words)
        return safe(addresses + addresses.map { String($0.prefix { $0 != "/" }) })
    }
    /// The platforms of `muster.yaml`.
    static let platforms = CompletionKind.custom { words, _, _ in
        safe(await project(words)?.file.project.map { Array($0.platforms.keys) } ?? [])
    }

    private static func recorded(_ words: [String]) async -> [String] {
        guard let (options, found, file) = await project(words), let project = file.project else { return [] }
        let place = StatePlace(options, project, found.folder, .current)
        guard let state = try? await place.read() else { return [] }
        return (Array(state.records.keys) + Array(state.intents.keys)).map(\.description)
    }

    private static func declared(_ words: [String]) async -> [String] {
        guard let (options, found, file) = await project(words), file.project != nil else { return [] }
        let now = CommandContext.current.clock.now()
        return await ProjectLoader.load(file, in: found.folder, isSandbox: options.sandbox, at: now)
            .resources.map(\.address.description)
    }

    private static func project(_ words: [String]) async -> (ProjectOptions, ProjectSearch.Found, file: OpenedProject)?
    {
        guard let options = try? ProjectOptions.parse(projectWords(in: words)),
            let found = ProjectSearch.find(options.project)
        else { return nil }
        return (options, found, ProjectLoader.open(found.folder, at: found.path, shownFolder: found.shown))
    }

    /// Those words of a command line that say which project it is about. Some shells hand them over with their quotes.
    private static func projectWords(in words: [String]) -> [String] {
        var taken: [String] = []
        var isValue = false
        for word in words {
            let isOption = ["--project", "--state"].contains(word)
            if isValue || isOption || word == "--sandbox" || word.hasPrefix("--project=") || word.hasPrefix("--state=")
            {
                taken.append(word.filter { $0 != "\"" && $0 != "'" })
            }
            isValue = isOption && !isValue
        }
        return taken
    }

    /// In order, each once, and none with a character that means anything to a shell.
    private static func safe(_ candidates: [String]) -> [String] {
        Set(candidates.filter { $0.utf8.allSatisfy(isSafe) }).sorted()
    }

    private static func isSafe(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-_./@".utf8.contains(byte)
        }
    }
}
