import Files

/// The lock on an output folder: one process at a time publishes there.
///
/// It is a file that names its holder; and the folder, for processes that may not write beside it and so have another file.
struct PublishLock: ~Copyable, Sendable {
    private let file: FileLock
    private let folder: FileLock?

    init(_ output: OutputFolder) throws(PublishingError) {
        let file = try Self.locking(output, output.lockFile) { () throws(FileLock.Failure) in
            try FileLock(file: output.lockFile, holder: CurrentProcess.holder)
        }
        let folder = try Self.locking(output, output.path) { () throws(FileLock.Failure) -> FileLock? in
            if output.exists { try FileLock(folder: output.path) } else { nil }
        }
        self.file = file
        self.folder = folder
    }

    private static func locking<Lock: ~Copyable>(
        _ output: OutputFolder, _ path: String, _ body: () throws(FileLock.Failure) -> Lock
    ) throws(PublishingError) -> Lock {
        do throws(FileLock.Failure) { return try body() } catch {
            switch error {
            case .failed(let error): throw PublishingError(error)
            case .foreign:
                throw PublishingError(
                    .foreignFolder, path: path,
                    "\(path) is needed as the lock of \(output.name), and something else is in it. Move it away, or choose "
                        + "another --output.")
            case .held(let holder):
                let own = CurrentProcess.name + ","
                let others = output.lockFiles.compactMap(FileLock.holder(ofFile:)).filter { !$0.hasPrefix(own) }
                let words = (holder ?? others.first).map { " (\($0))" } ?? ""
                throw PublishingError(
                    .locked, path: output.name,
                    "Another octo-site is publishing to \(output.name)\(words). Wait until it has ended, then run this again.")
            }
        }
    }
}
