import Files

/// The lock on an output folder: one run at a time publishes there.
///
/// It is a file beside the folder, as the folder itself is exchanged; and the folder, for runs that can't write beside it.
struct PublishLock: ~Copyable, Sendable {
    private let file: FileLock?
    private let folder: FileLock?

    /// - Parameters:
    ///   - path: of the lock file; nil if no file can be created beside the output.
    ///   - output: the output folder; nil if there is none yet.
    ///   - name: the output as the user named it.
    init(file path: String?, output: String?, name: String) throws(PublishingError) {
        let file = try Self.locked(name) { () throws(FileLock.Failure) -> FileLock? in
            if let path { try FileLock(file: path, holder: CurrentProcess.name) } else { nil }
        }
        let folder = try Self.locked(name) { () throws(FileLock.Failure) -> FileLock? in
            if let output { try FileLock(folder: output) } else { nil }
        }
        self.file = file
        self.folder = folder
    }

    private static func locked(
        _ name: String, _ body: () throws(FileLock.Failure) -> FileLock?
    ) throws(PublishingError) -> FileLock? {
        do throws(FileLock.Failure) { return try body() } catch {
            switch error {
            case .failed(let error): throw PublishingError(error)
            case .held(let holder):
                let holder = holder.map { " (\($0))" } ?? ""
                throw PublishingError(
                    .locked, path: name,
                    "Another octo-site is publishing to \(name)\(holder). Wait until it has ended, then run this again.")
            }
        }
    }
}
