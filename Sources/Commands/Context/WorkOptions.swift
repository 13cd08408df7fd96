import ArgumentParser

/// How vendors are called.
struct WorkOptions: ParsableArguments {
    @Option(help: "The most reviews under way at once on each platform.")
    var parallel = 8

    @Option(help: "How long one review may be waited for in all, when a vendor asks to wait or can't be reached.")
    var maxWait = DurationArgument(seconds: 600)

    @Flag(
        help:
            "Don't wait until a call whose answer was lost can be told apart from one that had no effect; a later run goes on."
    )
    var noWait = false

    @Option(help: "How long calls under way may go on after an interrupt.")
    var drain = DurationArgument(seconds: 5)

    @Option(help: "How long to wait for another Muster that holds the state.")
    var lockTimeout = DurationArgument(seconds: 0)

    func validate() throws {
        if !(1...64).contains(parallel) { throw ValidationError("--parallel takes 1 to 64") }
    }
}
