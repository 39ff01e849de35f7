import EngagementStore

extension Schema {
    /// Version 3: the keys that order contacts' records, the store's id, list sizes,
    /// change numbers with what is kept under them, the memory of notifications, and conflicting tags. ``NormalForms`` does the rest.
    static let second = """
        -- Of a contact's record: when it was last seen. See `RecordKey`.
        ALTER TABLE contact ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE contact ADD COLUMN effective_at INTEGER;
        ALTER TABLE contact ADD COLUMN seen_run INTEGER NOT NULL DEFAULT 0;
        UPDATE contact SET \(ContactMerge.firstKey);

        -- One row.
        CREATE TABLE store (
            id TEXT NOT NULL, change_number INTEGER NOT NULL DEFAULT 1, account_change INTEGER NOT NULL DEFAULT 1);
        INSERT INTO store (id) VALUES (lower(hex(randomblob(16))));

        -- The newest changes of a campaign. See `ChangeNumbers`.
        ALTER TABLE campaign ADD COLUMN measures_change INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE campaign ADD COLUMN rows_change INTEGER NOT NULL DEFAULT 0;

        CREATE TABLE kept_measure (
            campaign INTEGER NOT NULL, -- 0: the account
            kind TEXT NOT NULL, version INTEGER NOT NULL, change_number INTEGER NOT NULL, bytes BLOB NOT NULL,
            PRIMARY KEY (campaign, kind));
        CREATE TABLE notify_memory (channel TEXT PRIMARY KEY, state BLOB NOT NULL, saved_at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE conflicting_tag (tag TEXT PRIMARY KEY) WITHOUT ROWID;

        CREATE TABLE list_size (
            list_id TEXT NOT NULL, run INTEGER NOT NULL, pending INTEGER NOT NULL, subscribed INTEGER NOT NULL,
            unsubscribed INTEGER NOT NULL, PRIMARY KEY (list_id, run)) WITHOUT ROWID;

        -- The first release left the addresses of forgotten people in texts about others: the next run removes them there.
        INSERT OR IGNORE INTO note (name, value)
            SELECT column1, 'upgrade' FROM (VALUES ('\(StoreNote.pendingRedaction.name)'), ('\(StoreNote.staleArchive.name)'))
            WHERE EXISTS (SELECT 1 FROM tombstone);
        """
}
