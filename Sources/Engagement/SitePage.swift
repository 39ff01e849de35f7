import Basics

/// A page of the site: `index.html` in a folder of its own, with the same as Markdown beside it.
package enum SitePage: Hashable, Sendable {
    case overview
    case campaigns
    case campaign(slug: String)
    case months
    /// A month as `2026-11`.
    case month(String)
    case lists
    /// The campaigns that went to the same lists, by the ids of these lists.
    case list(String)
    case seriesList
    /// Campaigns whose names say the same but for numbers and months, by what is left of the names.
    case series(String)
    case audience, people, compare, downloads, methodology, dataCheck
    case runs
    /// By the id of the run.
    case run(String)

    /// Relative to the site's root, with a slash at the end; empty for the overview.
    package var folder: String {
        switch self {
        case .overview: ""
        case .campaigns: "campaigns/"
        case .campaign(let slug): "\(SitePage.campaigns.folder)\(slug)/"
        case .months: "months/"
        case .month(let month): "\(SitePage.months.folder)\(month)/"
        case .lists: "lists/"
        case .list(let ids): "\(SitePage.lists.folder)\(Self.fingerprint(of: ids))/"
        case .seriesList: "series/"
        case .series(let key): "\(SitePage.seriesList.folder)\(Self.fingerprint(of: key))/"
        case .audience: "audience/"
        case .people: "people/"
        case .compare: "compare/"
        case .downloads: "downloads/"
        case .methodology: "methodology/"
        case .dataCheck: "data-check/"
        case .runs: "runs/"
        case .run(let id): "\(SitePage.runs.folder)\(id)/"
        }
    }

    package var html: String { "\(folder)index.html" }
    package var markdown: String { "\(folder)index.md" }

    /// From the page to the site's root: `../../`; empty for the overview.
    package var root: String { String(repeating: "../", count: folder.count { $0 == "/" }) }

    /// The shortest relative address of another page, as a link on this page has it.
    package func address(of page: SitePage) -> String { address(of: page.html) }

    /// The shortest relative address of a file of the site, as a link on this page has it.
    package func address(of path: String) -> String {
        var here = folder.split(separator: "/")[...]
        var there = path.split(separator: "/")[...]
        while let name = here.first, name == there.first, there.count > 1 {
            here.removeFirst()
            there.removeFirst()
        }
        return String(repeating: "../", count: here.count) + there.joined(separator: "/")
    }

    /// The 64-bit FNV-1a hash of ids or names, in hexadecimal. They are the provider's and may hold any character.
    private static func fingerprint(of text: String) -> String { FNV1a.hash(text).padded(to: 16, radix: 16) }
}
