import OctoSiteCLI

@main
enum EntryPoint {
    static func main() async { await OctoSite.run() }
}
