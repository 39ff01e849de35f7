import ArgumentParser

/// How EmailOctopus is reached.
struct ProviderOptions: ParsableArguments {
    @Option(help: SettingKey.api.help)
    var api: String?

    @Option(help: SettingKey.baseURL.help)
    var baseURL: String?

    @Option(help: SettingKey.rate.help)
    var rate: String?

    @Option(help: SettingKey.burst.help)
    var burst: String?

    @Option(help: SettingKey.requestTimeout.help)
    var requestTimeout: String?
}
