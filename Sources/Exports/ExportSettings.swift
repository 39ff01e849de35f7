package import Engagement

/// What all rows are formatted with.
package struct ExportSettings: Sendable {
    package var campaigns: [CampaignID: Campaign]
    /// All tags of the account's lists and records.
    package var fieldTags: [FieldTag]
    /// From a field's spelling to the tag it is joined under (`kWhs` to `kWh`).
    package var fieldAliases: [FieldTag: FieldTag]
    package var privacy: Privacy

    package init(
        campaigns: [CampaignRecord], fieldTags: [FieldTag], fieldAliases: [FieldTag: FieldTag] = [:],
        privacy: Privacy = .full
    ) {
        self.campaigns = Dictionary(campaigns.map { ($0.id, $0.campaign) }) { first, _ in first }
        self.fieldTags = fieldTags
        self.fieldAliases = fieldAliases
        self.privacy = privacy
    }
}
