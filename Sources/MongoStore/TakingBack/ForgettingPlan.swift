import Engagement
import EngagementStore

/// What a call to forget is about to do: `{_id: "forget", contacts, persons, counts, outcome}` in `octo_control` while
/// it does it.
struct ForgettingPlan: Sendable {
    var contacts: [ContactID]
    /// Addresses, for documents that have no contact's id.
    var persons: [Person] = []
    /// What the counts of forgotten contacts will be: sums, not increments, so that adding them twice changes nothing.
    var counts: [(campaign: CampaignID, kind: ReportKind, count: Int)] = []
    var outcome = ForgetOutcome()

    init(contacts: [ContactID]) { self.contacts = contacts }

    init(_ document: BSONDocument) {
        contacts = (document["contacts"]?.array ?? []).compactMap(\.string)
        persons = (document["persons"]?.array ?? []).compactMap(\.string)
        for count in (document["counts"]?.array ?? []).compactMap(\.document) {
            guard let campaign = count["campaign_id"]?.string, let kind = count["kind"]?.string.flatMap(ReportKind.init)
            else { continue }
            counts.append((campaign, kind, count["count"]?.int ?? 0))
        }
        outcome.contacts = document["outcome", "contacts"]?.int ?? 0
        outcome.participants = document["outcome", "participants"]?.int ?? 0
        outcome.journalEntries = document["outcome", "journal_entries"]?.int ?? 0
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
