extension Schema {
    /// Version 1; later changes are in ``steps``. Times are whole seconds since 1970 in UTC; ids are the provider's; `fields`
    /// is canonical JSON.
    ///
    /// `participant` is clustered by campaign and contact id, the order in which rows are merged and exported. Its flags are
    /// virtual columns, for which nothing is stored; they are for queries in `sqlite3` such as
    /// `SELECT count(*) FROM participant WHERE opened`.
    static let first = """
        CREATE TABLE run (
            number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, started_at INTEGER NOT NULL, ended_at INTEGER,
            state TEXT NOT NULL, api TEXT NOT NULL, is_full INTEGER NOT NULL, covers_account INTEGER NOT NULL,
            requests INTEGER NOT NULL, totals TEXT, gained TEXT NOT NULL, reconciliation TEXT);

        -- Every campaign that a participant or a record belongs to; without a slug there is no record (yet).
        CREATE TABLE campaign (
            key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, slug TEXT, name TEXT, subject TEXT, status TEXT,
            list_ids TEXT, from_name TEXT, from_address TEXT, created_at INTEGER, sent_at INTEGER, first_run INTEGER,
            summary TEXT, links TEXT,
            -- The run that last wrote the record; decides whether an old one has to be journalled.
            written_run INTEGER);

        CREATE TABLE list (id TEXT PRIMARY KEY, name TEXT NOT NULL, field_tags TEXT NOT NULL) WITHOUT ROWID;

        -- Contacts of whom a record is known. Without fields it is a thin one.
        CREATE TABLE contact (
            contact_id TEXT PRIMARY KEY, email_address TEXT,
            person TEXT, -- the address in lower case, of any script
            domain TEXT, status TEXT, fields TEXT, last_updated_at INTEGER,
            attributes_run INTEGER NOT NULL, -- the run that saw this record
            first_run INTEGER NOT NULL -- the run that saw the contact's first record
            ) WITHOUT ROWID;
        CREATE INDEX contact_person ON contact (person) WHERE person IS NOT NULL;

        CREATE TABLE participant (
            campaign INTEGER NOT NULL REFERENCES campaign (key), contact_id TEXT NOT NULL,
            first_sent INTEGER, first_opened INTEGER, first_clicked INTEGER, first_bounced INTEGER, first_complained INTEGER,
            first_unsubscribed INTEGER,
            sent_at INTEGER, opened_at INTEGER, clicked_at INTEGER, bounced_at INTEGER, complained_at INTEGER,
            unsubscribed_at INTEGER,
            vanished INTEGER NOT NULL DEFAULT 0, -- a bit a report, sent being 1, opened 2, clicked 4 …
            opened INTEGER AS (first_opened IS NOT NULL OR first_clicked IS NOT NULL),
            clicked INTEGER AS (first_clicked IS NOT NULL),
            bounced INTEGER AS (first_bounced IS NOT NULL),
            complained INTEGER AS (first_complained IS NOT NULL),
            unsubscribed INTEGER AS (first_unsubscribed IS NOT NULL),
            PRIMARY KEY (campaign, contact_id)) WITHOUT ROWID;

        -- What was there before a run: append-only but for rollbacks and forgetting.
        CREATE TABLE journal (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL,
            change TEXT NOT NULL, -- attributes, occurred_at, vanished, returned, campaign
            campaign INTEGER, contact_id TEXT, kind TEXT,
            email_address TEXT, person TEXT, status TEXT, fields TEXT, last_updated_at INTEGER, attributes_run INTEGER,
            old TEXT -- the old times, or the old campaign
            );
        CREATE INDEX journal_run ON journal (run);
        CREATE INDEX journal_contact ON journal (contact_id) WHERE contact_id IS NOT NULL;
        CREATE INDEX journal_person ON journal (person) WHERE person IS NOT NULL;

        CREATE TABLE certificate (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, campaign INTEGER NOT NULL, kind TEXT NOT NULL, run INTEGER NOT NULL,
            pages INTEGER NOT NULL, "rows" INTEGER NOT NULL, "distinct" INTEGER NOT NULL, forgotten INTEGER NOT NULL,
            ending TEXT NOT NULL, is_complete INTEGER NOT NULL, expected_before INTEGER, expected_after INTEGER,
            is_resumed INTEGER NOT NULL, ended_at INTEGER NOT NULL, problem TEXT);
        CREATE INDEX certificate_walk ON certificate (campaign, kind, sequence);
        CREATE INDEX certificate_run ON certificate (run);

        CREATE TABLE open_walk (
            campaign INTEGER NOT NULL, kind TEXT NOT NULL, run INTEGER NOT NULL, cursor TEXT NOT NULL,
            pages INTEGER NOT NULL, "rows" INTEGER NOT NULL, PRIMARY KEY (campaign, kind)) WITHOUT ROWID;
        -- The contacts an open walk has seen, checkpoint by checkpoint, 16 bytes each.
        CREATE TABLE open_walk_part (
            part INTEGER PRIMARY KEY, campaign INTEGER NOT NULL, kind TEXT NOT NULL, seen BLOB NOT NULL);
        CREATE INDEX open_walk_part_walk ON open_walk_part (campaign, kind);

        CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE tombstone (subject TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (subject, hash)) WITHOUT ROWID;
        CREATE TABLE forgotten (
            campaign_id TEXT NOT NULL, kind TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (campaign_id, kind)) WITHOUT ROWID;
        CREATE TABLE accepted_difference (
            campaign_id TEXT NOT NULL, kind TEXT NOT NULL, difference INTEGER NOT NULL, PRIMARY KEY (campaign_id, kind))
            WITHOUT ROWID;
        """
}
