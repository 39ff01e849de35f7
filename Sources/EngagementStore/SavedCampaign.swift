package import Engagement

/// A campaign's record and the run that last saved it, which decides whether the next change is journalled.
package struct SavedCampaign: Hashable, Sendable {
    package var record: CampaignRecord
    package var savedIn: RunNumber

    package init(record: CampaignRecord, savedIn: RunNumber) {
        self.record = record
        self.savedIn = savedIn
    }
}
