import Engagement

/// Campaigns as a person names them: by id or by exact name, or as those to other lists.
package struct CampaignSelection: Hashable, Sendable {
    package var names: [String]
    /// Campaigns that went to lists, and to none of these, are named, too; empty for no list.
    package var otherLists: [String]

    package init(_ names: [String] = [], notTo lists: [String] = []) {
        self.names = names
        otherLists = lists
    }

    /// The ids of those of the campaigns that are named.
    func ids(among records: [CampaignRecord], lists: [ContactList]) -> Set<CampaignID> {
        let named = ids(among: records)
        guard let kept = keptLists(of: lists, records) else { return named }
        return named.union(
            records.filter { !$0.campaign.listIDs.isEmpty && kept.isDisjoint(with: $0.campaign.listIDs) }.map(\.id))
    }

    /// The ids of the lists that are named and known; nil where there are none, so that a slip leaves nothing out.
    func keptLists(of lists: [ContactList], _ records: [CampaignRecord]) -> Set<ListID>? {
        let known = otherLists.map { Self.ids(of: $0, lists, records) }.reduce(Set()) { $0.union($1) }
        return known.isEmpty ? nil : known
    }

    /// The ids of the lists that a person calls so; campaigns may have gone to lists that are no longer there.
    static func ids(of list: String, _ lists: [ContactList], _ records: [CampaignRecord]) -> Set<ListID> {
        let (id, name) = (canonicalID(list), normalizedText(list))
        let named = Set(lists.filter { $0.id == id || normalizedText($0.name) == name }.map(\.id))
        return records.contains { $0.campaign.listIDs.contains(id) } ? named.union([id]) : named
    }

    /// The same by their names alone.
    func ids(among records: [CampaignRecord]) -> Set<CampaignID> {
        let (ids, titles) = (Set(names.map(canonicalID)), Set(names.map(normalizedText)))
        return Set(records.filter { ids.contains($0.id) || titles.contains(normalizedText($0.campaign.name ?? "")) }.map(\.id))
    }
}
