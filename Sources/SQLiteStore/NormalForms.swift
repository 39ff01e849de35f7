import Engagement
import EngagementStore
import GRDB

/// Brings what the first release stored into the forms that keys have since: ids that are UUIDs in lower case, people in
/// Unicode's composed form. What was stored under two spellings of one id is joined by the merge law.
/// Inside one transaction.
struct NormalForms {
    let db: Database

    func perform() throws {
        try moveCampaigns()
        try moveLists()
        try moveContacts()
        try renewPeople()
        try limitMarks()
        try findConflictingTags()
    }

    // MARK: Campaigns

    private func moveCampaigns() throws {
        for (key, id) in try SQLiteStore.ids(db).sorted(by: { $0.key < $1.key }) {
            let canonical = canonicalID(id)
            guard canonical != id else { continue }
            if let target = try SQLiteStore.existingKey(of: canonical, db) {
                try join(campaign: key, into: target)
            } else {
                try execute("UPDATE campaign SET id = ? WHERE key = ?", [canonical, key])
            }
            try execute("UPDATE run SET reconciliation = replace(reconciliation, ?, ?)", [id, canonical])
            try execute(
                """
                INSERT INTO forgotten (campaign_id, kind, count) SELECT ?, kind, count FROM forgotten WHERE campaign_id = ?
                ON CONFLICT DO UPDATE SET count = max(count, excluded.count)
                """, [canonical, id])
            try execute("DELETE FROM forgotten WHERE campaign_id = ?", [id])
            try execute("UPDATE OR IGNORE accepted_difference SET campaign_id = ? WHERE campaign_id = ?", [canonical, id])
            try execute("DELETE FROM accepted_difference WHERE campaign_id = ?", [id])
            try execute(
                "UPDATE OR REPLACE note SET name = ? WHERE name = ?",
                [
                    StoreNote.importedParticipants(of: canonical).name, StoreNote.importedParticipants(of: id).name,
                ])
        }
        for row in try Row.fetchAll(db, sql: "SELECT sequence, old FROM journal WHERE change = 'campaign'") {
            let old: CampaignRecord = try row.decoded(in: "journal", by: ["sequence"]) { try $0.json("old") }
            var record = old
            record.campaign = record.campaign.withCanonicalIDs
            guard record != old else { continue }
            try execute("UPDATE journal SET old = ? WHERE sequence = ?", [try jsonText(record), row[0] as Int64])
        }
    }

    /// The newer record counts, under the older address. Open walks begin anew, as their pages belong to one of the ids.
    private func join(campaign: Int64, into target: Int64) throws {
        let records = try [campaign, target].compactMap { key in
            try Row.fetchOne(db, sql: "SELECT * FROM campaign WHERE key = ? AND slug IS NOT NULL", arguments: [key])
                .map(SQLiteStore.savedCampaign)
        }
        if let newest = records.max(by: { $0.savedIn < $1.savedIn }),
            let oldest = records.min(by: { $0.record.firstRun < $1.record.firstRun })
        {
            var record = newest.record
            (record.slug, record.firstRun) = (oldest.record.slug, oldest.record.firstRun)
            try SQLiteStore.write(record, key: target, run: newest.savedIn, db)
        }
        try execute(Self.joining("?1, contact_id", "campaign = ?2"), [target, campaign])
        try execute("DELETE FROM participant WHERE campaign = ?", [campaign])
        for table in ["journal", "certificate"] {
            try execute("UPDATE \(table) SET campaign = ? WHERE campaign = ?", [target, campaign])
        }
        for table in ["open_walk", "open_walk_part"] {
            try execute("DELETE FROM \(table) WHERE campaign IN (?, ?)", [target, campaign])
        }
        try execute("DELETE FROM campaign WHERE key = ?", [campaign])
    }

    private func moveLists() throws {
        for id in try String.fetchAll(db, sql: "SELECT id FROM list") where canonicalID(id) != id {
            try execute("UPDATE OR IGNORE list SET id = ? WHERE id = ?", [canonicalID(id), id])
            try execute("DELETE FROM list WHERE id = ?", [id])
            // Without a mark the next run reads the whole list.
            for status in ["subscribed", "unsubscribed", "pending"] {
                try execute("DELETE FROM note WHERE name = ?", [StoreNote.contactsRead(list: id, status: status).name])
            }
        }
        for row in try Row.fetchAll(db, sql: "SELECT id, list_ids FROM campaign WHERE list_ids IS NOT NULL") {
            let ids: [ListID] = try row.decoded(in: "campaign", by: ["id"]) { try $0.json("list_ids") }
            guard ids != ids.map(canonicalID) else { continue }
            try execute("UPDATE campaign SET list_ids = ? WHERE id = ?", [try jsonText(ids.map(canonicalID)), row[0] as String])
        }
    }

    // MARK: Contacts

    private func moveContacts() throws {
        let spelled = try String.fetchAll(
            db,
            sql: """
                SELECT contact_id FROM (
                    SELECT contact_id FROM contact UNION SELECT contact_id FROM participant
                    UNION SELECT contact_id FROM journal WHERE contact_id IS NOT NULL)
                WHERE length(contact_id) = 36 AND contact_id GLOB '*[A-F]*'
                """
        ).filter { canonicalID($0) != $0 }
        guard !spelled.isEmpty else { return }
        // Without the index every id would be searched for in the whole table.
        try Schema.indexParticipants(db)
        for id in spelled { try move(contact: id, to: canonicalID(id)) }
    }

