import Engagement
package import Foundation
import Site

/// What a site is made from and where it goes.
package struct RenderOptions: Sendable {
    /// The folder the site is published in.
    package var output: String
    package var title: String
    /// Where the site will be found, for the feed; nil: its links stay relative.
    package var siteAddress: String?
    /// In which hours of the week and months are told.
    package var timeZone: TimeZone
    /// Campaigns that have pages but stay out of the aggregates.
    package var excluded: CampaignSelection
    package var rules: ExportRules
    package var archive: Archive
    package var otherArchive: OtherArchive

    /// What becomes of the pages and CSVs of earlier runs.
    package enum Archive: Sendable {
        /// They stay as they are published; those that are missing are made.
        case keep
        /// All are made again: somebody was forgotten, or a template has changed.
        case rewrite
    }

    /// What becomes of a site that shows updates which the store does not have.
    package enum OtherArchive: Sendable {
        /// It stays, and the workflow ends with an error.
        case refused
        /// It is kept beside the new one, under a name with the date.
        case kept
        /// It is replaced: a demo's.
        case discarded
    }

    package init(
        output: String, title: String, siteAddress: String? = nil, timeZone: TimeZone, excluded: CampaignSelection,
        rules: ExportRules, archive: Archive = .keep, otherArchive: OtherArchive = .refused
    ) {
        self.output = output
        self.title = title
        self.siteAddress = siteAddress
        self.timeZone = timeZone
        self.excluded = excluded
        self.rules = rules
        self.archive = archive
        self.otherArchive = otherArchive
    }

    /// Groups of fewer people than this are not told apart where privacy lets out aggregates only.
    private static let smallestPublishedGroup = 10

    var siteOptions: SiteOptions {
        SiteOptions(
            title: title, showsLinkQueries: rules.privacy == .full,
            smallestGroup: rules.privacy == .aggregates ? Self.smallestPublishedGroup : 0, address: siteAddress,
            privacy: SitePrivacy(
                level: rules.privacy,
                publishedFields: rules.privacy == .pseudonyms ? rules.publishedFields : []))
    }
}
