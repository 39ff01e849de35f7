import ArgumentParser

/// Where the site comes from and goes to.
struct OutputOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder the site is published in (default: public).", valueName: "dir"))
    var output: String?

    @Option(help: ArgumentHelp("Templates that replace the built-in ones, file by file.", valueName: "dir"))
    var templates: String?
}
