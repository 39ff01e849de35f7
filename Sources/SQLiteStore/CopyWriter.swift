import Engagement
import EngagementStore
import GRDB

/// Writes rows of another store as they are, inside a transaction.
struct CopyWriter {
    let db: Database

    func write(_ rows: CopiedRows) throws {
        switch rows {
        case .storeID(let id): try db.execute(sql: "UPDATE store SET id = ?", arguments: [id])
        case .runs(let runs): for run in runs { try SQLiteStore.insert(run, db) }
        case .reconciliation(let run, let reconciliation):
            try SQLiteStore.save(reconciliation, of: run, db)
        case .campaigns(let campaigns):
            for campaign in campaigns {
                let key = try SQLiteStore.key(of: campaign.record.id, db)
                try SQLiteStore.write(campaign.record, key: key, run: campaign.savedIn, db)
            }
        case .lists(let lists): for list in lists { try SQLiteStore.save(list, db) }
        case .listSizes(let sizes): for size in sizes { try SQLiteStore.save(size, db) }
        case .journal(let entries): for entry in entries { try insert(entry) }
        case .contacts(let contacts):
            for contact in contacts {
                try ContactMerge.write(
                    contact.id, contact.attributes, fields: contact.attributes.fields.map(CanonicalJSON.text),
                    firstRun: contact.firstRun, db)
            }
        case .participants(let participants): try write(participants)
        case .certificates(let certificates):
            // This store deletes certificates where others void them.
            for kept in certificates where !kept.isVoided {
                let key = try SQLiteStore.key(of: kept.certificate.campaignID, db)
                try SQLiteStore.insert(kept.certificate, campaign: key, db)
            }
        case .openWalk(let walk): try write(walk)
        case .tombstones(let tombstones): for tombstone in tombstones { try SQLiteStore.insert(tombstone, db) }
        case .forgotten(let counts):
            for (campaign, kinds) in counts {
                for (kind, count) in kinds { try SQLiteStore.raise(campaign, kind, to: count, db) }
            }
        case .accepted(let differences): for difference in differences { try SQLiteStore.save(difference, db) }
        case .notes(let notes): for (name, value) in notes { try SQLiteStore.saveNote(named: name, value, db) }
        case .conflictingTags(let tags): try SQLiteStore.add(conflictingTags: tags, db)
        case .notifyMemories(let memories): for memory in memories { try SQLiteStore.keep(memory, db) }
        }
    }

    private func write(_ rows: [ParticipantRow]) throws {
        var campaign: (id: CampaignID, key: Int64, statements: ParticipantStatements)?
        for row in rows {
            if campaign?.id != row.campaignID {
                let key = try SQLiteStore.key(of: row.campaignID, db)
                campaign = (row.campaignID, key, try ParticipantStatements(db: db, campaign: key))
            }
            guard let (_, key, statements) = campaign else { continue }
            try statements.insert(row.participant)
            guard !row.vanished.isEmpty else { continue }
            try db.cachedStatement(sql: "UPDATE participant SET vanished = ? WHERE campaign = ? AND contact_id = ?").execute(
                arguments: [VanishingMarks.bits(of: row.vanished), key, row.participant.contactID])
        }
    }

    private func write(_ walk: OpenWalk) throws {
        let checkpoint = MergeBatch.Checkpoint(
            kind: walk.kind, cursor: walk.cursor, pages: walk.pages, rows: walk.rows, seen: walk.seen)
        try SQLiteStore.move(to: checkpoint, campaign: try SQLiteStore.key(of: walk.campaignID, db), run: walk.run, db)
    }

    // MARK: Journal

    private func insert(_ entry: JournalEntry) throws {
        switch entry.change {
        case .attributes(let contact, let old):
            try insert(entry, .attributes, contact: contact, record: old)
        case .occurredAt(let campaign, let contact, let old):
            try insert(entry, .occurredAt, campaign: campaign, contact: contact, old: try old.journalText)
        case .vanished(let campaign, let contact, let kind):
            try insert(entry, .vanished, campaign: campaign, contact: contact, kind: kind)
        case .returned(let campaign, let contact, let kind):
            try insert(entry, .returned, campaign: campaign, contact: contact, kind: kind)
        case .campaign(let campaign, let old):
            try insert(entry, .campaign, campaign: campaign, old: try jsonText(old))
        }
    }

    private func insert(
        _ entry: JournalEntry, _ change: ChangeName, campaign: CampaignID? = nil, contact: ContactID? = nil,
        kind: ReportKind? = nil, record: Attributes? = nil, old: String? = nil
    ) throws {
        let columns = ["sequence", "run", "change", "campaign", "contact_id", "kind"] + Columns.journalledRecord + ["old"]
        try db.cachedStatement(
            sql: "INSERT INTO journal (\(Columns.list(columns))) VALUES (\(Columns.placeholders(columns.count)))"
        ).execute(arguments: [
            entry.sequence, entry.run, change.rawValue, try campaign.map { try SQLiteStore.key(of: $0, db) }, contact,
            kind?.rawValue, record?.emailAddress, record?.person, record?.status, record?.fields.map(CanonicalJSON.text),
            record?.lastUpdatedAt?.seconds, record?.run, old,
        ])
    }
}
