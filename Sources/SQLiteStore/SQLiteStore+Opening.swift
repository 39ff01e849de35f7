import EngagementStore
import Files
import Foundation
import GRDB

extension SQLiteStore {
    /// Opens the store in a file, creates the file if necessary, and upgrades it to this version.
    /// - Throws: ``StoreError``: `unreachable` for a file that can't be opened or is no store, `tooNew` for the store of a newer
    ///   version.
    package static func open(path: String) async throws -> SQLiteStore {
        try await open(path: path, busyTimeout: 10)
    }

    /// - Parameter busyTimeout: seconds to wait for another program that holds the database, such as a backup.
    static func open(path: String, busyTimeout: Double) async throws -> SQLiteStore {
        let name = "sqlite:\(path)"
        let file = try resolved(path, store: name)
        do {
            try createForOwner(file)
            let pool = try DatabasePool(path: file, configuration: configuration(busyTimeout: busyTimeout))
            do {
                try await pool.writeWithoutTransaction { db in
                    try Schema.upgrade(db, of: name)
                    // GRDB has set NORMAL. A checkpoint every 40 MB instead of every 4: a first sync writes each page once or
                    // twice.
                    try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 10000")
                }
            } catch {
                close(pool)
                throw error
            }
            return SQLiteStore(name: name, pool: pool, lease: FileLease(path: file + ".lock", store: name))
        } catch {
            throw StoreError.wrapping(error, store: name)
        }
    }

    /// Creates an empty file that only its owner may read, where there is none: a store holds addresses. SQLite gives its log
    /// the same permissions.
    private static func createForOwner(_ file: String) throws {
        guard FileSystem.status(at: file) == nil else { return }
        do throws(FileError) { try FileSystem.write([], to: file, permissions: 0o600) } catch {
            // Another process may have been faster. Everything else, SQLite says in its own words.
        }
    }

    private static func configuration(busyTimeout: Double) -> Configuration {
        var configuration = Configuration()
        configuration.label = "octo-site"
        configuration.busyMode = .timeout(busyTimeout)
        // References are documentation here: keys are never deleted.
        configuration.foreignKeysEnabled = false
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { db in
            // In kB. The writer returns to the same pages, and sorts an index in this memory; readers read each page once, and
            // the system caches files, too. So the memory does not grow with the account.
            try db.execute(sql: "PRAGMA cache_size = \(db.configuration.readonly ? -2_000 : -6_000)")
        }
        return configuration
    }

    /// The file without symbolic links, so that two names of one store share the lock file.
    private static func resolved(_ path: String, store: String) throws -> String {
        let file = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        var isFolder: ObjCBool = false
        if unsafe FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) {
            guard isFolder.boolValue else { return file.path }
            throw StoreError(
                .unreachable, store: store, "\(store) is a folder; name a file in it, such as \(path)/octo-site.sqlite."
            )
        }
        let parent = file.deletingLastPathComponent()
        guard FileManager.default.fileExists(atPath: parent.path) else {
            throw StoreError(
                .unreachable, store: store,
                "\(store) can't be created, as there is no folder \(parent.path); create it, or name another file with --store."
            )
        }
        return file.path
    }
}
