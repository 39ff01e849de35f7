package import Engagement

/// Tells changes of a store apart. Each change takes a number above all earlier ones: the time in microseconds since 1970, or one
/// more than the newest. So a number means the same state also in a backup that was restored.
package typealias ChangeNumber = Int64

/// The numbers of the newest changes. They are never lowered, also not by a rollback, and are no part of a copy, which makes its
/// own.
package struct ChangeNumbers: Hashable, Sendable {
    /// Of whatever was written, except what was kept of measures and of notifications.
    package var store: ChangeNumber
    /// Of lists and their sizes, notes, tombstones, counts of forgotten contacts, accepted differences, and conflicting tags.
    package var account: ChangeNumber
    /// By campaign; for those that are missing, ``everyCampaign`` counts.
    package var campaigns: [CampaignID: Campaign]
    /// Of the newest change after which nothing that was known of any campaign holds; no campaign has lower numbers.
    package var everyCampaign = Campaign()

    /// The newest changes of one campaign; none is higher than the next.
    package struct Campaign: Hashable, Sendable {
        /// Of its participants, its record, or anything else of which the journal does not tell what there was before. As long as it
        /// stays, address, status and fields of participants are what they were, but for records that runs have replaced and journalled.
        package var participants: ChangeNumber
        /// Of the same, or of participants' addresses: of all that is measured.
        package var measures: ChangeNumber
        /// Of the same, or of participants' status, fields or stamps: of all that is in its rows.
        package var rows: ChangeNumber

        package init(participants: ChangeNumber = 0, measures: ChangeNumber = 0, rows: ChangeNumber = 0) {
            self.participants = participants
            self.measures = measures
            self.rows = rows
        }
    }

    package init(store: ChangeNumber = 0, account: ChangeNumber = 0, campaigns: [CampaignID: Campaign] = [:]) {
        self.store = store
        self.account = account
        self.campaigns = campaigns
    }

    package subscript(campaign: CampaignID) -> Campaign { campaigns[campaign] ?? everyCampaign }

    /// The newest change of what any campaign's counts are made of.
    package var measures: ChangeNumber { max(everyCampaign.measures, campaigns.values.lazy.map(\.measures).max() ?? 0) }

    /// The newest change of what is in any campaign's rows.
    package var rows: ChangeNumber { max(everyCampaign.rows, campaigns.values.lazy.map(\.rows).max() ?? 0) }
}
