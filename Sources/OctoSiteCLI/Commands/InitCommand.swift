import ArgumentParser
import Engagement
import Foundation
import Workflows

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a commented octo-site.yml, or print a web server's configuration for the site.")

    @Option(help: ArgumentHelp("Print a snippet for this server instead: nginx, caddy or apache.", valueName: "name"))
    var webServer: WebServer?

    @Option(help: ArgumentHelp("Where the configuration is written.", valueName: "file"))
    var config = ConfigurationFile.defaultPath

    func run() async throws {
        if let webServer {
            let site = try Resources.find().site
            let page = FileManager.default.contents(atPath: site.appending(path: SiteLayout.notFoundPage).path)
            let snippet = try webServer.snippet(in: site, policy: ContentPolicy.header(notFoundPage: page))
            return print(snippet, terminator: "")
        }
        guard !FileManager.default.fileExists(atPath: config) else {
            throw UsageError("\(config) exists already; nothing was written. Edit it, or choose another name with --config.")
        }
        guard FileManager.default.createFile(atPath: config, contents: Data(Self.template.utf8)) else {
            throw UsageError("\(config) can't be written. Check its folder's permissions.")
        }
        print("Wrote \(config). Put your key into EMAILOCTOPUS_API_KEY, then run `octo-site build`.")
    }

    static let template = """
        # octo-site: every key is optional; a flag or an OCTO_SITE_… variable comes before what stands here.

        # Where everything is kept: sqlite:PATH, mongodb://… or mongodb+srv://…
        store: sqlite:octo-site.sqlite
        # The folder the site is published in. Serve it with any web server.
        output: public

        # auto: a key that begins with eo_ is tried on v2, any other on v1.6.
        api: auto
        # The key comes from EMAILOCTOPUS_API_KEY, or from this file.
        # api_key_file: /etc/octo-site/key

        # What the site calls itself, and where it will be found (for the feed's links).
        title: Campaign engagement
        # site_url: https://engagement.example.com/

        # The clock of the heat maps by hour of the week.
        timezone: UTC
        # Test campaigns that stay out of the totals: ids or exact names.
        exclude: []
        # On v2, join the contacts' fields from the lists (costs requests).
        contact_fields: true

        # full: addresses and fields; pseudonyms: keyed ids instead; aggregates: no contact rows at all.
        privacy: full
        # Fields that pseudonyms may carry.
        publish_fields: []
        # Several spellings of one field become one column.
        # field_aliases:
        #   kWhs: kWh

        """
}
