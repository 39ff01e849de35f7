package import Engagement

/// A run's files in the site.
extension Run {
    /// Runs that have not ended, or were rolled back, are listed but have no page.
    package var hasPage: Bool { state != .running && state != .rolledBack }

    package var page: SitePage { .run(id) }

    /// The files that its page needs.
    package var pageFiles: [String] {
        [page.html, page.markdown, SiteLayout.data(ofRun: id), SiteLayout.script(ofRun: id)]
    }

    /// The files and folders of its page, CSVs included.
    package var pagePlaces: [String] {
        [String(page.folder.dropLast()), SiteLayout.data(ofRun: id), SiteLayout.script(ofRun: id)]
    }
}
