import Foundation

/// `muster plan` where there is nothing to do, against libyaml and against its own project's size.
struct PlanBench {
    let muster: String
    /// Where projects are made.
    let folder: URL

    private static let small = 10_000
    private static let large = 100_000

    func comparisons() throws -> [Comparison] {
        let small = try project(Self.small)
        let loop = try EventLoop(small.manifests)
        let unread = try (0..<5).map { _ in try plan(small) }
        try settle(small)
        var loops: [Double] = []
        var plans: [Child] = []
        for _ in 0..<9 {
            loops.append(try loop.run())
            plans.append(try plan(small))
        }
        let time = plans.map(\.seconds).median
        let large = try project(Self.large)
        try settle(large)
        let largePlans = try (0..<3).map { _ in try plan(large) }
        return [
            Comparison(
                "`muster plan`, nothing to do, \(Self.small) manifests", seconds: time,
                against: "bare libyaml loop, one thread", loops.median, atMost: 1.5),
            Comparison(
                "the same where no apply has seen the manifests as they are", seconds: unread.map(\.seconds).median,
                against: "bare libyaml loop, one thread", loops.median, atMost: nil),
            Comparison(
                "`muster plan`, \(Self.large) manifests", seconds: largePlans.map(\.seconds).median,
                against: "\(Self.small) manifests", time, atMost: 11),
            try memory(Self.small, small, plans),
            try memory(Self.large, large, largePlans),
        ]
    }

    private func memory(_ count: Int, _ project: BenchProject, _ plans: [Child]) throws -> Comparison {
        Comparison(
            "peak memory, \(count) manifests", bytes: plans.map(\.peakBytes).max() ?? 0,
            against: "manifests and state", try project.size(), atMost: 4)
    }

    /// Made by a process of its own, so that this one stays small.
    private func project(_ campaigns: Int) throws -> BenchProject {
        let project = BenchProject(folder: folder.appending(path: "project-\(campaigns)"), campaigns: campaigns)
        _ = try Child.run(CommandLine.arguments[0], ["make", project.folder.path, String(campaigns)])
        return project
    }

    /// Has an apply find that there is nothing to do, and say so in state.
    private func settle(_ project: BenchProject) throws {
        _ = try Child.run(muster, ["apply", "--yes", "--project", project.folder.path])
    }

    private func plan(_ project: BenchProject) throws -> Child {
        let child = try Child.run(muster, ["plan", "--project", project.folder.path, "--at", BenchProject.instant])
        let reviews = project.campaigns * BenchProject.reviewsPerCampaign
        guard child.output == "Plan: 0 to create, \(reviews) unchanged.\n" else {
            throw BenchError("the plan is not what was expected: \(child.output.suffix(200))")
        }
        return child
    }
}
