import GRDB

extension Schema {
    /// Version 5: the number of the newest change of a campaign that no journal tells (see `ChangeNumbers`), if it is not there yet.
    @Sendable static func addParticipantsChange(_ db: Database) throws {
        guard try !db.columns(in: "campaign").contains(where: { $0.name == "participants_change" }) else { return }
        try db.execute(
            sql: """
                ALTER TABLE campaign ADD COLUMN participants_change INTEGER NOT NULL DEFAULT 0;
                UPDATE campaign SET participants_change = measures_change;
                """)
    }
}
