import Engagement
import Metrics

/// Says where the address that a leak check has found comes from, so that a person knows what to change.
struct LeakPlaces {
    let campaigns: [CampaignRecord]
    let lists: [ContactList]

    /// A sentence that does not repeat the address; nil if it is in none of the account's texts.
    func sentence(about person: Person) -> String? {
        let redaction = Redaction { Engagement.person(of: $0) == person }
        func names(_ text: String?) -> Bool { text.flatMap { redaction.redacted($0) } != nil }
        for record in campaigns {
            let campaign = record.campaign
            let title = "the campaign “\(redaction.redacted(campaign.title) ?? campaign.title)” (\(campaign.id))"
            if names(campaign.name) { return Self.sentence("the name of \(title)", .campaignNames) }
            if names(campaign.subject) { return Self.sentence("the subject of \(title)", .subjects) }
            if names(campaign.fromName) || names(campaign.fromAddress) {
                return Self.sentence("the sender of \(title)", .senderNames)
            }
            if (record.links ?? []).contains(where: { names($0.url) }) { return Self.sentence("a link of \(title)", .linkPaths) }
        }
        for list in lists where names(list.name) {
            return Self.sentence(
                "the name of the list “\(redaction.redacted(list.title) ?? list.title)” (\(list.id))", .listNames)
        }
        return nil
    }

    private static func sentence(_ place: String, _ text: RedactedText) -> String {
        "It is in \(place): change it there, or put `redact: [\(text.rawValue)]` into octo-site.yml."
    }
}
