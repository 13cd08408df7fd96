import Foundation
import Testing

extension BadInput {
    private static let state = "muster.state.json"

    /// States and journals that must never be taken for an empty one.
    static let states: [BadInput] =
        [
            inState("missing", "M0401", at: nil) {
                try FileManager.default.removeItem(at: $0.folder.appending(path: state))
            },
            inState("empty", "M0402", at: "1:1") { try $0.write("", to: state) },
            inState("truncated", "M0402", at: nil) { try $0.write(String(try $0.read(state).dropLast(9)), to: state) },
            inState("edited by hand", "M0402", at: nil) { try edit($0, #""serial": 0"#, #""serial": 1"#) },
            inState("some other JSON", "M0402", at: nil) {
                try $0.write("[{\"a\\u001b\": \"\\u001b[31m\"}]\n", to: state)
            },
            inState("something else", "M0402", at: "1:1") { try $0.write("\u{1B}[31m\u{0}\u{9B}", to: state) },
            inState("of 100 MB", "M0402", at: "1:1") { try $0.sparse(state, bytes: 100 << 20) },
            inState("100,000 brackets", "M0402", at: nil) {
                try $0.write(String(repeating: "[", count: 100_000), to: state)
            },
            inState("of a merge in conflict", "M0402", at: nil) {
                let text = try $0.read(state)
                try $0.write("<<<<<<< HEAD\n\(text)=======\n\(text)>>>>>>> other\n", to: state)
            },
            inState("of another lineage", "M0403", at: "1:1") {
                let lineage = String(repeating: "0", count: 32)
                let lines = try $0.read("muster.yaml").split(separator: "\n")
                    .map { $0.hasPrefix("lineage:") ? "lineage: \"\(lineage)\"" : $0 }
                try $0.write(lines.joined(separator: "\n"), to: "muster.yaml")
            },
            inState("of another world", "M0404", at: "1:1") {
                try $0.write(Data(try worlds.get().state.utf8), to: state)
            },
            inState("of a Muster to come", "M0405", at: nil) { try edit($0, "muster.state/2", "muster.state/3") },
            inState("a folder", "M0402", at: nil) {
                try FileManager.default.removeItem(at: $0.folder.appending(path: state))
                try $0.write("", to: "\(state)/x")
            },
            inState("a link out of the project", "M0113", at: nil) {
                try FileManager.default.moveItem(
                    at: $0.folder.appending(path: state), to: $0.outsideFolder.appending(path: state))
                try $0.link(state, to: "../\(state)")
            },
            BadInput("no lineage", "M0412", at: "muster.yaml:1:1", commands: stateCommands) {
                try $0.write("version: 1\nplatforms: { opal: {} }\n", to: "muster.yaml")
            },
        ] + journals

    private static let journals: [BadInput] = [
        inJournal("damaged in its middle", "M0406", at: "3:") { $0.damaged(line: 3) },
        inJournal("damaged in its header", "M0406", at: "1:") { $0.damaged(line: 1) },
        inJournal("without a line", "M0406", at: "2:") { lines in
            lines.enumerated().filter { $0.offset != 1 }.map(\.element)
        },
        inJournal("of something else", "M0406", at: "1:") { _ in ["\u{1B}[31m", "x"] },
        BadInput("a journal of another state", "M0407", at: ".muster/state.json.journal:1:1", commands: sandboxCommands)
        {
            let world = try worlds.get()
            try $0.write(world.state, to: ".muster/state.json")
            try $0.write(world.otherJournal, to: ".muster/state.json.journal")
        },
        BadInput("a journal whose state is gone", "M0401", at: nil, commands: stateCommands) {
            try FileManager.default.removeItem(at: $0.folder.appending(path: state))
            try $0.write("x\n", to: "\(state).journal")
        },
    ]

    private static let stateCommands = [["plan"], ["apply", "--yes"], ["state", "list"]]
    private static let sandboxCommands = stateCommands.map { $0 + ["--sandbox"] }

    private static func inState(
        _ name: String, _ code: String, at place: String?, _ make: @escaping @Sendable (Muster) throws -> Void
    ) -> BadInput {
        BadInput(
            "a state that is \(name)", code, at: place.map { "\(state):\($0)" }, commands: stateCommands, make: make)
    }

    private static func edit(_ muster: Muster, _ old: String, _ new: String) throws {
        let text = try muster.read(state)
        try #require(text.contains(old))
        try muster.write(text.replacing(old, with: new), to: state)
    }

    /// A sandbox whose apply was killed with its journal on disk, the journal's lines changed.
    private static func inJournal(
        _ name: String, _ code: String, at place: String, _ change: @escaping @Sendable ([String]) -> [String]
    ) -> BadInput {
        BadInput("a journal \(name)", code, at: ".muster/state.json.journal:\(place)", commands: sandboxCommands) {
            let world = try worlds.get()
            let lines = world.journal.split(separator: "\n").map(String.init)
            try #require(lines.count >= 4)
            try $0.write(Data(world.state.utf8), to: ".muster/state.json")
            try $0.write(change(lines).joined(separator: "\n") + "\n", to: ".muster/state.json.journal")
        }
    }

    /// What a killed sandbox leaves, and a journal that belongs to a later state of it.
    struct World {
        /// The first state, before anything was folded into it.
        let state: String
        let journal: String
        let otherJournal: String
    }

    static let worlds = Swift.Result {
        var muster = try project()
        let sandbox = ["apply", "--yes", "--sandbox"]
        muster.environment["MUSTER_TEST_KILL_AT"] = "journal.synced:2"
        try #require(try muster.run(sandbox).isCrash)
        let (state, journal) = (try muster.read(".muster/state.json"), try muster.read(".muster/state.json.journal"))
        muster.environment = [:]
        _ = try muster.run(sandbox)
        try muster.write(campaign("    uar_scope: { names: [later] }\n", name: "later"), to: "campaigns/later.yaml")
        muster.environment["MUSTER_TEST_KILL_AT"] = "journal.synced:2"
        try #require(try muster.run(sandbox).isCrash)
        return World(
            state: state, journal: journal, otherJournal: try muster.read(".muster/state.json.journal"))
    }
}

extension [String] {
    /// With the last letter of a line changed.
    fileprivate func damaged(line number: Int) -> [String] {
        enumerated().map { $0.offset == number - 1 ? $0.element.dropLast() + "~" : $0.element }
    }
}
