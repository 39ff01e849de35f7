import Files

/// The right to publish to an output folder, which one process has at a time. Whoever has it knows that the folder is octo-site's
/// and can be written, before it has done anything else.
package final class OutputClaim: Sendable {
    let output: String
    let special: SpecialFiles
    private let lock: PublishLock

    /// Bytes without which no site can be built: less is a full disk.
    private static let leastSpace: UInt64 = 1 << 20

    /// Locks the output, checks it, and removes what killed runs left.
    ///
    /// - Parameter output: the folder that the site is served from; those above it are created if need be.
    /// - Throws: ``PublishingError``; with the code `locked` if another process has the output, with `foreignFolder` if the
    ///   folder has files that octo-site did not make.
    package init(output: String, special: SpecialFiles) throws(PublishingError) {
        let found = try OutputFolder(resolving: output)
        let lock = try PublishLock(found)
        try explainingFileErrors { () throws(FileError) in try Publisher.cleanUp(found) }
        // Cleaning up may have brought back a tree that a killed run had renamed.
        let folder = try OutputFolder(resolving: output)
        try folder.refuseForeign(
            try explainingFileErrors { () throws(FileError) in try folder.checksums(special.checksums) },
            landmark: special.landmark)
        try explainingFileErrors { () throws(FileError) in
            let staging = try Publisher.createStaging(for: folder)
            let space = FileSystem.freeSpace(at: staging)
            try FileSystem.removeTree(staging)
            if let space, space < Self.leastSpace { throw .noSpace(output) }
        }
        self.output = output
        self.special = special
        self.lock = lock
    }

    /// Refuses, before any work, to keep the site that is published beside the next one where that can't be done.
    package func refuseKeepingSite() throws(PublishingError) { try OutputFolder(resolving: output).refuseKeepingSite() }

    /// The checksum of each file of the site that is published, by its path; empty if there is none.
    package func liveChecksums() throws(PublishingError) -> [String: String] {
        let folder = try OutputFolder(resolving: output)
        return try explainingFileErrors { () throws(FileError) in try folder.checksums(special.checksums).hashes }
    }

    /// The bytes of a file of the site that is published; nil if there is none.
    package func liveFile(_ path: String) throws(PublishingError) -> [UInt8]? {
        try SitePath.validate(path, checksums: special.checksums)
        let file = "\(try OutputFolder(resolving: output).path)/\(path)"
        guard FileSystem.kind(of: file) == .file else { return nil }
        return try explainingFileErrors { () throws(FileError) in try FileSystem.read(file) }
    }
}
