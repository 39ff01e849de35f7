import Engagement
import EngagementStore

/// What `forget` is about to remove: `{_id: "forget", contacts, persons, counts, outcome}` in `octo_control` until it is done.
struct ForgettingPlan: Sendable {
    var contacts: [ContactID]
    /// Addresses, for documents without a contact id.
    var persons: [Person] = []
    /// The new counts of forgotten contacts: sums, not increments, so that writing them twice changes nothing.
    var counts: [(campaign: CampaignID, kind: ReportKind, count: Int)] = []
    var outcome = ForgetOutcome()

    init(contacts: [ContactID]) { self.contacts = contacts }

    init(_ document: BSONDocument) throws(UnreadableValue) {
        contacts = try document.strings("contacts")
        persons = try document.strings("persons")
        for count in try document.documents("counts") {
            counts.append(
                (try count.required("campaign_id", \.string), try count.word("kind"), try count.required("count", \.int)))
        }
        let outcome = try document.required("outcome", \.document)
        self.outcome = ForgetOutcome(
            contacts: try outcome.required("contacts", \.int), participants: try outcome.required("participants", \.int),
            journalEntries: try outcome.required("journal_entries", \.int))
    }

    var document: BSONDocument {
        [
            "_id": "forget", "contacts": .array(contacts.map(BSONValue.string)),
            "persons": .array(persons.map(BSONValue.string)),
            "counts": .array(
                counts.map { campaign, kind, count in
                    ["campaign_id": .string(campaign), "kind": .string(kind.rawValue), "count": BSONValue(count)]
                }),
            "outcome": [
                "contacts": BSONValue(outcome.contacts), "participants": BSONValue(outcome.participants),
                "journal_entries": BSONValue(outcome.journalEntries),
            ],
        ]
    }
}
