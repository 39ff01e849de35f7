import Engagement
import EngagementStore
import GRDB

/// A store in one SQLite file, inside the process: nothing to install.
///
/// Readers and the writer do not wait for each other (WAL). A write is on disk when it returns (`synchronous = FULL`): a
/// power failure undoes nothing that a run has reported, so no run number is ever given twice.
package struct SQLiteStore: EngagementStore {
    package let name: String
    let pool: DatabasePool
    let lease: FileLease

    init(name: String, pool: DatabasePool, lease: FileLease) {
        self.name = name
        self.pool = pool
        self.lease = lease
    }

    package func close() async {
        await lease.release()
        Self.close(pool)
    }

    /// Closes all connections; the last one to close a store empties its log and removes it.
    static func close(_ pool: DatabasePool) {
        do {
            // Only a connection that may write does so: those that only read are closed before it.
            pool.invalidateReadOnlyConnections()
            // A signal may have interrupted the last statement. Until the next one begins, SQLite would break off emptying the
            // log, too.
            try pool.writeWithoutTransaction { try $0.execute(sql: "SELECT 1") }
            try pool.close()
        } catch {
            // Rows are still being read somewhere: the connections close after the last batch, and nothing is lost.
        }
    }

    /// - Throws: ``StoreError`` where this process wrote something that can't be moved. Nothing is lost then.
    package func completeFiles() async throws { try finishLog() }

    /// Moves what is in the log into the file, so that the file alone is the whole store. Another process that reads is no
    /// failure: the last one to close the store empties the log.
    ///
    /// Not cancelled by a signal, since the command has ended.
    func finishLog() throws {
        do {
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA busy_timeout = 0")
                do {
                    _ = try db.checkpoint(.truncate)
                } catch let error as DatabaseError
                    where [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode) || db.totalChangesCount == 0
                {
                    return
                }
            }
        } catch {
            throw StoreError.wrapping(error, store: name)
        }
    }

    func read<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await pool.read(body)
        } catch {
            throw StoreError.wrapping(error, store: name)
        }
    }

    /// Runs statements in one transaction: all or none take effect. If they change anything, the store's change number is raised.
    func write<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) async throws -> Value {
        try await writeAside { db in
            let before = db.totalChangesCount
            let value = try body(db)
            if db.totalChangesCount != before { try ChangeMarks(db: db).raiseStore() }
            return value
        }
    }

    /// The same without a change number, for what is only kept beside the data.
    func writeAside<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await pool.write(body)
        } catch {
            throw StoreError.wrapping(error, store: name)
        }
    }

    /// Rows on a page, where a page is one query.
    static let pageSize = 2_000

    /// Rows in pages by their keys, each page in a transaction of its own.
    func batches<Element: Sendable, Key: Sendable>(
        key: @escaping @Sendable (Element) -> Key,
        _ page: @escaping @Sendable (Database, _ last: Key?, _ limit: Int) throws -> [Element]
    ) -> RowBatches<Element> {
        RowBatches(pageSize: Self.pageSize, key: key) { last, limit in try await read { try page($0, last, limit) } }
    }

    /// The same for pages that tell where to continue.
    func batches<Element: Sendable, Key: Sendable>(
        after key: Key.Type, readsAhead: Bool = false,
        _ page: @escaping @Sendable (Database, _ last: Key?) throws -> (rows: [Element], last: Key?)
    ) -> RowBatches<Element> {
        RowBatches(after: key, readsAhead: readsAhead) { last in try await read { try page($0, last) } }
    }
}
