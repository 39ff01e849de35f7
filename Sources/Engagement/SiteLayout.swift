import Basics

/// Every file of the site by its path, in one place. Paths are relative to the site's root; pages are in ``SitePage``.
///
/// Readers, scripts and spreadsheets keep these addresses: a path never changes its meaning.
package enum SiteLayout {
    /// Runs as an Atom feed.
    package static let feed = "feed.xml"
    /// Shown by a web server at any depth for an address that does not exist.
    package static let notFoundPage = "404.html"
    /// The SHA-256 of every other file.
    package static let checksums = "SHA256SUMS"

    // MARK: For programs

    package static let totals = "data/totals.json"
    package static let campaigns = "data/campaigns.json"
    package static let runs = "data/runs.json"
    /// The folder of the files of each run.
    package static let runDataFolder = "data/runs/"

    package static func data(ofRun id: String) -> String { "\(runDataFolder)\(id).json" }

    /// The same data as a script, for pages opened from a folder, where browsers refuse to fetch.
    package static func script(ofRun id: String) -> String { "\(runDataFolder)\(id).js" }

    /// How opens and clicks of the newest campaigns came in, as a script, for the page that compares campaigns.
    package static let comparisonScript = "assets/compare-data.js"

    /// The JSON Schemas of these files, in the folder `site/`: `run` is of each run's file.
    package static let schemas = ["totals", "campaigns", "runs", "run"].map { "data/schema/\($0).json" }

    /// Describes the CSVs of the site.
    package static let dataPackage = "datapackage.json"

    /// Describes the CSVs of one run.
    package static func dataPackage(ofRun id: String) -> String { DownloadScope.run(id).folder + dataPackage }

    // MARK: To download

    package static func figures(_ file: FigureFile) -> String { "\(DownloadScope.figures.folder)\(file.rawValue).csv" }

    /// The tables of figures as sheets.
    package static let workbook = "\(DownloadScope.figures.folder)octo-site.xlsx"

    package static func participants(_ filter: ParticipantQuery.Filter) -> String {
        "\(DownloadScope.account.folder)\(filter.rawValue).csv"
    }

    package static func participants(ofCampaign slug: String) -> String { "\(DownloadScope.campaign.folder)\(slug).csv" }

    /// The folder of a list's segments has the list's id, or a hash of one that could not be a name.
    package static func segment(_ file: SegmentFile, of list: ListID) -> String {
        let isName =
            !list.isEmpty && list.utf8.count <= 64
            && list.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
            }
        let folder = isName ? list : FNV1a.hash(list).padded(to: 16, radix: 16)
        return "\(DownloadScope.segments.folder)\(folder)/\(file.rawValue).csv"
    }

    /// Those recipients of a campaign who did one thing, beside its page.
    package static func recipients(_ file: RecipientFile, ofCampaign slug: String) -> String {
        "\(SitePage.campaign(slug: slug).folder)\(file.rawValue).csv"
    }

    package static let allPeople = "\(DownloadScope.account.folder)all-people.csv"
    package static let engagedPeople = "\(DownloadScope.account.folder)engaged-people.csv"

    package static func people(_ tier: RecencyTier) -> String {
        "\(DownloadScope.account.folder)tier-\(tier.rawValue)-people.csv"
    }

    /// Files that the next release does not have: those who opened are those who engaged, and segments take the place of tiers.
    package static let deprecated: Set<String> = Set([participants(.opened)] + RecencyTier.allCases.map(people))

    package static func changes(_ file: ChangeFile, ofRun id: String) -> String { DownloadScope.run(id).folder + file.name }
}
