import Engagement
import Testing

@Suite("Addresses of the site")
struct SiteLayoutTests {
    private static let pages: [SitePage: String] = [
        .overview: "index.html", .campaigns: "campaigns/index.html",
        .campaign(slug: "news-1"): "campaigns/news-1/index.html", .months: "months/index.html",
        .month("2026-11"): "months/2026-11/index.html", .lists: "lists/index.html",
        .list("list-0"): "lists/dd7f95313543cfdc/index.html", .people: "people/index.html",
        .compare: "compare/index.html", .downloads: "downloads/index.html", .methodology: "methodology/index.html",
        .runs: "runs/index.html", .run("2026-11-23T020000Z"): "runs/2026-11-23T020000Z/index.html",
    ]

    @Test("Pages stay where readers found them")
    func pages() {
        for (page, path) in Self.pages {
            #expect(page.html == path)
            #expect(page.markdown == path.replacing(".html", with: ".md"))
            #expect(page.root.count == 3 * path.count { $0 == "/" })
        }
    }

    @Test("Files to download and files for programs stay where readers found them")
    func files() {
        let id = "2026-11-23T020000Z"
        #expect(
            ParticipantQuery.Filter.allCases.map(SiteLayout.participants) == [
                "downloads/all.csv", "downloads/engaged.csv", "downloads/opened.csv", "downloads/clicked.csv",
                "downloads/bounced.csv", "downloads/complained.csv", "downloads/unsubscribed.csv", "downloads/unengaged.csv",
            ])
        #expect(
            RecencyTier.allCases.map(SiteLayout.people) == [
                "downloads/tier-30-people.csv", "downloads/tier-90-people.csv", "downloads/tier-180-people.csv",
                "downloads/tier-older-people.csv", "downloads/tier-never-people.csv",
            ])
        #expect(SiteLayout.participants(ofCampaign: "news-1") == "downloads/campaigns/news-1.csv")
        #expect(SiteLayout.allPeople == "downloads/all-people.csv")
        #expect(SiteLayout.engagedPeople == "downloads/engaged-people.csv")
        #expect(
            ChangeFile.allCases.map { SiteLayout.changes($0, ofRun: id) }
                == [
                    "newly-engaged", "new-participants", "newly-opened", "newly-clicked", "newly-bounced", "newly-complained",
                    "newly-unsubscribed", "vanished", "returned", "wavered", "changed-addresses",
                ].map { "runs/\(id)/\($0).csv" })
        #expect(SiteLayout.data(ofRun: id) == "data/runs/\(id).json" && SiteLayout.script(ofRun: id) == "data/runs/\(id).js")
        #expect(
            [
                SiteLayout.totals, SiteLayout.campaigns, SiteLayout.runs, SiteLayout.dataPackage,
                SiteLayout.dataPackage(ofRun: id), SiteLayout.feed, SiteLayout.notFoundPage, SiteLayout.checksums,
            ] == [
                "data/totals.json", "data/campaigns.json", "data/runs.json", "datapackage.json",
                "runs/\(id)/datapackage.json", "feed.xml", "404.html", "SHA256SUMS",
            ])
    }

    @Test(
        "A link is the shortest way from one page to another",
        arguments: [
            (SitePage.overview, SitePage.campaign(slug: "a"), "campaigns/a/index.html"),
            (.campaigns, .campaign(slug: "a"), "a/index.html"), (.campaign(slug: "b"), .campaign(slug: "a"), "../a/index.html"),
            (.month("2026-11"), .campaign(slug: "a"), "../../campaigns/a/index.html"),
            (.campaign(slug: "a"), .campaigns, "../index.html"), (.run("1"), .run("1"), "index.html"),
            (.run("1"), .overview, "../../index.html"), (.overview, .overview, "index.html"),
        ])
    func links(page: SitePage, target: SitePage, address: String) {
        #expect(page.address(of: target) == address)
    }
}
