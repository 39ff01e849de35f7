import Engagement
import EngagementStore
import GRDB

/// A store in one SQLite file, inside the process: nothing to install.
///
/// Readers and the writer don't wait for each other (WAL). A write is on the disk when it returns (`synchronous =
/// FULL`): a power failure takes back nothing that a run has reported, and so no run number is ever given twice.
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
        do {
            try pool.close()
        } catch {
            // A stream is still being read somewhere: the connections close with its last batch, and nothing is lost.
        }
    }

    func read<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await pool.read(body)
        } catch {
            throw StoreError.wrapping(error, store: name)
        }
    }

    /// In one transaction: whole or not at all.
    func write<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await pool.write(body)
        } catch {
            throw StoreError.wrapping(error, store: name)
        }
    }

    /// Batches that are read one after the other by their keys, each in a transaction of its own: nothing stays open
    /// between two of them, however slowly they are read.
    /// - Parameter next: reads the batch behind a key (nil: the first one), and tells the key to go on behind.
    func batches<Row: Sendable, Key: Sendable>(
        after _: Key.Type, _ next: @escaping @Sendable (Database, Key?) throws -> (rows: [Row], last: Key?)
    ) -> RowBatches<Row> {
        RowBatches {
            let place = Place<Key>()
            return {
                guard !place.isAtEnd else { return nil }
                let behind = place.key
                let (rows, last) = try await read { try next($0, behind) }
                place.key = last
                place.isAtEnd = last == nil
                return rows.isEmpty ? nil : rows
            }
        }
    }
}
