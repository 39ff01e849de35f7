import Glibc

/// An advisory lock (`flock`) on a file or a folder, which one process holds at a time. The kernel releases it when the
/// process ends, however it ends.
package struct FileLock: ~Copyable, Sendable {
    package enum Failure: Error, Hashable, Sendable {
        /// It is locked already. `by` is the content of the file; nil if it is empty.
        case held(by: String?)
        /// Something else than a lock is in the file: it is left as it is.
        case foreign
        case failed(FileError)
    }

    /// No holder's name is longer.
    private static let longestHolder = 1_024

    private let file: OpenFile
    /// False for a folder.
    private let removesFile: Bool

    /// Locks a file, which is created for it and removed with the lock. Never follows a symbolic link.
    ///
    /// - Parameter holder: who locks it, for the error that others get: the content of the file.
    package init(file path: String, holder: String) throws(Failure) {
        file = try Self.lock(path, holder: holder)
        removesFile = true
    }

    /// Locks a folder, as long as the lock is not needed across a rename of it.
    package init(folder path: String) throws(Failure) {
        let folder = try Self.report { () throws(FileError) in try OpenFile(lockingFolder: path) }
        try Self.lock(folder)
        file = folder
        removesFile = false
    }

    deinit {
        // While it is still locked, and only this very file: another one at the path is another holder's.
        if removesFile, isInPlace { _ = unsafe unlink(file.path) }
        // Closing alone would not do: a process that is just being started has a copy of the descriptor for a moment.
        _ = flock(file.descriptor, LOCK_UN)
    }

    /// False if the file has been removed or replaced: then another process can lock the new one.
    package var isInPlace: Bool { file.isInPlace }

    private static func lock(_ path: String, holder: String) throws(Failure) -> OpenFile {
        while true {
            let file = try report { () throws(FileError) in try OpenFile.locking(path) }
            try lock(file)
            // The holder before may have removed the file after we opened it: such a lock would guard nothing.
            guard file.isInPlace else { continue }
            if try isForeign(file) {
                _ = flock(file.descriptor, LOCK_UN)
                throw .foreign
            }
            do throws(FileError) { try file.replaceContents(with: Array(holder.utf8)) } catch {
                _ = unsafe unlink(path)
                _ = flock(file.descriptor, LOCK_UN)
                throw .failed(error)
            }
            return file
        }
    }

    private static func lock(_ file: borrowing OpenFile) throws(Failure) {
        let isLocked = try report { () throws(FileError) in try file.lock() }
        guard isLocked else { throw .held(by: contents(of: file)) }
    }

    /// True for a file in which more is than the name of a holder, such as a database.
    private static func isForeign(_ file: borrowing OpenFile) throws(Failure) -> Bool {
        do throws(FileError) { return try file.status().size > longestHolder } catch { throw .failed(error) }
    }

    /// Who holds the lock on a file; nil if nobody does, or if it can't be read.
    package static func holder(ofFile path: String) -> String? {
        guard FileSystem.kind(of: path) == .file, let file = try? OpenFile(reading: path) else { return nil }
        return contents(of: file)
    }

    private static func report<Value: ~Copyable>(_ body: () throws(FileError) -> Value) throws(Failure) -> Value {
        do throws(FileError) { return try body() } catch { throw .failed(error) }
    }

    private static func contents(of file: borrowing OpenFile) -> String? {
        var buffer = [UInt8](repeating: 0, count: longestHolder)
        guard let count = try? file.fill(&buffer), count > 0 else { return nil }
        return String(decoding: buffer[..<count], as: UTF8.self)
    }
}
