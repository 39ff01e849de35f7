import Engagement

/// A difference as `octo_journal` keeps it: `{_id: sequence, run, change, campaign_id, contact_id, report, old}`, of
/// which a change has what it needs. `old` is spelled as the collection it comes from spells it.
enum JournalDocument {
    static func encode(_ entry: JournalEntry) -> BSONDocument {
        var document: BSONDocument = ["_id": .int64(entry.sequence), "run": .int32(entry.run)]
        func append(_ change: String, _ campaign: CampaignID?, _ contact: ContactID?) {
            document.append("change", .string(change))
            document.append("campaign_id", ifPresent: campaign.map(BSONValue.string))
            document.append("contact_id", ifPresent: contact.map(BSONValue.string))
        }
        switch entry.change {
        case .attributes(let contact, let old):
            append("attributes", nil, contact)
            guard let old else { break }
            var writer = BSONWriter()
            EncodedContact(contact, old).appendRecord(to: &writer)
            document.append("old", .document(writer.finish()))
        case .occurredAt(let campaign, let contact, let old):
            append("occurred_at", campaign, contact)
            document.append("old", .document(BSONDocument(old)))
        case .vanished(let campaign, let contact, let kind):
            append("vanished", campaign, contact)
            document.append("report", .string(kind.rawValue))
        case .returned(let campaign, let contact, let kind):
            append("returned", campaign, contact)
            document.append("report", .string(kind.rawValue))
        case .campaign(let campaign, let old):
            append("campaign", campaign, nil)
            document.append("old", .document(CampaignDocument.encode(old, syncedAt: .null)))
        }
        return document
    }

    static func decode(_ document: BSONDocument) -> JournalEntry? {
        guard let sequence = document["_id"]?.integer, let run = document["run"]?.run, let change = change(of: document)
        else { return nil }
        return JournalEntry(run: run, sequence: sequence, change: change)
    }

    private static func change(of document: BSONDocument) -> JournalEntry.Change? {
        let campaign = document["campaign_id"]?.string ?? ""
        let contact = document["contact_id"]?.string ?? ""
        let kind = document["report"]?.string.flatMap(ReportKind.init)
        let old = document["old"]?.document
        return switch document["change"]?.string {
        case "attributes": .attributes(contact, old: old.flatMap(EncodedContact.attributes))
        case "occurred_at": .occurredAt(campaign, contact, old: old?.occurredAt ?? OccurredAt())
        case "vanished": kind.map { .vanished(campaign, contact, $0) }
        case "returned": kind.map { .returned(campaign, contact, $0) }
        case "campaign": old.flatMap(CampaignDocument.decode).map { .campaign(campaign, old: $0) }
        default: nil
        }
    }
}