    private func move(contact old: ContactID, to new: ContactID) throws {
        try execute(Self.joining("campaign, ?1", "contact_id = ?2"), [new, old])
        try execute("DELETE FROM participant WHERE contact_id = ?", [old])
        try execute("UPDATE journal SET contact_id = ? WHERE contact_id = ?", [new, old])
        if let mine = try record(of: old), let theirs = try record(of: new) {
            let isReplaced = theirs.attributes.precedes(mine.attributes)
            let (winner, loser) = isReplaced ? (mine.attributes, theirs.attributes) : (theirs.attributes, mine.attributes)
            if loser.run < winner.run, !loser.saysTheSame(as: winner) {
                try ContactMerge(db: db, run: winner.run).journal(new, loser, fields: loser.fields.map(CanonicalJSON.text))
            }
            try ContactMerge.write(
                new, winner, fields: winner.fields.map(CanonicalJSON.text), firstRun: min(mine.firstRun, theirs.firstRun), db)
        }
        try execute("UPDATE OR IGNORE contact SET contact_id = ? WHERE contact_id = ?", [new, old])
        try execute("DELETE FROM contact WHERE contact_id = ?", [old])
    }

    private func record(of contact: ContactID) throws -> (attributes: Attributes, firstRun: RunNumber)? {
        try Row.fetchOne(
            db, sql: "SELECT contact_id, \(Columns.list(Columns.keyedRecord)), first_run FROM contact WHERE contact_id = ?",
            arguments: [contact])?
            .decoded(in: "contact", by: ["contact_id"]) { row in
                try row.keyedRecord(from: 1).map { (try $0.attributes, try row.value("first_run")) }
            }
    }

    private func renewPeople() throws {
        for (table, key) in [("contact", "contact_id"), ("journal", "sequence")] {
            let rows = try Row.fetchCursor(
                db, sql: "SELECT \(key), email_address, person FROM \(table) WHERE email_address IS NOT NULL")
            var renewed: [(key: DatabaseValue, person: Person?)] = []
            while let row = try rows.next() {
                let person = person(of: row[1])
                if !utf8Equal(person, row[2]) { renewed.append((row[0], person)) }
            }
            for (id, person) in renewed {
                try execute("UPDATE \(table) SET person = ? WHERE \(key) = ?", [person, id])
                guard table == "contact" else { continue }
                try execute("UPDATE contact SET domain = ? WHERE contact_id = ?", [person.map(mailDomain), id])
            }
        }
    }

    /// The first release kept marks beyond the start of a run, if a stamp of the provider was. They would hide changes.
    private func limitMarks() throws {
        guard let last = try Int64.fetchOne(db, sql: "SELECT max(started_at) FROM run").map(Timestamp.init(seconds:)) else {
            return
        }
        for row in try Row.fetchAll(db, sql: "SELECT name, value FROM note WHERE name LIKE 'contacts:%'") {
            let (name, text): (String, String) = (row[0], row[1])
            guard let mark = Timestamp(text), mark > last else { continue }
            try execute("UPDATE note SET value = ? WHERE name = ?", [last.iso8601, name])
        }
    }

    /// In records of now and before. Tags that differ only in case are rare, so most stores need no second look.
    private func findConflictingTags() throws {
        let tables = ["contact", "journal"]
        var spellings: [FieldTag: Set<FieldTag>] = [:]
        for table in tables {
            let tags = try String.fetchCursor(
                db, sql: "SELECT DISTINCT tag.key FROM \(table), json_each(fields) tag WHERE fields IS NOT NULL")
            while let tag = try tags.next() { spellings[foldedTag(tag), default: []].insert(normalizedText(tag)) }
        }
        guard spellings.values.contains(where: { $0.count > 1 }) else { return }
        var conflicting = ConflictingTags()
        for table in tables {
            let rows = try Row.fetchCursor(db, sql: "SELECT contact_id, fields FROM \(table) WHERE fields IS NOT NULL")
            while let row = try rows.next() {
                conflicting.read(try row.decoded(in: table, by: ["contact_id"]) { try StoredRecord.fields($0[1]) })
            }
        }
        try SQLiteStore.add(conflictingTags: conflicting.found, db)
    }

    // MARK: Statements

    private func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    /// Joins participants into those under another key: the lower number and the earlier time, or the only one. A mark that
    /// one of them lacks is made again by the next walk.
    private static func joining(_ key: String, _ condition: String) -> String {
        let list = Columns.list(Columns.participant)
        let lower = Columns.participant.map { "\($0) = min(ifnull(\($0), excluded.\($0)), ifnull(excluded.\($0), \($0)))" }
        return """
            INSERT INTO participant (campaign, contact_id, \(list), vanished)
            SELECT \(key), \(list), vanished FROM participant WHERE \(condition)
            ON CONFLICT DO UPDATE SET \(Columns.list(lower)), vanished = vanished & excluded.vanished
            """
    }
}

extension Campaign {
    /// The same with ids in the spelling of ``canonicalID(_:)``.
    fileprivate var withCanonicalIDs: Campaign {
        var campaign = self
        (campaign.id, campaign.listIDs) = (canonicalID(id), listIDs.map(canonicalID))
        return campaign
    }
}
