import EngagementStore

extension Schema {
    /// Version 3, the schema of the second release: the keys that order contacts' records, the store's id, and list sizes.
    /// ``NormalForms`` does the rest.
    static let second = """
        -- Of a contact's record: when it was last seen. See `RecordKey`.
        ALTER TABLE contact ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE contact ADD COLUMN effective_at INTEGER;
        ALTER TABLE contact ADD COLUMN seen_run INTEGER NOT NULL DEFAULT 0;
        UPDATE contact SET \(ContactMerge.firstKey);

        -- One row.
        CREATE TABLE store (id TEXT NOT NULL);
        INSERT INTO store (id) VALUES (lower(hex(randomblob(16))));

        CREATE TABLE list_size (
            list_id TEXT NOT NULL, run INTEGER NOT NULL, pending INTEGER NOT NULL, subscribed INTEGER NOT NULL,
            unsubscribed INTEGER NOT NULL, PRIMARY KEY (list_id, run)) WITHOUT ROWID;

        -- The first release left the addresses of forgotten people in texts about others: the next run removes them there.
        INSERT OR IGNORE INTO note (name, value)
            SELECT column1, 'upgrade' FROM (VALUES ('\(StoreNote.pendingRedaction.name)'), ('\(StoreNote.staleArchive.name)'))
            WHERE EXISTS (SELECT 1 FROM tombstone);
        """
}
