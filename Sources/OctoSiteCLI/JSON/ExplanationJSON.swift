import Engagement
import Workflows

/// What `explain --json` prints.
enum ExplanationJSON {
    static func json(_ explanation: Explanation) -> JSON {
        .object([
            ("contacts", .array(explanation.contacts.map { contact($0, explanation.sightings[$0.id]) })),
            ("participations", .array(explanation.participations.map(participation))),
            ("changes", .array(explanation.changes.map(change))),
        ])
    }

    private static func contact(_ contact: ContactRecord, _ sighting: Explanation.Sighting?) -> JSON {
        let attributes = contact.attributes
        return .object([
            ("contact_id", .string(contact.id)), ("email_address", .string(attributes?.emailAddress)),
            ("status", .string(attributes?.status)), ("fields", fields(attributes?.fields)),
            ("last_updated_at", .time(attributes?.lastUpdatedAt)), ("last_seen_in", sighting.map { run($0.run) } ?? .null),
        ])
    }

    private static func fields(_ fields: [FieldTag: FieldValue]?) -> JSON {
        fields.map { .object($0.sorted { utf8Less($0.key, $1.key) }.map { ($0.key, JSON($0.value)) }) } ?? .null
    }

    private static func run(_ run: Explanation.RunReference) -> JSON {
        .object([("number", .integer(Int(run.number))), ("id", .string(run.id))])
    }

    private static func participation(_ participation: Explanation.Participation) -> JSON {
        .object([
            ("campaign_id", .string(participation.campaignID)), ("campaign_name", .string(participation.campaign?.name)),
            ("campaign_sent_at", .time(participation.campaign?.sentAt)), ("contact_id", .string(participation.contactID)),
            ("reports", .object(participation.reports.map { ($0.kind.rawValue, listing($0.listing)) })),
        ])
    }

    private static func listing(_ listing: Explanation.Listing) -> JSON {
        switch listing {
        case .notListed: return .object([("state", .string("not_listed"))])
        case .impliedByClick: return .object([("state", .string("implied_by_click"))])
        case .reported(let time, let first, let last):
            let (state, seen): (String, JSON) =
                switch last {
                case .importedOnly: ("imported", .null)
                case .retained: ("retained", .null)
                case .unproven: ("unproven", .null)
                case .listed(let reference): ("listed", run(reference))
                }
            return .object([
                ("state", .string(state)), ("at", .time(time)), ("first_reported_in", run(first)), ("last_listed_in", seen),
            ])
        }
    }

    private static func change(_ change: Explanation.Change) -> JSON {
        .object(
            [
                ("run", run(change.run)), ("campaign_id", .string(change.campaignID)),
                ("campaign_name", .string(change.campaign?.name)),
            ] + members(of: change.entry.change))
    }

    private static func members(of change: JournalEntry.Change) -> [(String, JSON)] {
        switch change {
        case .attributes(let contact, let old):
            [
                ("change", .string("attributes")), ("contact_id", .string(contact)),
                ("old_email_address", .string(old?.emailAddress)), ("old_status", .string(old?.status)),
                ("old_fields", fields(old?.fields)),
            ]
        case .occurredAt(_, let contact, let old):
            [
                ("change", .string("occurred_at")), ("contact_id", .string(contact)),
                (
                    "old_times",
                    .object(ReportKind.allCases.compactMap { kind in old[kind].map { (kind.rawValue, .time($0)) } })
                ),
            ]
        case .vanished(_, let contact, let kind):
            [("change", .string("vanished")), ("contact_id", .string(contact)), ("report", .string(kind.rawValue))]
        case .returned(_, let contact, let kind):
            [("change", .string("returned")), ("contact_id", .string(contact)), ("report", .string(kind.rawValue))]
        case .campaign: [("change", .string("campaign"))]
        }
    }
}
