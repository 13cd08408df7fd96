import Foundation

/// How long `muster` takes to begin, against a Swift program that does nothing.
struct StartBench {
    let muster: String
    /// Where that program is made.
    let folder: URL

    func comparisons() throws -> [Comparison] {
        let source = folder.appending(path: "nothing.swift")
        let nothing = folder.appending(path: "nothing").path
        try Data().write(to: source)
        _ = try Child.run("swiftc", ["-O", source.path, "-o", nothing])
        var starts: [Double] = []
        var versions: [Double] = []
        for _ in 0..<51 {
            starts.append(try Child.run(nothing, []).seconds)
            versions.append(try Child.run(muster, ["version"]).seconds)
        }
        return [
            Comparison(
                "`muster version`", seconds: versions.median, against: "empty Swift program", starts.median, atMost: 3)
        ]
    }
}
