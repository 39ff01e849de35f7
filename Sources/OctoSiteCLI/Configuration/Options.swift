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

/// How the provider is reached.
struct ProviderOptions: ParsableArguments {
    @Option(help: ArgumentHelp("v2, v1.6, or auto: a key that begins with eo_ is tried on v2.", valueName: "version"))
    var api: String?

    @Option(
        help: ArgumentHelp(
            "The provider's address, or a stand-in's; v1.6 with its /api/1.6, v2 without a path.", valueName: "url"))
    var baseURL: String?

    @Option(help: ArgumentHelp("Requests a second, 0 for no limit (default: 10 on v2, 4.8 on v1.6).", valueName: "n"))
    var rate: String?

    @Option(help: ArgumentHelp("Requests that may go out at once at the start (default: 98 on v2, 1 on v1.6).", valueName: "n"))
    var burst: String?

    @Option(help: ArgumentHelp("Seconds until a request counts as hung (default: 30).", valueName: "s"))
    var requestTimeout: String?
}

/// What a sync covers.
struct CoverageOptions: ParsableArguments {
    @Option(name: .customLong("campaign"), help: ArgumentHelp("Only this campaign; may be given several times.", valueName: "id"))
    var campaigns: [String] = []

    @Flag(help: "Walk every report, whatever is known.")
    var full = false
}

/// Where the site comes from and goes to.
struct OutputOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder the site is published in (default: public).", valueName: "dir"))
    var output: String?

    @Option(help: ArgumentHelp("Templates that replace the built-in ones, file by file.", valueName: "dir"))
    var templates: String?
}
