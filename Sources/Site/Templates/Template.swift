/// The built-in templates of the site, by their names in `templates/`.
package enum Template: String, CaseIterable, Sendable {
    case overview = "index.md"
    case campaigns = "campaigns.md"
    case campaign = "campaign.md"
    /// Months, lists or series.
    case groups = "groups.md"
    /// A month, or the campaigns of a list or a series.
    case group = "group.md"
    case audience = "audience.md"
    case people = "people.md"
    case runs = "runs.md"
    case run = "run.md"
    case compare = "compare.md"
    case downloads = "downloads.md"
    case methodology = "methodology.md"
    case dataCheck = "data-check.md"
    /// Around the content of every page.
    case frame = "page.html"
    case feed = "feed.xml"
}
