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

    /// What of a campaign has changed.
    enum Part {
        /// Participants, their addresses, or the campaign's record.
        case measures
        /// Status, fields or stamps of participants.
        case rows
    }

    func raise(campaign key: Int64, _ part: Part = .measures) throws {
        try raise(part, "key = ?", [key])
    }

    func raiseAllCampaigns(_ part: Part = .measures) throws { try raise(part, "TRUE", []) }

    /// Of all campaigns in which contacts are participants. Without the index, which the first run makes at its end, each contact
    /// would be searched for in the whole table; then all campaigns count as changed.
    func raise(campaignsOf contacts: [ContactID], _ part: Part) throws {
        guard !contacts.isEmpty else { return }
        guard try Schema.hasParticipantIndex(db) else { return try raiseAllCampaigns(part) }
        try raise(
            part,
            """
            key IN (SELECT p.campaign FROM json_each(?) id CROSS JOIN participant p INDEXED BY participant_contact
                ON p.contact_id = id.value)
            """, [IDList.json(contacts)])
    }

    private func raise(_ part: Part, _ condition: String, _ arguments: StatementArguments) throws {
        try raiseStore()
        let number = "(SELECT change_number FROM store)"
        let measures = part == .measures ? "measures_change = \(number), " : ""
        try db.cachedStatement(sql: "UPDATE campaign SET \(measures)rows_change = \(number) WHERE \(condition)")
            .execute(arguments: arguments)
    }
}
