import Basics
import Glibc

extension FileSystem {
    package struct Item: Hashable, Sendable {
        package var name: String
        package var kind: FileStatus.Kind
    }

    /// What a folder holds, in order of the names' bytes; nothing if there is no folder.
    package static func items(in folder: String) throws(FileError) -> [Item] {
        guard let stream = unsafe opendir(folder) else {
            if errno == ENOENT { return [] }
            throw FileError(errno, .read, folder)
        }
        defer { unsafe closedir(stream) }
        var items: [Item] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
            }
            if name == "." || name == ".." { continue }
            // Most file systems say what an entry is; asking for each again takes half of the time.
            let known = unsafe kind(ofEntry: entry.pointee.d_type)
            guard let kind = known ?? kind(of: "\(folder)/\(name)") else { continue }
            items.append(Item(name: name, kind: kind))
        }
        return items.sorted { $0.name.bytesPrecede($1.name) }
    }

    package static func names(in folder: String) throws(FileError) -> [String] { try items(in: folder).map(\.name) }

    /// `readdir(3)`'s DT_REG and so on, which Swift imports as plain numbers of another type.
    private static func kind(ofEntry type: UInt8) -> FileStatus.Kind? {
        switch Int(type) {
        case Int(DT_REG): .file
        case Int(DT_DIR): .folder
        case Int(DT_LNK): .link
        case Int(DT_UNKNOWN): nil
        default: .other
        }
    }

    /// All files below a folder, links and devices included, as paths relative to it. Links are not followed.
    ///
    /// - Parameter includes: whether to include an entry of the folder itself, by its name.
    package static func files(
        below root: String, includes: (String) -> Bool = { _ in true }
    ) throws(FileError) -> [String] {
        var files: [String] = []
        for item in try items(in: root) where includes(item.name) {
            if item.kind == .folder {
                files += try FileSystem.files(below: "\(root)/\(item.name)").map { "\(item.name)/\($0)" }
            } else {
                files.append(item.name)
            }
        }
        return files
    }

    /// Removes a file, or a folder with all that is in it. Does nothing if nothing is there.
    package static func removeTree(_ path: String) throws(FileError) {
        guard kind(of: path) == .folder else { return try removeFile(path) }
        try removeFolder(path)
    }

    private static func removeFolder(_ path: String) throws(FileError) {
        for item in try items(in: path) {
            let inner = "\(path)/\(item.name)"
            if item.kind == .folder { try removeFolder(inner) } else { try removeFile(inner) }
        }
        guard unsafe rmdir(path) == 0 || errno == ENOENT else { throw FileError(errno, .removed, path) }
    }

    /// Removes the folder and those above it, up to `root`, as long as they are empty.
    package static func removeEmptyFolders(_ path: String, upTo root: String) {
        var folder = path
        while folder != root, folder.hasPrefix(root + "/"), unsafe rmdir(folder) == 0 { folder = self.folder(of: folder) }
    }

    /// Makes a second tree of the same files: hard links, or copies where links are not possible.
    package static func duplicateTree(_ existing: String, to path: String) throws(FileError) {
        let status = try status(of: existing)
        switch status.kind {
        case .folder:
            try createFolder(path, permissions: status.permissions)
            for name in try names(in: existing) { try duplicateTree("\(existing)/\(name)", to: "\(path)/\(name)") }
        case .link:
            guard let target = linkTarget(existing) else { throw FileError(errno, .read, existing) }
            guard unsafe symlink(target, path) == 0 else { throw FileError(errno, .created, path) }
        case .file, .other:
            if try !link(existing, as: path) { try copy(existing, to: path) }
        }
    }
}
