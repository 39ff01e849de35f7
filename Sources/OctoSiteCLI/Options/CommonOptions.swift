import ArgumentParser

/// The options of every command.
struct CommonOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The configuration file (default: octo-site.yml, where there is one).", valueName: "file"))
    var config: String?

    @Option(help: SettingKey.store.help)
    var store: String?

    @Flag(help: "Print only warnings and errors.")
    var quiet = false

    @Flag(help: "Print more messages.")
    var verbose = false

    @Option(help: ArgumentHelp("The format of messages on standard error: text or json.", valueName: "format"))
    var logFormat: LogFormat = .text

    @Flag(help: "No progress bars, even on a terminal.")
    var noProgress = false
}

enum LogFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json

    /// What the arguments ask for, also where they can't be read otherwise. The last one counts.
    init(of arguments: [String]) {
        let flag = "--log-format"
        let values = arguments.enumerated().compactMap { index, argument -> String? in
            if argument == flag { return arguments.dropFirst(index + 1).first }
            return argument.hasPrefix(flag + "=") ? String(argument.dropFirst(flag.count + 1)) : nil
        }
        self = values.last.flatMap(LogFormat.init) ?? .text
    }
}
