package import Engagement
package import EngagementStore
import GRDB

extension SQLiteStore {
    package func redact(
        _ redaction: Redaction, slug: @escaping @Sendable (Campaign, Set<String>) -> String
    ) async throws -> [RedactedPlace: Int] {
        let counts = try await write { db in
            var pass = RedactionPass(db: db, redaction: redaction)
            try pass.redactCampaigns(slug: slug)
            try pass.redactLists()
            try pass.redactFields()
            try pass.redactJournal()
            try pass.redactProblems()
            try pass.redactTags()
            if !pass.counts.isEmpty {
                let marks = ChangeMarks(db: db)
                try marks.raiseAccount()
                try marks.raise(campaignsOf: pass.contacts, .participants)
            }
            if !pass.counts.isEmpty { try Self.save(note: .erasure, "", db) }
            return pass.counts
        }
        try await eraseTraces()
        return counts
    }
}

/// One pass over all texts of a store that may name somebody else, in one transaction.
private struct RedactionPass {
    let db: Database
    let redaction: Redaction
    /// Redacted values; places without any are left out.
    private(set) var counts: [RedactedPlace: Int] = [:]
    /// Whose fields were redacted.
    private(set) var contacts: [ContactID] = []

    init(db: Database, redaction: Redaction) {
        self.db = db
        self.redaction = redaction
    }

    mutating func redactCampaigns(slug: (Campaign, Set<String>) -> String) throws {
        let rows = try Row.fetchAll(db, sql: "SELECT * FROM campaign WHERE slug IS NOT NULL ORDER BY key")
        let saved = try rows.map { (key: $0["key"] as Int64, campaign: try SQLiteStore.savedCampaign($0)) }
        var taken = Set(saved.map(\.campaign.record.slug))
        for (key, campaign) in saved {
            guard let record = redaction.redacted(campaign.record, slug: { slug($0, taken) }) else { continue }
            taken.insert(record.slug)
            try SQLiteStore.write(record, key: key, run: campaign.savedIn, db)
            if record.campaign != campaign.record.campaign { counts[.campaigns, default: 0] += 1 }
            if let old = campaign.record.links, let new = record.links {
                let kept = Set(new.map(\.url))
                let redacted = old.count { !kept.contains($0.url) }
                if redacted > 0 { counts[.links, default: 0] += redacted }
            }
        }
    }

    mutating func redactLists() throws {
        for row in try Row.fetchAll(db, sql: "SELECT * FROM list ORDER BY id") {
            guard let list = redaction.redacted(try SQLiteStore.list(row)) else { continue }
            try SQLiteStore.save(list, db)
            counts[.lists, default: 0] += 1
        }
    }

    mutating func redactFields() throws {
        contacts = try rewrite("fields", of: "contact", key: "contact_id", as: .fields) { text, redaction in
            try redaction.redacted(CanonicalJSON.fields(from: text)).map(CanonicalJSON.text)
        }.compactMap(ContactID.fromDatabaseValue)
    }

    mutating func redactJournal() throws {
        try rewrite("fields", of: "journal", key: "sequence", as: .journal) { text, redaction in
            try redaction.redacted(CanonicalJSON.fields(from: text)).map(CanonicalJSON.text)
        }
        for row in try Row.fetchAll(
            db, sql: "SELECT sequence, old FROM journal WHERE change = ?", arguments: [ChangeName.campaign.rawValue])
        {
            let old: CampaignRecord = try row.json("old")
            // The slug that the campaign has now: no page has another one.
            guard let record = try redaction.redacted(old, slug: { try currentSlug(of: $0) }) else { continue }
            try db.execute(
                sql: "UPDATE journal SET old = ? WHERE sequence = ?", arguments: [try jsonText(record), row["sequence"]])
            counts[.journal, default: 0] += 1
        }
    }

    mutating func redactProblems() throws {
        try rewrite("problem", of: "certificate", key: "sequence", as: .problems) { $1.redacted($0) }
        for row in try Row.fetchAll(
            db, sql: "SELECT number, reconciliation FROM run WHERE reconciliation IS NOT NULL ORDER BY number")
        {
            guard let reconciliation = redaction.redacted(try row.json("reconciliation", AccountReconciliation.self)) else {
                continue
            }
            try db.execute(
                sql: "UPDATE run SET reconciliation = ? WHERE number = ?",
                arguments: [try jsonText(reconciliation), row["number"]])
            counts[.problems, default: 0] += 1
        }
    }

    /// Not counted: the tags are those of lists and fields, which are.
    func redactTags() throws {
        for tag in try String.fetchAll(db, sql: "SELECT tag FROM conflicting_tag") {
            guard let redacted = redaction.redacted(tag) else { continue }
            try db.execute(sql: "DELETE FROM conflicting_tag WHERE tag = ?", arguments: [tag])
            try SQLiteStore.add(conflictingTags: [foldedTag(redacted)], db)
        }
    }

    private func currentSlug(of campaign: Campaign) throws -> String {
        try String.fetchOne(db, sql: "SELECT slug FROM campaign WHERE id = ?", arguments: [campaign.id]) ?? campaign.id
    }

    /// Replaces texts of a column; `redacted` gives nil for those that stay.
    /// - Returns: the keys of the rows with the others.
    @discardableResult
    private mutating func rewrite(
        _ column: String, of table: String, key: String, as place: RedactedPlace,
        redacted: (String, Redaction) throws -> String?
    ) throws -> [DatabaseValue] {
        var changed: [(key: DatabaseValue, text: String)] = []
        let rows = try Row.fetchCursor(
            db, sql: "SELECT \(key), \(column) FROM \(table) WHERE instr(\(column), '@') > 0 OR instr(\(column), '%') > 0")
        while let row = try rows.next() {
            let text: String = row[1]
            if let redacted = try redacted(text, redaction) { changed.append((row[0], redacted)) }
        }
        let update = try db.makeStatement(sql: "UPDATE \(table) SET \(column) = ? WHERE \(key) = ?")
        for row in changed { try update.execute(arguments: [row.text, row.key]) }
        if !changed.isEmpty { counts[place, default: 0] += changed.count }
        return changed.map(\.key)
    }
}
