/// What a file to download is about. It decides the folder that the file is in and the page that lists it.
package enum DownloadScope: Hashable, Sendable {
    /// The figures of the pages: no row is a contact's.
    case figures
    /// People of one list who are worth a mailing of their own.
    case segments
    /// The whole account.
    case account
    /// One campaign.
    case campaign
    /// What changed in the run with this id.
    case run(String)

    /// Relative to the site's root, with a slash at the end.
    package var folder: String {
        switch self {
        case .figures, .account: SitePage.downloads.folder
        case .segments: "\(SitePage.downloads.folder)segments/"
        case .campaign: "\(SitePage.downloads.folder)campaigns/"
        case .run(let id): SitePage.run(id).folder
        }
    }
}
