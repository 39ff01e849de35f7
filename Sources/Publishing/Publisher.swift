import Synchronization

/// A site on its way to the folder it is served from.
///
/// It is built in a staging folder beside the output and takes its place in one step, so that a reader never meets
/// half a site. What has not changed is carried over from the site that is up, same inode and same time; what the new
/// site doesn't have is gone. Killed at any point, the old site stays up, and the next run cleans up.
///
/// Pages may be written from several tasks at once. The lock on the output is held until the publisher is let go of.
package final class Publisher: Sendable {
    /// A file of the new site.
    struct Entry {
        /// Empty while the file is being written by somebody else.
        var sha256 = ""
        var isCarried = false
        var links: PageLinks?
    }

    struct State {
        var entries: [String: Entry] = [:]
        var folders: Set<String> = []
        var isDone = false
    }

    let folder: OutputFolder
    let staging: String
    let special: SpecialFiles
    /// What the site that is up says of its files; empty where it can't be trusted.
    let previous: Checksums
    let state = Mutex(State())
    private let lock: PublishLock

    /// Takes the output for this run: resolves it, locks it, clears away what killed runs left, and makes the staging
    /// folder.
    /// - Parameters:
    ///   - output: the folder the site is served from; it and those above it are made if need be.
    /// - Throws: ``PublishingError``; with the code `locked` if another run publishes there, with `foreignFolder` if the folder
    ///   holds what octo-site has not made.
    package init(output: String, special: SpecialFiles) throws(PublishingError) {
        let found = try OutputFolder(resolving: output)
        let lock = try PublishLock(
            file: found.obstacle == nil ? found.beside("lock") : nil, output: found.exists ? found.path : nil, name: output)
        try Self.cleanUp(found)
        // Cleaning up may have brought back a tree that a killed run had moved away.
        let folder = try OutputFolder(resolving: output)
        let sums = "\(folder.path)/\(special.checksums)"
        let checksums = Checksums(parsing: Disk.kind(of: sums) == .file ? try Disk.read(sums) : [])
        try folder.refuseForeign(checksums, landmark: special.landmark)
        staging = try Self.makeStaging(for: folder)
        previous = folder.isHalfPublished ? Checksums() : checksums
        self.folder = folder
        self.special = special
        self.lock = lock
    }

    deinit { abandon() }

    /// Why the site will be published file by file, in a clause; nil if it will go up in one step.
    package var obstacle: String? { folder.obstacle }

    /// Writes a file of the site, or carries it over if the one that is up has the same bytes.
    package func write(_ bytes: [UInt8], to path: String) throws(PublishingError) {
        try claim(path)
        let links = path.hasSuffix(".html") ? PageLinks(of: bytes, at: path) : nil
        let isCarried = try Disk.holds(live(path), bytes)
        if isCarried {
            try carry(path)
        } else {
            try makeFolder(for: path)
            try Disk.write(bytes, to: staged(path))
        }
        record(path, Entry(sha256: Checksums.sha256(of: bytes), isCarried: isCarried, links: links))
    }

    /// Where in the file system to write a file of the site, for those who write streams; ``adopt(_:sha256:)`` takes
    /// it in.
    package func stage(_ path: String) throws(PublishingError) -> String {
        try claim(path)
        try makeFolder(for: path)
        return staged(path)
    }

    /// Takes in a file written where ``stage(_:)`` said; if the one that is up has the same bytes, that one is
    /// carried over instead.
    /// - Parameter sha256: of the file in hexadecimal, if whoever wrote it knows; else it is read for it.
    package func adopt(_ path: String, sha256: String? = nil) throws(PublishingError) {
        let hash = if let sha256 { sha256 } else { try Disk.sha256(of: staged(path)) }
        let links = path.hasSuffix(".html") ? PageLinks(of: try Disk.read(staged(path)), at: path) : nil
        let isCarried = try Disk.isSame(live(path), as: staged(path))
        if isCarried {
            try Disk.removeFile(staged(path))
            try carry(path)
        }
        record(path, Entry(sha256: hash, isCarried: isCarried, links: links))
    }

    /// Carries over a file or a folder of the site that is up, as it is; files already given for the new site stand.
    /// - Returns: how many files there were; 0 if there is no such folder.
    @discardableResult
    package func keep(_ path: String) throws(PublishingError) -> Int {
        try SitePath.validate(path, checksums: special.checksums)
        let files: [String]
        switch Disk.kind(of: live(path)) {
        case .file: files = [path]
        case .folder: files = try Disk.files(below: live(path)).map { "\(path)/\($0)" }
        default: files = []
        }
        for file in files where Disk.kind(of: live(file)) == .file && !isClaimed(file) {
            try claim(file)
            try carry(file)
            let hash = if let known = previous.hashes[file] { known } else { try Disk.sha256(of: live(file)) }
            record(file, Entry(sha256: hash, isCarried: true))
        }
        return files.count
    }

    /// True if the site that is up has such a file.
    package func holds(_ path: String) throws(PublishingError) -> Bool {
        try SitePath.validate(path, checksums: special.checksums)
        return Disk.kind(of: live(path)) == .file
    }

    /// A file of the site that is up; nil if there is none.
    package func liveFile(_ path: String) throws(PublishingError) -> [UInt8]? {
        try SitePath.validate(path, checksums: special.checksums)
        return Disk.kind(of: live(path)) == .file ? try Disk.read(live(path)) : nil
    }

    /// A file of the new site, written or carried over; nil if there is none (yet).
    package func file(_ path: String) throws(PublishingError) -> [UInt8]? {
        guard let entry = state.withLock({ $0.entries[path] }), !entry.sha256.isEmpty else { return nil }
        return try Disk.read(location(of: path, entry))
    }

    /// Every file of the new site, by its path and by where it is now: for checks of one's own. In order of the paths.
    package var files: [(path: String, location: String)] {
        state.withLock { $0.entries }.sorted { $0.key < $1.key }.map { ($0.key, location(of: $0.key, $0.value)) }
    }

    /// Lets go of everything, as if nothing had been begun; does nothing once the site is published.
    package func abandon() {
        let wasDone = state.withLock { state in
            defer { state.isDone = true }
            return state.isDone
        }
        // What can't be removed now is a left-over that the next run removes, or complains about.
        if !wasDone { try? Disk.removeTree(staging) }
    }
}
