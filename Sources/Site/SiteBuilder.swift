import Basics
package import Engagement
package import Foundation
package import Metrics
package import Templates

/// The whole site, as a list of pages to be rendered one by one. It reads no clock: the same input gives the same bytes.
package struct SiteBuilder: Sendable {
    /// In a fixed order. Different pages may be rendered by several tasks at once.
    package let pages: [PlannedPage]

    /// - Parameters:
    ///   - account: as of the run that is shown.
    ///   - downloads: the files that have been exported, in the order they are listed.
    ///   - templates: see ``TemplateLibrary``.
    ///   - site: the folder `site/`: what is the same on every site, copied as it is, but for ``serverFolder``.
    ///   - detail: asked for the run that is shown, and for an earlier one whose page was not published yet.
    /// - Throws: ``ResourceError`` where the folder can't be read.
    package init(
        account: AccountMetrics, downloads: [DownloadEntry], templates: TemplateLibrary, site: URL,
        options: SiteOptions = SiteOptions(), detail: @escaping @Sendable (Run) async throws -> RunDetail
    ) throws {
        let renderer = PageRenderer(account: account, downloads: downloads, library: templates, options: options)
        // What takes long comes first: written side by side, nothing large is left for one core at the end.
        pages =
            try Self.data(renderer) + Self.runs(renderer, detail: detail) + Self.account(renderer)
            + Self.campaigns(renderer) + Self.groups(renderer) + Self.common(site, address: options.address)
    }

    /// The configurations of web servers in the folder `site/`, which are not published.
    package static let serverFolder = "servers/"

    private static func common(_ site: URL, address: String?) throws -> [PlannedPage] {
        let folder = ResourceFolder(site)
        return try folder.files().filter { !$0.hasPrefix(Self.serverFolder) }.map { path in
            PlannedPage(path) {
                let bytes = try folder.read(path)
                guard path == SiteLayout.notFoundPage, let address else { return [SiteFile(path: path, bytes: bytes)] }
                return [SiteFile(path, linkingHome(String(decoding: bytes, as: UTF8.self), to: address))]
            }
        }
    }

    /// The page for what isn't there is shown at any depth, so that its link to the overview can't be relative.
    private static func linkingHome(_ html: String, to address: String) -> String {
        html.replacing("href=\"/\"", with: "href=\"\(HTMLEscape.text(address))\"")
    }

    private static func account(_ renderer: PageRenderer) -> [PlannedPage] {
        [
            PlannedPage(.overview) { try OverviewPage(renderer).render() },
            PlannedPage(.audience) { try AudiencePage(renderer).render() },
            PlannedPage(.people) { try PeoplePage(renderer).render() },
            PlannedPage(.compare) { try ComparePage(renderer).render() },
            PlannedPage(.downloads) { try DownloadsPage(renderer).render() },
            PlannedPage(.methodology) { try MethodologyPage(renderer).render() },
            PlannedPage(.dataCheck) { try DataCheckPage(renderer).render() },
        ]
    }

    private static func campaigns(_ renderer: PageRenderer) -> [PlannedPage] {
        [PlannedPage(.campaigns) { try CampaignListPage(renderer).render() }]
            + renderer.account.campaigns.map { campaign in
                PlannedPage(.campaign(slug: campaign.slug)) { try CampaignPage(renderer, campaign).render() }
            }
    }

    private static func groups(_ renderer: PageRenderer) -> [PlannedPage] {
        Grouping.allCases.flatMap { grouping in
            [PlannedPage(grouping.page) { try GroupListPage(renderer, grouping).render() }]
                + grouping.groups(of: renderer.account).map { group in
                    PlannedPage(grouping.page(of: group)) { try GroupPage(renderer, grouping, group).render() }
                }
        }
    }

    private static func runs(
        _ renderer: PageRenderer, detail: @escaping @Sendable (Run) async throws -> RunDetail
    ) -> [PlannedPage] {
        [PlannedPage(.runs) { try RunListPage(renderer).render() }]
            + renderer.account.runs.filter(\.hasPage).map { run in
                PlannedPage(run.page, archived: run.number == renderer.account.run.number ? nil : run) {
                    let snapshot = RunSnapshot(run, in: renderer.account, detail: try await detail(run))
                    return try RunPage(renderer, snapshot).render() + RunJSON(snapshot).files()
                }
            }
    }

    private static func data(_ renderer: PageRenderer) -> [PlannedPage] {
        let account = renderer.account
        return [
            file(SiteLayout.totals) { TotalsJSON(account, options: renderer.options).text },
            file(SiteLayout.campaigns) { CampaignsJSON(account).text },
            file(SiteLayout.runs) { RunsJSON(account).text },
            file(SiteLayout.comparisonScript) { ComparisonScript(account).text },
            file(SiteLayout.feed) { try Feed(renderer).text() },
        ]
    }

    private static func file(_ path: String, _ text: @escaping @Sendable () throws -> String) -> PlannedPage {
        PlannedPage(path) { [SiteFile(path, try text())] }
    }
}
