package import Engagement

/// Where a run stands in the site.
extension Run {
    /// Runs that came to nothing, or were taken back, are listed but have no page of their own.
    package var hasPage: Bool { state != .running && state != .rolledBack }

    package var page: SitePage { .run(id) }

    /// What its page can't do without, relative to the site's root.
    package var pageFiles: [String] {
        [page.html, page.markdown, SiteLayout.data(ofRun: id), SiteLayout.script(ofRun: id)]
    }

    /// Everything that belongs to its page, CSVs included: files, and folders with all that is in them.
    package var pagePlaces: [String] {
        [String(page.folder.dropLast()), SiteLayout.data(ofRun: id), SiteLayout.script(ofRun: id)]
    }
}
