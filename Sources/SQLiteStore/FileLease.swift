import EngagementStore
import Files

/// The lease of a store in SQLite: a lock on a file beside the database.
actor FileLease {
    private let path: String
    private let store: String
    private var lock: FileLock?

    init(path: String, store: String) {
        self.path = path
        self.store = store
    }

    func acquire(holder: String) throws {
        if lock?.isInPlace == true { return }
        do throws(FileLock.Failure) { lock = try FileLock(file: path, holder: holder) } catch {
            switch error {
            case .held(let holder):
                throw StoreError(
                    .leased, store: store,
                    "\(store) is in use by another run (\(holder ?? "which has just begun")); wait for it to end, then run again."
                )
            case .foreign:
                throw StoreError(
                    .unreachable, store: store,
                    "\(store) can't be locked: there is something else in \(path). Move it away, or name another store.")
            case .failed(let error):
                let remedy =
                    error.reason == .readOnlyFileSystem
                    ? "The file system is read-only: keep the store on another one."
                    : "Check the permissions of its folder, and what is at that path."
                throw StoreError(.unreachable, store: store, "\(store) can't be locked. \(error) \(remedy)")
            }
        }
    }

    func renew() throws {
        if lock?.isInPlace == true { return }
        throw StoreError(
            .leased, store: store, "\(store) is no longer locked by this run, and may be in use by another one.")
    }

    func release() { lock = nil }
}
