package import Engagement

/// Where a run stands in the site.
extension Run {
    /// Runs that came to nothing, or were taken back, are listed but have no page of their own.
    package var hasPage: Bool { state != .running && state != .rolledBack }

    /// What its page can't do without, relative to the site's root.
    package var pageFiles: [String] {
        ["runs/\(id)/index.html", "runs/\(id)/index.md", "data/runs/\(id).json", "data/runs/\(id).js"]
    }

    /// Everything that belongs to its page, CSVs included: files, and folders with all that is in them.
    package var pagePlaces: [String] { ["runs/\(id)", "data/runs/\(id).json", "data/runs/\(id).js"] }
}
