import Glibc
import Synchronization

extension Publisher {
    func live(_ path: String) -> String { "\(folder.path)/\(path)" }

    func staged(_ path: String) -> String { "\(staging)/\(path)" }

    /// Published in place, what is as it was is never staged.
    func location(of path: String, _ entry: Entry) -> String {
        entry.isCarried && folder.obstacle != nil ? live(path) : staged(path)
    }

    /// Makes the path this call's own, before anything is written.
    func claim(_ path: String) throws(PublishingError) {
        try SitePath.validate(path, checksums: special.checksums)
        let isNew = state.withLock { $0.entries.updateValue(Entry(), forKey: path) == nil }
        guard isNew else {
            throw PublishingError(.badPath, path: path, "Two pages want to be \(path); nothing was published.")
        }
    }

    func isClaimed(_ path: String) -> Bool { state.withLock { $0.entries[path] != nil } }

    func record(_ path: String, _ entry: Entry) { state.withLock { $0.entries[path] = entry } }

    func carry(_ path: String) throws(PublishingError) {
        guard folder.obstacle == nil else { return }
        try makeFolder(for: path)
        if try !Disk.link(live(path), as: staged(path)) { try Disk.copy(live(path), to: staged(path)) }
    }

    func makeFolder(for path: String) throws(PublishingError) {
        let result = state.withLock { state -> Result<Void, PublishingError> in
            Result { () throws(PublishingError) in
                try makeFolder(Disk.folder(of: path), known: &state.folders)
            }
        }
        try result.get()
    }

    private func makeFolder(_ path: String, known: inout Set<String>) throws(PublishingError) {
        guard !path.isEmpty, known.insert(path).inserted else { return }
        try makeFolder(Disk.folder(of: path), known: &known)
        try Disk.makeFolder(staged(path))
    }

    /// Beside the output, or in it where nothing can stand beside it; then closed to the server's user.
    static func makeStaging(for folder: OutputFolder) throws(PublishingError) -> String {
        guard folder.obstacle == nil else {
            let path = "\(folder.path)/.octo-site-staging-\(getpid())"
            try Disk.makeFolder(path, mode: 0o700)
            return path
        }
        let path = folder.beside("staging-\(getpid())")
        try Disk.makeFolder(path)
        // The new folder shall be open to whom the old one was.
        if folder.exists { try Disk.liken(path, to: folder.path) }
        return path
    }

    /// Removes what killed runs left; brings back a tree that one had moved away without putting another in its place.
    static func cleanUp(_ folder: OutputFolder) throws(PublishingError) {
        if !folder.exists, let moved = try folder.leftovers("previous").first {
            try Disk.rename(moved, to: folder.path)
        }
        for path in try folder.leftovers("staging") + folder.leftovers("previous") { try Disk.removeTree(path) }
    }
}
