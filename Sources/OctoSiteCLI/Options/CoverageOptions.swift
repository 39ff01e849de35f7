import ArgumentParser

/// What a sync covers.
struct CoverageOptions: ParsableArguments {
    @Option(name: .customLong("campaign"), help: ArgumentHelp("Only this campaign; may be given several times.", valueName: "id"))
    var campaigns: [String] = []

    @Flag(help: "Walk every report, whatever is known.")
    var full = false
}
