/// The built-in templates of the site, by their names in `templates/`.
package enum Template: String, CaseIterable, Sendable {
    case overview = "index.md"
    case campaigns = "campaigns.md"
    case campaign = "campaign.md"
    /// Months or lists.
    case groups = "groups.md"
    /// A month, or the campaigns of a list.
    case group = "group.md"
    case people = "people.md"
    case runs = "runs.md"
    case run = "run.md"
    case compare = "compare.md"
    case downloads = "downloads.md"
    case methodology = "methodology.md"
    /// Around the content of every page.
    case frame = "page.html"
    case feed = "feed.xml"
}
