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
        pages =
            try Self.common(site) + Self.account(renderer) + Self.campaigns(renderer) + Self.groups(renderer)
            + Self.runs(renderer, detail: detail)
            + Self.data(renderer)
    }

    /// Configurations of web servers, in the folder `site/`: they are not published.
    package static let serverFolder = "servers/"

    private static func common(_ site: URL) throws -> [PlannedPage] {
        let folder = ResourceFolder(site)
        return try folder.files().filter { !$0.hasPrefix(Self.serverFolder) }.map { path in
            PlannedPage(path) { [SiteFile(path: path, bytes: try folder.read(path))] }
        }
    }

    private static func account(_ renderer: PageRenderer) -> [PlannedPage] {
        [
            PlannedPage(SitePage.overview.html) { try OverviewPage(renderer).render() },
            PlannedPage(SitePage.people.html) { try PeoplePage(renderer).render() },
            PlannedPage(SitePage.compare.html) { try ComparePage(renderer).render() },
            PlannedPage(SitePage.downloads.html) { try DownloadsPage(renderer).render() },
            PlannedPage(SitePage.methodology.html) { try MethodologyPage(renderer).render() },
        ]
    }

    private static func campaigns(_ renderer: PageRenderer) -> [PlannedPage] {
        [PlannedPage(SitePage.campaigns.html) { try CampaignListPage(renderer).render() }]
            + renderer.account.campaigns.map { campaign in
                PlannedPage(SitePage.campaign(slug: campaign.slug).html) { try CampaignPage(renderer, campaign).render() }
            }
    }

    private static func groups(_ renderer: PageRenderer) -> [PlannedPage] {
        Grouping.allCases.flatMap { grouping in
            [PlannedPage(grouping.page.html) { try GroupListPage(renderer, grouping).render() }]
                + grouping.groups(of: renderer.account).map { group in
                    PlannedPage(grouping.page(of: group).html) { try GroupPage(renderer, grouping, group).render() }
                }
        }
    }

    private static func runs(
        _ renderer: PageRenderer, detail: @escaping @Sendable (Run) async throws -> RunDetail
    ) -> [PlannedPage] {
        [PlannedPage(SitePage.runs.html) { try RunListPage(renderer).render() }]
            + renderer.account.runs.filter(\.hasPage).map { run in
                PlannedPage(run.page.html, archived: run.number == renderer.account.run.number ? nil : run) {
                    let state = RunSnapshot(run, in: renderer.account, detail: try await detail(run))
                    return try RunPage(renderer, state).render() + RunJSON(state).pages()
                }
            }
    }

    private static func data(_ renderer: PageRenderer) -> [PlannedPage] {
        [
            PlannedPage(SiteLayout.totals) {
                [SiteFile(SiteLayout.totals, TotalsJSON(renderer.account, privacy: renderer.options.privacy).text)]
            },
            PlannedPage(SiteLayout.campaigns) { [SiteFile(SiteLayout.campaigns, CampaignsJSON(renderer.account).text)] },
            PlannedPage(SiteLayout.runs) { [SiteFile(SiteLayout.runs, RunsJSON(renderer.account).text)] },
            PlannedPage(SiteLayout.feed) { try Feed(renderer).render() },
        ]
    }
}
