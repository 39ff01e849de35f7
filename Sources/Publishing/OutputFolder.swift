import Files

/// The folder that a site is published to: its path without links, and what can be done with it.
struct OutputFolder: Sendable {
    /// A file in the folder while a run publishes file by file: if that run is killed, the next one knows that the folder is
    /// a site, of which some files are new.
    static let inPlaceMarker = ".octo-site-publishing"

    /// As the user named it.
    let name: String
    /// Absolute, without symbolic links.
    let path: String
    let exists: Bool
    /// Why the folder can't be exchanged as a whole, in a clause; nil if it can.
    let obstacle: String?

    private var parent: String { FileSystem.folder(of: path) }

    /// Creates the folders above it if need be.
    init(resolving name: String) throws(PublishingError) {
        guard !name.isEmpty else {
            throw PublishingError(.fileSystem, path: name, "The output folder has no name: choose one with --output.")
        }
        self.name = name
        path = try explainingFileErrors { () throws(FileError) in try Self.resolve(name) }
        let parent = FileSystem.folder(of: path)
        switch FileSystem.kind(of: path) {
        case .folder: exists = true
        case nil: exists = false
        default:
            throw PublishingError(
                .fileSystem, path: name, "\(name) is a file, not a folder: move it away, or choose another --output.")
        }
        if exists, path == "/" || FileSystem.isMountPoint(path) {
            obstacle = "\(name) is a mount point"
        } else if let refusal = FileSystem.refusal(ofWritingIn: parent.isEmpty ? "/" : parent) {
            guard exists else { throw PublishingError(refusal.naming(name, .created)) }
            obstacle = "the folder above \(name) can't be written"
        } else {
            obstacle = nil
        }
        if exists, obstacle != nil, let refusal = FileSystem.refusal(ofWritingIn: path) {
            throw PublishingError(refusal.naming(name, .written))
        }
    }

    /// A path beside the folder that belongs to it: `.public.octo-site-lock`.
    func beside(_ suffix: String) -> String { "\(parent)/.\(FileSystem.name(of: path)).octo-site-\(suffix)" }

    /// The file whose holder publishes here: beside the folder, as that is exchanged; in it, where nothing can be created
    /// beside it.
    var lockFile: String { obstacle == nil ? lockFileBeside : lockFileInside }

    /// Those that a holder may have who has other permissions.
    var lockFiles: [String] { [lockFileBeside, lockFileInside] }

    private var lockFileBeside: String { beside("lock") }
    private var lockFileInside: String { "\(path)/.octo-site-lock" }

    /// What killed runs left: their staging folders, and trees that they had renamed. Their names end in a process's number.
    func leftovers(_ word: String) throws(FileError) -> [String] {
        let outside = try obstacle == nil ? FileSystem.names(in: parent.isEmpty ? "/" : parent) : []
        let (besides, insides) = (FileSystem.name(of: beside(word + "-")), ".octo-site-\(word)-")
        func isLeftover(_ name: String, _ prefix: String) -> Bool {
            name.hasPrefix(prefix) && name.utf8.count > prefix.utf8.count
                && name.utf8.dropFirst(prefix.utf8.count).allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
        return outside.filter { isLeftover($0, besides) }.map { "\(parent)/\($0)" }
            + (try FileSystem.names(in: path).filter { isLeftover($0, insides) }.map { "\(path)/\($0)" })
    }

    /// True if a run was killed while it published file by file.
    var isHalfPublished: Bool { FileSystem.kind(of: "\(path)/\(Self.inPlaceMarker)") != nil }

    /// The files of which the marker says that octo-site made them: those of the site before and of the one that a killed run
    /// was publishing. Release 1.0.0 left the marker empty.
    func namesInMarker() throws(FileError) -> Set<String> {
        guard isHalfPublished else { return [] }
        return Set(Checksums(parsing: try FileSystem.read("\(path)/\(Self.inPlaceMarker)")).hashes.keys)
    }

    /// A free path beside the folder: `public.replaced-2026-11-23`, and with `-2` and so on where there is one.
    func replaced(_ date: String) -> String {
        let path = "\(self.path).replaced-\(date)"
        var number = 1
        var free = path
        while FileSystem.status(at: free) != nil {
            number += 1
            free = "\(path)-\(number)"
        }
        return free
    }

    /// Refuses to keep the site under another name where the folder can't be renamed.
    func refuseKeepingSite() throws(PublishingError) {
        guard let obstacle else { return }
        throw PublishingError(
            .fileSystem, path: name,
            "The old site can't be kept beside the new one, as \(obstacle). Move what is in \(name) away, then run this again.")
    }

    /// The checksums of the site in the folder; empty where there is none.
    func checksums(_ path: String) throws(FileError) -> Checksums {
        let file = "\(self.path)/\(path)"
        return Checksums(parsing: FileSystem.kind(of: file) == .file ? try FileSystem.read(file) : [])
    }

    /// Refuses a folder with files that octo-site did not make. Names that begin with a point don't count, as publishing
    /// keeps them (`.htaccess`, `.well-known`, `.git`).
    ///
    /// - Parameter landmark: a file that every site has.
    func refuseForeign(_ checksums: Checksums, landmark: String) throws(PublishingError) {
        guard exists, checksums.hashes[landmark] == nil, !isHalfPublished else { return }
        let names = try explainingFileErrors { () throws(FileError) in try FileSystem.names(in: path) }
        guard let foreign = names.first(where: { !$0.hasPrefix(".") }) else { return }
        throw PublishingError(
            .foreignFolder, path: name,
            "\(name) has files that octo-site did not make (\(foreign), for example), and a site is published only to its own "
                + "folder or an empty one. Empty the folder, or choose another one with --output.")
    }

    private static func resolve(_ name: String) throws(FileError) -> String {
        if let path = FileSystem.realPath(name) { return path }
        // The folder does not exist, so its path can't be resolved as a whole: links first, then the folder above.
        var path = name
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        for _ in 0..<40 {
            guard let target = FileSystem.linkTarget(path) else { break }
            path = target.hasPrefix("/") ? target : path.contains("/") ? "\(FileSystem.folder(of: path))/\(target)" : target
        }
        let parent = path.contains("/") ? FileSystem.folder(of: path) : "."
        try FileSystem.createFolders(parent)
        let resolved = try FileSystem.resolvedPath(of: parent.isEmpty ? "/" : parent)
        return (resolved == "/" ? "" : resolved) + "/" + FileSystem.name(of: path)
    }
}
