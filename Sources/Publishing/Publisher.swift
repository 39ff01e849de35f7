import Files
import Synchronization

/// Builds a site and puts it in the folder that it is served from.
///
/// The site is built in a staging folder beside the output and takes its place in one step, so that a reader never sees a
/// mixture of old and new files. Files that have not changed are carried over from the live site, with their inodes and
/// times; files of the live one that the new one does not have are removed. Files that octo-site did not make stay. If the process is killed at any point, the live site stays as it
/// is, and the next run cleans up.
///
/// Several tasks may write pages at once. The output is claimed as long as the publisher exists.
package final class Publisher: Sendable {
    /// A file of the new site.
    struct Entry {
        /// Empty while the file is being written.
        var sha256 = ""
        var isCarried = false
        var links: PageLinks?
    }

    struct State {
        var entries: [String: Entry] = [:]
        var folders: Set<String> = []
        var isDone = false
        /// Sentences on what is not as it should be, and does no harm.
        var warnings: [String] = []
    }

    let folder: OutputFolder
    let staging: String
    let special: SpecialFiles
    /// The checksums of the live site's files; empty if they can't be relied on.
    let previous: Checksums
    /// The files of the live folder that octo-site made, now or in a run that was killed. All others are somebody else's.
    let made: Set<String>
    /// Of files that were written row by row.
    private let newFilePermissions: UInt32
    let state = Mutex(State())
    private let claim: OutputClaim

    /// Creates the staging folder.
    ///
    /// - Parameter claim: made before the work began; the folder may have changed since, by other hands.
    package init(_ claim: OutputClaim) throws(PublishingError) {
        let (folder, special) = (try OutputFolder(resolving: claim.output), claim.special)
        let checksums = try explainingFileErrors { () throws(FileError) in try folder.checksums(special.checksums) }
        try folder.refuseForeign(checksums, landmark: special.landmark)
        let staging = try explainingFileErrors { () throws(FileError) in try Self.createStaging(for: folder) }
        newFilePermissions = try explainingFileErrors { () throws(FileError) in
            try Self.permissionsOfNew(in: staging).file
        }
        made = try explainingFileErrors { () throws(FileError) in
            Set(checksums.hashes.keys).union(try folder.namesInMarker())
        }
        self.staging = staging
        previous = folder.isHalfPublished ? Checksums() : checksums
        self.folder = folder
        self.special = special
        self.claim = claim
    }

    deinit { abandon() }

    /// Why the site will be published file by file, in a clause; nil if it will be published in one step.
    package var obstacle: String? { folder.obstacle }

    /// Writes a file of the site, or carries it over if the live one has the same bytes.
    package func write(_ bytes: [UInt8], to path: String) throws(PublishingError) {
        try claim(path)
        let links = path.hasSuffix(".html") ? PageLinks(of: bytes, at: path) : nil
        let isCarried = try explainingFileErrors { () throws(FileError) in
            guard try FileSystem.contains(live(path), bytes) else {
                try createFolder(for: path)
                try FileSystem.write(bytes, to: staged(path))
                return false
            }
            try carry(path)
            return true
        }
        record(path, Entry(sha256: Checksums.sha256(of: bytes), isCarried: isCarried, links: links))
    }

    /// The path in the file system to write a file of the site to, for files that are written row by row.
    /// ``adopt(_:sha256:)`` adds the file once it is whole.
    package func stage(_ path: String) throws(PublishingError) -> String {
        try claim(path)
        try explainingFileErrors { () throws(FileError) in try createFolder(for: path) }
        return staged(path)
    }

    /// Adds a file that was written to the path given by ``stage(_:)``. If the live one has the same bytes, that one is
    /// carried over instead.
    ///
    /// - Parameter sha256: of the file, in hexadecimal, if the caller knows it; else the file is read for it.
    package func adopt(_ path: String, sha256: String? = nil) throws(PublishingError) {
        let entry = try explainingFileErrors { () throws(FileError) in
            let hash = if let sha256 { sha256 } else { try Checksums.sha256(ofFile: staged(path)) }
            let links = path.hasSuffix(".html") ? PageLinks(of: try FileSystem.read(staged(path)), at: path) : nil
            let isCarried = try FileSystem.isSame(live(path), as: staged(path))
            if isCarried {
                try FileSystem.removeFile(staged(path))
                try carry(path)
            } else {
                try FileSystem.setPermissions(newFilePermissions, of: staged(path))
            }
            return Entry(sha256: hash, isCarried: isCarried, links: links)
        }
        record(path, entry)
    }

    /// Carries over a file or a folder of the live site. Files that the new site already has are left as they are, and so are
    /// files that octo-site did not make.
    ///
    /// - Returns: how many files the live site has there; 0 if it has no such file or folder.
    @discardableResult
    package func keep(_ path: String) throws(PublishingError) -> Int {
        try SitePath.validate(path, checksums: special.checksums)
        let files = try explainingFileErrors { () throws(FileError) -> [String] in
            switch FileSystem.kind(of: live(path)) {
            case .file: [path]
            case .folder: try FileSystem.files(below: live(path)).map { "\(path)/\($0)" }
            default: []
            }
        }
        let own = made.isEmpty ? files : files.filter(made.contains)
        for file in own where FileSystem.kind(of: live(file)) == .file && !isClaimed(file) {
            try claim(file)
            let hash = try explainingFileErrors { () throws(FileError) in
                try carry(file)
                return if let known = previous.hashes[file] { known } else { try Checksums.sha256(ofFile: live(file)) }
            }
            record(file, Entry(sha256: hash, isCarried: true))
        }
        return own.count
    }

    /// Carries over a file of the live site, which must be there.
    package func keepFile(_ path: String) throws(PublishingError) {
        guard try keep(path) == 1 else {
            throw PublishingError(
                .badPath, path: path,
                "\(path) is gone from \(folder.name), and the new site needs it; nothing was published. Run it again.")
        }
    }

    /// True for a file of the new site that is written or carried over as a whole.
    package func isWhole(_ path: String) -> Bool { state.withLock { $0.entries[path].map { !$0.sha256.isEmpty } ?? false } }

    /// True if the live site has such a file.
    package func holds(_ path: String) throws(PublishingError) -> Bool {
        try SitePath.validate(path, checksums: special.checksums)
        return FileSystem.kind(of: live(path)) == .file
    }

    /// The bytes of a file of the live site; nil if there is none.
    package func liveFile(_ path: String) throws(PublishingError) -> [UInt8]? {
        guard try holds(path) else { return nil }
        return try explainingFileErrors { () throws(FileError) in try FileSystem.read(live(path)) }
    }

    /// The bytes of a file of the new site, written or carried over; nil if there is none (yet).
    package func file(_ path: String) throws(PublishingError) -> [UInt8]? {
        guard let entry = state.withLock({ $0.entries[path] }), !entry.sha256.isEmpty else { return nil }
        return try explainingFileErrors { () throws(FileError) in try FileSystem.read(location(of: path, entry)) }
    }

    /// Every file of the new site, with its path in the file system, in order of the site's paths.
    package var files: [(path: String, location: String)] {
        state.withLock { $0.entries }.sorted { $0.key < $1.key }.map { ($0.key, location(of: $0.key, $0.value)) }
    }

    /// Removes the staging folder. Does nothing once the site is published.
    package func abandon() {
        let wasDone = state.withLock { state in
            defer { state.isDone = true }
            return state.isDone
        }
        // What can't be removed now is a leftover: the next run removes it, or says why it can't.
        if !wasDone { try? FileSystem.removeTree(staging) }
    }
}
