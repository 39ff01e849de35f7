import Engagement
import EngagementStore
import GRDB

/// Raises change numbers, in the transaction of the change.
struct ChangeMarks {
    let db: Database

    /// Of the store only. Every transaction that writes ends with this, ``SQLiteStore/write(_:)``.
    func raiseStore() throws {
        try db.cachedStatement(sql: "UPDATE store SET change_number = max(change_number + 1, ?)").execute(arguments: [
            ChangeClock.now
        ])
    }

    /// Of lists, notes, tombstones and the like.
    func raiseAccount() throws {
        try raiseStore()
        try db.execute(sql: "UPDATE store SET account_change = change_number")
    }

    /// What of a campaign has changed: the lowest of its numbers that is raised, with those above.
    enum Part: Int {
        /// Status, fields or stamps of participants, by records that are journalled.
        case rows = 1
        /// Their addresses, by the same.
        case measures
        /// Everything else.
        case participants
    }

    func raise(campaign key: Int64) throws { try raise(.participants, "key = ?", [key]) }

    func raiseAllCampaigns() throws { try raise(.participants, "TRUE", []) }

    /// Of all campaigns in which contacts are participants. Without the index, which the first run makes at its end, each contact
    /// would be searched for in the whole table; then all campaigns count as changed.
    func raise(campaignsOf contacts: [ContactID], _ part: Part) throws {
        guard !contacts.isEmpty else { return }
        guard try Schema.hasParticipantIndex(db) else { return try raise(part, "TRUE", []) }
        try raise(
            part,
            """
            key IN (SELECT p.campaign FROM json_each(?) id CROSS JOIN participant p INDEXED BY participant_contact
                ON p.contact_id = id.value)
            """, [IDList.json(contacts)])
    }

    private func raise(_ part: Part, _ condition: String, _ arguments: StatementArguments) throws {
        try raiseStore()
        let columns = ["rows_change", "measures_change", "participants_change"].prefix(part.rawValue)
        let raised = columns.map { "\($0) = (SELECT change_number FROM store)" }
        try db.cachedStatement(sql: "UPDATE campaign SET \(Columns.list(raised)) WHERE \(condition)")
            .execute(arguments: arguments)
    }
}
