import Foundation

/// `muster plan` of campaigns that recur, against campaigns that don't with as many reviews in state.
struct RecurringBench {
    let muster: String
    /// Where projects are made.
    let folder: URL

    private static let count = 10_000

    func comparisons() throws -> [Comparison] {
        let oneOff = try plans(.history, "Plan: 0 to create, \(Self.count) unchanged, \(7 * Self.count) over.\n")
        let recurring = try plans(
            .recurring,
            "Plan: 0 to create, \(Self.count) unchanged, \(Self.count) upcoming, \(7 * Self.count) over.\n")
        return [
            Comparison(
                "`muster plan`, \(Self.count) quarterly manifests, 8 periods of each in state", seconds: recurring,
                against: "one-off manifests with as many reviews in state", oneOff, atMost: 1.5)
        ]
    }

    private func plans(_ shape: BenchProject.Shape, _ summary: String) throws -> Double {
        let path = folder.appending(path: shape.rawValue).path
        _ = try Child.run(CommandLine.arguments[0], ["make", path, String(Self.count), shape.rawValue])
        return try (0..<7).map { _ in
            let plan = try Child.run(muster, ["plan", "--project", path, "--at", BenchProject.instant])
            guard plan.output.hasSuffix(summary) else {
                throw BenchError("the plan is not what was expected: \(plan.output.suffix(200))")
            }
            return plan.seconds
        }.median
    }
}
