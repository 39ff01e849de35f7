package import Engagement
package import Foundation
package import Metrics

/// Everything a site shows, as a list of pages to be rendered one by one. No clock is read: the same input gives the same bytes.
package struct SiteBuilder: Sendable {
    /// In a fixed order. Different pages may be rendered by several tasks at once.
    package let pages: [PlannedPage]

    /// - Parameters:
    ///   - report: of the run that is shown.
    ///   - downloads: the files that have been exported, in the order they are listed.
    ///   - templates: see ``TemplateLibrary``.
    ///   - site: the folder `site/`: what is the same for everybody, copied as it is.
    ///   - detail: asked for the run that is shown, and for an earlier one whose page was not published yet.
    /// - Throws: ``SiteError`` where the folder can't be read.
    package init(
        report: AccountReport, downloads: [DownloadEntry], templates: TemplateLibrary, site: URL,
        options: SiteOptions = SiteOptions(), detail: @escaping @Sendable (Run) async throws -> RunDetail
    ) throws {
        let kit = PageKit(report: report, downloads: downloads, library: templates, options: options)
        pages =
            try Self.common(site) + Self.account(kit) + Self.campaigns(kit) + Self.groups(kit) + Self.runs(kit, detail: detail)
            + Self.data(kit)
    }

    private static func common(_ site: URL) throws -> [PlannedPage] {
        try SiteFolder.files(in: site).map { path in
            PlannedPage(path) { [Page(path: path, bytes: try SiteFolder.read(site.appending(path: path)))] }
        }
    }

    private static func account(_ kit: PageKit) -> [PlannedPage] {
        [
            PlannedPage(SitePage.overview.html) { try OverviewPage(kit).render() },
            PlannedPage(SitePage.people.html) { try PeoplePage(kit).render() },
            PlannedPage(SitePage.compare.html) { try ComparePage(kit).render() },
            PlannedPage(SitePage.downloads.html) { try DownloadsPage(kit).render() },
            PlannedPage(SitePage.methodology.html) { try MethodologyPage(kit).render() },
        ]
    }

    private static func campaigns(_ kit: PageKit) -> [PlannedPage] {
        [PlannedPage(SitePage.campaigns.html) { try CampaignListPage(kit).render() }]
            + kit.report.campaigns.map { campaign in
                PlannedPage(SitePage.campaign(slug: campaign.slug).html) { try CampaignPage(kit, campaign).render() }
            }
    }

    private static func groups(_ kit: PageKit) -> [PlannedPage] {
        Grouping.allCases.flatMap { grouping in
            [PlannedPage(grouping.page.html) { try GroupListPage(kit, grouping).render() }]
                + grouping.groups(of: kit.report).map { group in
                    PlannedPage(grouping.page(of: group).html) { try GroupPage(kit, grouping, group).render() }
                }
        }
    }

    private static func runs(
        _ kit: PageKit, detail: @escaping @Sendable (Run) async throws -> RunDetail
    ) -> [PlannedPage] {
        [PlannedPage(SitePage.runs.html) { try RunListPage(kit).render() }]
            + kit.report.runs.filter(\.hasPage).map { run in
                PlannedPage(run.page.html, archived: run.number == kit.report.run.number ? nil : run) {
                    let state = RunState(run, in: kit.report, detail: try await detail(run))
                    return try RunPage(kit, state).render() + RunJSON(state).pages()
                }
            }
    }

    private static func data(_ kit: PageKit) -> [PlannedPage] {
        [
            PlannedPage(SiteLayout.totals) {
                [Page(SiteLayout.totals, TotalsJSON(kit.report, privacy: kit.options.privacy).text)]
            },
            PlannedPage(SiteLayout.campaigns) { [Page(SiteLayout.campaigns, CampaignsJSON(kit.report).text)] },
            PlannedPage(SiteLayout.runs) { [Page(SiteLayout.runs, RunsJSON(kit.report).text)] },
            PlannedPage(SiteLayout.feed) { [Page(SiteLayout.feed, Feed(kit).text)] },
        ]
    }
}
