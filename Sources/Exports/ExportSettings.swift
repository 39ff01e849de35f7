package import Engagement

/// What all rows are formatted with.
package struct ExportSettings: Sendable {
    package var campaigns: [CampaignID: Campaign]
    package var lists: [ListID: String]
    /// All tags of the account's lists and records.
    package var fieldTags: [FieldTag]
    /// From a field's spelling to the tag it is joined under (`kWhs` to `kWh`).
    package var fieldAliases: [FieldTag: FieldTag]
    /// Folded tags of which some contact held two different values under spellings that differ only in case.
    package var conflictingTags: Set<FieldTag>
    package var privacy: Privacy

    package init(
        campaigns: [CampaignRecord], lists: [ContactList] = [], fieldTags: [FieldTag], fieldAliases: [FieldTag: FieldTag] = [:],
        conflictingTags: Set<FieldTag> = [], privacy: Privacy = .full
    ) {
        self.campaigns = Dictionary(campaigns.map { ($0.id, $0.campaign) }) { first, _ in first }
        self.lists = Dictionary(lists.map { ($0.id, $0.title) }) { first, _ in first }
        self.fieldTags = fieldTags
        self.fieldAliases = fieldAliases
        self.conflictingTags = conflictingTags
        self.privacy = privacy
    }

    /// The names of the lists that a campaign went to, joined by +; nil where none is known. A list without a known name is named
    /// by its id.
    func listNames(of campaign: CampaignID) -> String? {
        let ids = campaigns[campaign]?.listIDs ?? []
        return ids.isEmpty ? nil : ids.map { lists[$0] ?? $0 }.joined(separator: " + ")
    }
}
