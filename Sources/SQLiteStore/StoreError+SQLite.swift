import EngagementStore
import GRDB

extension StoreError {
    /// Turns an error into a sentence for a person; the only place that knows SQLite's codes. A ``StoreError`` and a
    /// cancellation stay as they are.
    static func wrapping(_ error: any Error, store: String) -> any Error {
        switch error {
        case is StoreError, is CancellationError: return error
        case let error as UnreadableValue: return unreadable(error, store: store)
        case let error as DatabaseError: return sentence(for: error, store: store)
        default: return StoreError(.failed, store: store, "\(store) failed: \(error)")
        }
    }

    private static func sentence(for error: DatabaseError, store: String) -> StoreError {
        let words = error.message ?? "no reason given"
        switch error.resultCode {
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            return StoreError(
                .unreachable, store: store,
                "\(store) can't be opened (\(words)); check that the file and its folder may be read and written.")
        case .SQLITE_READONLY:
            return StoreError(
                .unreachable, store: store,
                "\(store) can't be written (\(words)); check the permissions of the file and of its folder.")
        case .SQLITE_NOTADB:
            return StoreError(
                .unreachable, store: store, "\(store) is not an SQLite database; name another file with --store.")
        case .SQLITE_CORRUPT:
            return StoreError(
                .failed, store: store,
                "\(store) is damaged (\(words)); restore a backup, or keep what `sqlite3 FILE .recover` can read.")
        // The second is what a full disk gives where not even the file `-shm` finds room.
        case _ where error.resultCode == .SQLITE_FULL || error.isOutOfRoom:
            return StoreError(
                .failed, store: store, "\(store) could not be written, as the disk is full; make room and run again.")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return StoreError(
                .failed, store: store,
                "\(store) is locked by another program, such as a backup or an open sqlite3; end that and run again.")
        case .SQLITE_IOERR:
            return StoreError(
                .failed, store: store,
                "\(store) could not be read or written (\(words)); check the disk it is on, and that it is not full.")
        case .SQLITE_MISUSE where words.contains("closed"):
            return StoreError(.failed, store: store, "\(store) was asked for something after it had been closed.")
        default:
            return StoreError(
                .failed, store: store, "\(store) failed: \(words) (SQLite's code \(error.extendedResultCode.rawValue))."
            )
        }
    }
}

extension DatabaseError {
    fileprivate var isOutOfRoom: Bool { extendedResultCode == .SQLITE_IOERR_SHMSIZE }
}
