import Engagement

/// Campaigns as a person names them: by id or by exact name.
package struct CampaignSelection: Hashable, Sendable {
    package var names: [String]

    package init(_ names: [String] = []) { self.names = names }

    /// The ids of those of the campaigns that are named.
    func ids(among records: [CampaignRecord]) -> Set<CampaignID> {
        let (ids, titles) = (Set(names.map(canonicalID)), Set(names.map(normalizedText)))
        return Set(records.filter { ids.contains($0.id) || titles.contains(normalizedText($0.campaign.name ?? "")) }.map(\.id))
    }
}
