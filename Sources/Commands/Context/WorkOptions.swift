import ArgumentParser

/// How vendors are called.
struct WorkOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The most reviews under way at once on each platform.", valueName: "n"))
    var parallel = 8

    @Option(
        help: ArgumentHelp(
            "How long one review may be waited for in all, when a vendor asks to wait or can't be reached.",
            valueName: "duration"))
    var maxWait = DurationArgument(seconds: 600)

    @Flag(
        help:
            "Don't wait until a call whose answer was lost can be told apart from one that had no effect; a later run goes on."
    )
    var noWait = false

    @Option(help: ArgumentHelp("How long calls under way may go on after an interrupt.", valueName: "duration"))
    var drain = DurationArgument(seconds: 5)

    @Option(help: ArgumentHelp("How long to wait for another Muster that holds the state.", valueName: "duration"))
    var lockTimeout = DurationArgument(seconds: 0)

    func validate() throws {
        if !(1...64).contains(parallel) { throw ValidationError("--parallel takes 1 to 64") }
    }
}
