import Files
import Synchronization

extension Publisher {
    /// The path in the file system of a file of the live site.
    package func live(_ path: String) -> String { "\(folder.path)/\(path)" }

    func staged(_ path: String) -> String { "\(staging)/\(path)" }

    /// Where a file of the new site is now. A site that is published file by file does not stage what is carried over.
    func location(of path: String, _ entry: Entry) -> String {
        entry.isCarried && folder.obstacle != nil ? live(path) : staged(path)
    }

    /// Reserves the path, before anything is written.
    func claim(_ path: String) throws(PublishingError) {
        try SitePath.validate(path, checksums: special.checksums)
        let isNew = state.withLock { $0.entries.updateValue(Entry(), forKey: path) == nil }
        guard isNew else {
            throw PublishingError(.badPath, path: path, "Two pages have the path \(path); nothing was published.")
        }
    }

    func isClaimed(_ path: String) -> Bool { state.withLock { $0.entries[path] != nil } }

    func record(_ path: String, _ entry: Entry) { state.withLock { $0.entries[path] = entry } }

    func carry(_ path: String) throws(FileError) {
        guard folder.obstacle == nil else { return }
        try createFolder(for: path)
        if try !FileSystem.link(live(path), as: staged(path)) { try FileSystem.copy(live(path), to: staged(path)) }
    }

    func createFolder(for path: String) throws(FileError) {
        let result = state.withLock { state -> Result<Void, FileError> in
            Result { () throws(FileError) in try createFolder(FileSystem.folder(of: path), known: &state.folders) }
        }
        try result.get()
    }

    private func createFolder(_ path: String, known: inout Set<String>) throws(FileError) {
        guard !path.isEmpty, known.insert(path).inserted else { return }
        try createFolder(FileSystem.folder(of: path), known: &known)
        try FileSystem.createFolder(staged(path))
    }

    /// Beside the output; or in it, if nothing can be created beside it. Readable by the owner only, until
    /// ``openStaging()``: nobody has looked at it yet.
    static func createStaging(for folder: OutputFolder) throws(FileError) -> String {
        let isBeside = folder.obstacle == nil
        let name = "staging-\(CurrentProcess.id)"
        let path = isBeside ? folder.beside(name) : "\(folder.path)/.octo-site-\(name)"
        try FileSystem.createFolder(path, permissions: 0o700)
        if isBeside, folder.exists {
            try FileSystem.copyOwnerAndPermissions(of: folder.path, to: path)
            // The folders in it inherit the group where the live one says so (the set-group-ID bit).
            let permissions = try FileSystem.status(of: folder.path).permissions
            try FileSystem.setPermissions(permissions & 0o7000 | 0o700, of: path)
        }
        return path
    }

    /// Gives the new tree the permissions of the folder that it replaces; the first one those of any new folder.
    func openStaging() throws(FileError) {
        let permissions =
            folder.exists ? try FileSystem.status(of: folder.path).permissions : try Self.permissionsOfNew(in: staging).folder
        try FileSystem.setPermissions(permissions, of: staging)
    }

    /// The permissions that a new file and a new folder get by the process's umask, which can only be read by changing it.
    static func permissionsOfNew(in folder: String) throws(FileError) -> (file: UInt32, folder: UInt32) {
        let probe = "\(folder)/.octo-site-probe"
        try FileSystem.createFolder(probe)
        try FileSystem.write([], to: "\(probe)/file")
        let permissions = (
            file: try FileSystem.status(of: "\(probe)/file").permissions,
            folder: try FileSystem.status(of: probe).permissions & 0o777
        )
        try FileSystem.removeTree(probe)
        return permissions
    }

    /// Removes what killed runs left. If one had renamed the live tree and put no other in its place, the tree gets its name
    /// back.
    static func cleanUp(_ folder: OutputFolder) throws(FileError) {
        if !folder.exists, let renamed = try folder.leftovers("previous").first {
            try FileSystem.rename(renamed, to: folder.path)
        }
        for path in try folder.leftovers("staging") + folder.leftovers("previous") { try FileSystem.removeTree(path) }
    }
}
