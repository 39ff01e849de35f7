import Basics
import Engagement
import EngagementStore

/// Names in the settings that match nothing in a store: slips that would have no effect without a word.
enum UnknownNames {
    /// A sentence for each name.
    static func sentences(
        _ rules: ExportRules, excluded: CampaignSelection, records: [CampaignRecord], lists: [ContactList],
        fieldTags: [FieldTag]
    ) -> [String] {
        let titles = records.flatMap { [$0.id, $0.campaign.name].compactMap { $0 } }
        let unmatched = excluded.names.filter { CampaignSelection([$0]).ids(among: records).isEmpty }
        let unknownLists = excluded.otherLists.filter { CampaignSelection.ids(of: $0, lists, records).isEmpty }
        let listNames = lists.flatMap { [$0.id, $0.name] }
        let tags = rules.fieldAliases.flatMap { [$0.key, $0.value] }
        let reason = "no contact and no list has this field"
        return sentences(of: unknownLists, "lists", "no list has this id or exact name", among: listNames)
            + sentences(of: unmatched, "exclude", "no campaign has this id or exact name", among: titles)
            + sentences(of: tags.filter { !fieldTags.contains($0) }, "field_aliases", reason, among: fieldTags)
            + sentences(
                of: rules.publishedFields.filter { !fieldTags.contains($0) }, "publish_fields", reason, among: fieldTags)
    }

    private static func sentences(
        of names: [String], _ setting: String, _ reason: String, among known: [String]
    ) -> [String] {
        Set(names).sorted(by: utf8Less).map { name in
            let nearest = EditDistance.suggestion(for: name, among: known).map { "; the nearest is “\($0)”" } ?? ""
            return "\(setting): “\(name)” has no effect, as \(reason)\(nearest)."
        }
    }
}
