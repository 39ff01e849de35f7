import Engagement
import EngagementStore
import GRDB
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("Upgrading a store in SQLite")
struct UpgradeTests {
    @Test("a store of an earlier version is brought up to this one, with everything in it", arguments: [1, 2, 3, 4])
    func upgradesOlder(version: Int) async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/store.sqlite"
            let store = try await SQLiteStore.open(path: path)
            try await StoreScript(seed: 61, runs: 3).apply(to: store)
            // What the first release did not keep.
            let kept = Set(StoreDump.Section.allCases).subtracting([.recordKeys, .listSizes])
            let before = try await StoreDump(of: store).only(kept)
            await store.close()
            let steps = [Self.withoutParticipants] + (version < 4 ? [version < 3 ? Self.downgrade : Self.withoutParts] : [])
            try sql(steps.joined() + "PRAGMA user_version = \(version)", in: path)
            let again = try await SQLiteStore.open(path: path)
            #expect(try await StoreDump(of: again).only(kept).differences(from: before) == [])
            #expect(try await again.storeID()?.count == 32)
            await again.close()
            let found = try await DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
            #expect(found == Schema.version)
        }
    }

    /// Makes a store of this version one of the first release.
    private static let downgrade = """
        DROP VIEW v_participants; DROP VIEW v_campaigns; DROP VIEW v_people; DROP VIEW v_links; DROP VIEW v_runs;
        ALTER TABLE contact DROP COLUMN generation; ALTER TABLE contact DROP COLUMN effective_at;
        ALTER TABLE contact DROP COLUMN seen_run; DROP TABLE store; DROP TABLE list_size;
        ALTER TABLE campaign DROP COLUMN measures_change; ALTER TABLE campaign DROP COLUMN rows_change;
        DROP TABLE kept_measure; DROP TABLE notify_memory; DROP TABLE conflicting_tag;
        """

    /// One of version 4, whose campaigns had one number less.
    private static let withoutParticipants = "ALTER TABLE campaign DROP COLUMN participants_change;"

    /// One of version 3, which kept measures in one piece each.
    private static let withoutParts = """
        DROP TABLE kept_measure;
        CREATE TABLE kept_measure (
            campaign INTEGER NOT NULL, kind TEXT NOT NULL, version INTEGER NOT NULL, change_number INTEGER NOT NULL,
            bytes BLOB NOT NULL, PRIMARY KEY (campaign, kind));
        INSERT INTO kept_measure VALUES (0, 'store sums', 1, 1, x'00');
        """

    @Test("two spellings of one id and of one person are joined by the merge law")
    func joinsSpellings() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/store.sqlite"
            try sql(
                Schema.first + Self.odd + "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = 2", in: path)
            let store = try await SQLiteStore.open(path: path)
            try await OldStore.expectJoined(store)
            await store.close()
        }
    }

    @Test("where people were forgotten, the next run looks for their addresses in texts about others", arguments: [0, 1])
    func asksForRedaction(forgotten: Int) async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/store.sqlite"
            let stones = forgotten == 0 ? "" : "INSERT INTO tombstone (subject, hash) VALUES ('person', '0a');"
            try sql(
                Schema.first + stones + "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = 2", in: path)
            let store = try await SQLiteStore.open(path: path)
            #expect(try await store.note(.pendingRedaction) == (forgotten == 0 ? nil : "upgrade"))
            #expect(try await store.note(.staleArchive) == (forgotten == 0 ? nil : "upgrade"))
            await store.close()
        }
    }

    @Test("an upgrade that breaks off changes nothing, and the next one completes it")
    func isRestartable() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/store.sqlite"
            try sql(
                Schema.first + Self.odd + "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = 2", in: path)
            let tables = ["contact", "participant", "journal", "campaign", "list", "note", "forgotten", "run"]
            for table in tables {
                for event in ["INSERT", "UPDATE", "DELETE"] {
                    // Whichever statement of the upgrade does this to this table fails.
                    try sql(
                        "CREATE TRIGGER broken BEFORE \(event) ON \(table) BEGIN SELECT raise(ABORT, 'the power failed'); END",
                        in: path)
                    var failed = false
                    do { await (try SQLiteStore.open(path: path)).close() } catch {
                        failed = "\(error)".contains("the power failed")
                    }
                    let version = try await DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
                    #expect(version == (failed ? 2 : Schema.version), "\(event) \(table)")
                    guard failed else {
                        try rewind(path)
                        continue
                    }
                    try sql("DROP TRIGGER broken", in: path)
                }
            }
            let store = try await SQLiteStore.open(path: path)
            try await OldStore.expectJoined(store)
            await store.close()
        }
    }

    /// Makes the old store again, after an upgrade that did not touch what should have failed.
    private func rewind(_ path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.erase()
        try queue.close()
        try sql(Schema.first + Self.odd + "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = 2", in: path)
    }

    /// Two full runs, an interrupted one between them, and everything under two spellings.
    private static let odd = """
        INSERT INTO run (number, id, started_at, ended_at, state, api, is_full, covers_account, requests, gained, reconciliation)
        VALUES (1, 'r1', 1000000, 1000100, 'proven', 'v2', 1, 1, 9, '{}', '{"campaigns":[],"tripwires":[]}'),
            (2, 'r2', 2000000, 2000100, 'interrupted', 'v2', 0, 1, 9, '{}', NULL),
            (3, 'r3', 3000000, 3000100, 'proven', 'v2', 1, 1, 9, '{}', NULL);
        INSERT INTO campaign (key, id, slug, name, status, list_ids, first_run, summary, links, written_run) VALUES
            (1, '\(OldStore.upperCampaign)', 'old-slug', 'Old name', 'sent', '["\(OldStore.upperList)"]', 1, NULL, NULL, 1),
            (2, '\(OldStore.campaign)', 'new-slug', 'New name', 'sent', '["\(OldStore.list)"]', 3, NULL, NULL, 3);
        INSERT INTO list (id, name, field_tags) VALUES ('\(OldStore.upperList)', 'List', '[]');
        INSERT INTO contact (contact_id, email_address, person, domain, status, fields, last_updated_at, attributes_run, first_run)
        VALUES
            ('\(OldStore.upperContact)', 'old@example.com', 'old@example.com', 'example.com', 'subscribed', '{}', 900, 1, 1),
            ('\(OldStore.contact)', 'new@example.com', 'new@example.com', 'example.com', 'subscribed', '{}', 5000000, 3, 3),
            ('composed', 'zoe\u{301}@example.com', 'zoe\u{301}@example.com', 'example.com', 'subscribed', '{}', NULL, 1, 1),
            ('precomposed', 'ZO\u{c9}@example.com', 'zo\u{e9}@example.com', 'example.com', 'subscribed', '{}', NULL, 1, 1),
            ('nul', 'nul@example.com', 'nul@example.com', 'example.com', NULL, '{"City":"Bonn","city":"Berlin"}', NULL, 1, 1);
        INSERT INTO participant (campaign, contact_id, first_sent, first_opened, opened_at) VALUES
            (1, '\(OldStore.upperContact)', 2, NULL, NULL), (1, '\(OldStore.contact)', 3, 3, 400),
            (2, '\(OldStore.upperContact)', 1, 3, 300), (2, 'composed', 1, NULL, NULL), (2, 'precomposed', 1, 1, 7);
        INSERT INTO journal (run, change, contact_id, email_address, person, status, fields, last_updated_at, attributes_run)
        VALUES (3, 'attributes', 'composed', 'E\u{301}va@example.com', 'e\u{301}va@example.com', NULL, '{"ZIP":"1","zip":"2"}', NULL, 1);
        INSERT INTO forgotten (campaign_id, kind, count) VALUES
            ('\(OldStore.upperCampaign)', 'sent', 2), ('\(OldStore.campaign)', 'sent', 1);
        INSERT INTO note (name, value) VALUES ('contacts:\(OldStore.upperList):subscribed', '1970-01-01T00:00:01Z'),
            ('contacts:other:subscribed', '2036-01-01T00:00:00Z'), ('imported:\(OldStore.upperCampaign)', '1');
        INSERT INTO certificate (campaign, kind, run, pages, "rows", "distinct", forgotten, ending, is_complete, is_resumed, ended_at)
        VALUES (1, 'sent', 1, 1, 1, 1, 0, 'complete', 1, 0, 1000050);

        """
}

/// Does something to a database behind the store's back.
private func sql(_ sql: String, in path: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
}
