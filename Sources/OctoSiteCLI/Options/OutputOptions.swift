import ArgumentParser

/// Where the site goes and what it is made from.
struct OutputOptions: ParsableArguments {
    @Option(help: SettingKey.output.help)
    var output: String?

    @Option(help: SettingKey.templates.help)
    var templates: String?
}
