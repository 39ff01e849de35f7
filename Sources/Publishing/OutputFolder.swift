import Glibc

/// The folder a site is published to, as the file system knows it: links resolved, the folder above it in place.
struct OutputFolder: Sendable {
    /// Stands in the folder while files are moved into it one by one, so that a killed run's half is known as ours.
    static let inPlaceMarker = ".octo-site-publishing"

    /// As the person named it.
    let name: String
    /// Absolute, without a symbolic link in it.
    let path: String
    let exists: Bool
    /// Why the folder can't be exchanged as a whole; nil if it can.
    let obstacle: String?

    private var parent: String { Disk.folder(of: path) }

    init(resolving name: String) throws(PublishingError) {
        self.name = name
        path = try Self.resolve(name)
        let parent = Disk.folder(of: path)
        switch Disk.kind(of: path) {
        case .folder: exists = true
        case nil: exists = false
        default:
            throw PublishingError(
                .fileSystem, path: name, "\(name) is a file, not a folder: move it away, or choose another --output.")
        }
        if exists, path == "/" || Disk.isMountPoint(path) {
            obstacle = "\(name) is a mount point"
        } else if !Disk.canWrite(in: parent.isEmpty ? "/" : parent) {
            guard exists else { throw .system(EACCES, cannot: "created", name) }
            obstacle = "the folder above \(name) can't be written"
        } else {
            obstacle = nil
        }
        if exists, obstacle != nil, !Disk.canWrite(in: path) { throw .system(EACCES, cannot: "written", name) }
    }

    /// A path beside the folder that belongs to it: `.public.octo-site-lock`.
    func beside(_ suffix: String) -> String { "\(parent)/.\(Disk.name(of: path)).octo-site-\(suffix)" }

    /// The remains of runs that were killed: their staging folders, and trees that had been moved away.
    func leftovers(_ word: String) throws(PublishingError) -> [String] {
        let prefix = Disk.name(of: beside(word + "-"))
        let outside = try obstacle == nil ? Disk.names(in: parent.isEmpty ? "/" : parent) : []
        let inside = try Disk.names(in: path).filter { $0.hasPrefix(".octo-site-\(word)-") }
        return outside.filter { $0.hasPrefix(prefix) }.map { "\(parent)/\($0)" } + inside.map { "\(path)/\($0)" }
    }

    /// True if the last run was killed while it moved files into the folder one by one.
    var isHalfPublished: Bool { Disk.kind(of: "\(path)/\(Self.inPlaceMarker)") != nil }

    /// Refuses to replace what octo-site has not made. Names that begin with a point are nobody's concern: they are
    /// carried from tree to tree (`.htaccess`, `.well-known`, `.git`).
    /// - Parameter landmark: a file that every site has.
    func refuseForeign(_ checksums: Checksums, landmark: String) throws(PublishingError) {
        guard exists, checksums.hashes[landmark] == nil, !isHalfPublished,
            let stranger = try Disk.names(in: path).first(where: { !$0.hasPrefix(".") })
        else { return }
        throw PublishingError(
            .foreignFolder, path: name,
            "\(name) holds files that are not an octo-site's (\(stranger), for one), and publishing would remove them. "
                + "Empty it, or choose another folder with --output.")
    }

    private static func resolve(_ name: String) throws(PublishingError) -> String {
        guard !name.isEmpty else {
            throw PublishingError(.fileSystem, path: name, "The output folder has no name: choose one with --output.")
        }
        if let path = realPath(name) { return path }
        // What isn't there yet can't be resolved as a whole: links first, then the folder above.
        var path = name
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        for _ in 0..<40 {
            guard let target = Disk.linkTarget(path) else { break }
            path = target.hasPrefix("/") ? target : path.contains("/") ? "\(Disk.folder(of: path))/\(target)" : target
        }
        let parent = path.contains("/") ? Disk.folder(of: path) : "."
        try Disk.makeFolders(parent)
        guard let resolved = realPath(parent.isEmpty ? "/" : parent) else { throw .system(errno, cannot: "read", parent) }
        return (resolved == "/" ? "" : resolved) + "/" + Disk.name(of: path)
    }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}
