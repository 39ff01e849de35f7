import Engagement
import EngagementStore

/// A journal entry as `octo_journal` keeps it: `{_id: sequence, run, change, campaign_id, contact_id, report, old}`, with the
/// members that the change needs. `old` has the layout of the collection that it comes from.
enum JournalDocument {
    private enum Name: String {
        case attributes
        case occurredAt = "occurred_at"
        case vanished, returned, campaign
    }

    static func encode(_ entry: JournalEntry) -> BSONDocument {
        var document: BSONDocument = ["_id": .int64(entry.sequence), "run": .int32(entry.run)]
        func append(_ change: Name, _ campaign: CampaignID?, _ contact: ContactID?) {
            document.append("change", .string(change.rawValue))
            document.append("campaign_id", ifPresent: campaign.map(BSONValue.string))
            document.append("contact_id", ifPresent: contact.map(BSONValue.string))
        }
        switch entry.change {
        case .attributes(let contact, let old):
            append(.attributes, nil, contact)
            guard let old else { break }
            var writer = BSONWriter()
            EncodedContact(contact, old).appendRecord(to: &writer)
            document.append("old", .document(writer.finish()))
        case .occurredAt(let campaign, let contact, let old):
            append(.occurredAt, campaign, contact)
            document.append("old", .document(BSONDocument(old)))
        case .vanished(let campaign, let contact, let kind):
            append(.vanished, campaign, contact)
            document.append("report", .string(kind.rawValue))
        case .returned(let campaign, let contact, let kind):
            append(.returned, campaign, contact)
            document.append("report", .string(kind.rawValue))
        case .campaign(let campaign, let old):
            append(.campaign, campaign, nil)
            document.append("old", .document(CampaignDocument.encode(old, syncedAt: .null)))
        }
        return document
    }

    static func decode(_ document: BSONDocument) throws(UnreadableValue) -> JournalEntry {
        JournalEntry(
            run: try document.required("run", \.run), sequence: try document.required("_id", \.integer),
            change: try change(of: document))
    }

    private static func change(of document: BSONDocument) throws(UnreadableValue) -> JournalEntry.Change {
        func campaign() throws(UnreadableValue) -> CampaignID { try document.required("campaign_id", \.string) }
        func contact() throws(UnreadableValue) -> ContactID { try document.required("contact_id", \.string) }
        switch try document.word("change", Name.self) {
        case .attributes:
            let old = try document.optional("old", \.document)
            return .attributes(try contact(), old: try EncodedContact.attributes(of: old))
        case .occurredAt:
            return .occurredAt(try campaign(), try contact(), old: try (document["old"] ?? .null).occurredAt("old"))
        case .vanished: return .vanished(try campaign(), try contact(), try document.word("report"))
        case .returned: return .returned(try campaign(), try contact(), try document.word("report"))
        case .campaign:
            let old = try document.required("old", \.document)
            guard let record = try CampaignDocument.decode(old) else {
                throw UnreadableValue(field: "old", value: BSONValue.document(old).text)
            }
            return .campaign(try campaign(), old: record)
        }
    }
}
