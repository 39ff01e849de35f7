import ArgumentParser

/// What a sync reads.
struct CoverageOptions: ParsableArguments {
    @Option(name: .customLong("campaign"), help: ArgumentHelp("Only this campaign; may be given several times.", valueName: "id"))
    var campaigns: [String] = []

    @Flag(help: "Read every report, whatever is known already.")
    var full = false
}
