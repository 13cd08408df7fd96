import Foundation

// `swift run -c release muster-bench` measures everything and prints a table; it takes some minutes and 1 GB in the temporary
// folder, which it gives back. `muster-bench apply` measures applies alone, some minutes too. `muster-bench crash --kills N [--seed S]`
// kills applies at random instants, and shows that every review exists exactly once all the same. `muster-bench make FOLDER CAMPAIGNS
// [SHAPE]` only makes a project.

switch CommandLine.arguments.dropFirst().first {
case nil: try await Bench.run()
case "apply": try await Bench.runApply()
case "make" where CommandLine.arguments.count >= 4:
    let shape = CommandLine.arguments.dropFirst(4).first ?? BenchProject.Shape.reviews.rawValue
    guard let campaigns = Int(CommandLine.arguments[3]), campaigns > 0, let shape = BenchProject.Shape(rawValue: shape)
    else { fallthrough }
    try await BenchProject(folder: URL(filePath: CommandLine.arguments[2]), campaigns: campaigns, shape: shape).make()
case "crash" where CommandLine.arguments.count >= 4: try await Bench.crash(Array(CommandLine.arguments.dropFirst(2)))
default:
    print("usage: muster-bench [apply | crash --kills N [--seed S] | make FOLDER CAMPAIGNS [SHAPE]]")
    exit(64)
}
