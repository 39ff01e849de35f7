extension Schema {
    /// Version 4: what is kept of measures has parts. What was kept before is measured again.
    static let third = """
        DROP TABLE kept_measure;
        CREATE TABLE kept_measure (
            campaign INTEGER NOT NULL, -- 0: the account
            kind TEXT NOT NULL, part INTEGER NOT NULL, version INTEGER NOT NULL, change_number INTEGER NOT NULL,
            bytes BLOB NOT NULL, PRIMARY KEY (kind, campaign, part));
        """
}
