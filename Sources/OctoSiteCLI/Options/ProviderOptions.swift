import ArgumentParser

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
