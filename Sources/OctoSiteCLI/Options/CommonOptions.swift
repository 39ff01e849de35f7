import ArgumentParser

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The configuration file (default: octo-site.yml, where there is one).", valueName: "file"))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "Where everything is kept: sqlite:PATH or mongodb://… (default: sqlite:octo-site.sqlite).", valueName: "uri"))
    var store: String?

    @Flag(help: "Say only what went wrong.")
    var quiet = false

    @Flag(help: "Say more.")
    var verbose = false

    @Option(help: ArgumentHelp("How messages on standard error are written: text or json.", valueName: "format"))
    var logFormat: LogFormat = .text

    @Flag(help: "No progress bars, even on a terminal.")
    var noProgress = false
}

enum LogFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
