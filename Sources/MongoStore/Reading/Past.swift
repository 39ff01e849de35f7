import Basics
import Engagement

/// What the journal says about contacts and their participants as they were when a run had ended: of each thing, the
/// oldest entry of a later run, as that holds what was there before.
struct Past: Sendable {
    private let run: RunNumber
    private var records: [ContactID: Attributes?] = [:]
    private var times: [Key: OccurredAt] = [:]
    /// True where the contact had vanished from the report.
    private var vanished: [Key: [ReportKind: Bool]] = [:]

    private struct Key: Hashable {
        var campaign: CampaignID
        var contact: ContactID
    }

    /// - Parameter entries: those of later runs, oldest first.
    init(asOf run: RunNumber, entries: [JournalEntry]) {
        self.run = run
        for entry in entries where entry.run > run { add(entry.change) }
    }

    private mutating func add(_ change: JournalEntry.Change) {
        switch change {
        case .attributes(let contact, let old):
            if records[contact] == nil { records[contact] = .some(old) }
        case .occurredAt(let campaign, let contact, let old):
            let key = Key(campaign: campaign, contact: contact)
            if times[key] == nil { times[key] = old }
        case .vanished(let campaign, let contact, let kind): add(campaign, contact, kind, had: false)
        case .returned(let campaign, let contact, let kind): add(campaign, contact, kind, had: true)
        case .campaign: break
        }
    }

    private mutating func add(_ campaign: CampaignID, _ contact: ContactID, _ kind: ReportKind, had: Bool) {
        let key = Key(campaign: campaign, contact: contact)
        if vanished[key]?[kind] == nil { vanished[key, default: [:]][kind] = had }
    }

    /// A contact's record; one that a later run was the first to see isn't there yet.
    func attributes(of contact: ContactID, now: Attributes?) -> Attributes? {
        (records[contact] ?? now).flatMap { $0.run > run ? nil : $0 }
    }

    /// True if times of the contact have changed since.
    func hasTimes(of contact: ContactID) -> Bool { times.keys.contains { $0.contact == contact } }

    /// A row, taken back to what it was.
    func row(_ row: ParticipantRow) -> ParticipantRow {
        let key = Key(campaign: row.campaignID, contact: row.participant.contactID)
        var past = row
        past.participant.firstReported = row.participant.firstReported.asOf(run)
        past.participant.occurredAt = times[key] ?? row.participant.occurredAt
        for kind in ReportKind.allCases where !past.participant.firstReported.isReported(kind) {
            past.participant.occurredAt[kind] = nil
        }
        past.attributes = attributes(of: row.participant.contactID, now: row.attributes)
        for (kind, had) in vanished[key] ?? [:] {
            if had { past.vanished.insert(kind) } else { past.vanished.remove(kind) }
        }
        return past
    }
}

extension MongoStore {
    func past(of contacts: [ContactID], asOf run: RunNumber) async throws -> Past {
        var entries: [JournalEntry] = []
        for part in contacts.chunks(of: Self.chunk) {
            entries += try await connection.find(
                .journal, ["contact_id": ["$in": .array(part.map(BSONValue.string))], "run": ["$gt": .int32(run)]],
                .init(sort: ["_id": 1])
            ).compactMap(JournalDocument.decode)
        }
        return Past(asOf: run, entries: entries)
    }
}
