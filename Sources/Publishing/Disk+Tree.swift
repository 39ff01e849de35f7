import Glibc

extension Disk {
    struct Item {
        var name: String
        var kind: Kind
    }

    /// What a folder holds, in order of the names' bytes; nothing if there is no folder.
    static func items(in folder: String) throws(PublishingError) -> [Item] {
        guard let stream = unsafe opendir(folder) else {
            if errno == ENOENT { return [] }
            throw .system(errno, cannot: "read", folder)
        }
        defer { unsafe closedir(stream) }
        var items: [Item] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
            }
            if name == "." || name == ".." { continue }
            // Most file systems tell what an entry is; asking for each again would be half of a walk's work.
            let told = unsafe kind(ofEntry: entry.pointee.d_type)
            guard let kind = told ?? kind(of: "\(folder)/\(name)") else { continue }
            items.append(Item(name: name, kind: kind))
        }
        return items.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    static func names(in folder: String) throws(PublishingError) -> [String] { try items(in: folder).map(\.name) }

    /// `readdir(3)`'s DT_REG and so on, which Swift imports as plain numbers of another type.
    private static func kind(ofEntry type: UInt8) -> Kind? {
        switch Int(type) {
        case Int(DT_REG): .file
        case Int(DT_DIR): .folder
        case Int(DT_LNK): .link
        case Int(DT_UNKNOWN): nil
        default: .other
        }
    }

    /// Everything below a folder but folders, as paths relative to it; links are not followed.
    /// - Parameter includes: whether to look at an entry of the folder itself, by its name.
    static func files(
        below root: String, includes: (String) -> Bool = { _ in true }
    ) throws(PublishingError) -> [String] {
        var files: [String] = []
        for item in try items(in: root) where includes(item.name) {
            if item.kind == .folder {
                files += try Disk.files(below: "\(root)/\(item.name)").map { "\(item.name)/\($0)" }
            } else {
                files.append(item.name)
            }
        }
        return files
    }

    /// Removes a file or a folder with all that is in it.
    static func removeTree(_ path: String) throws(PublishingError) {
        guard kind(of: path) == .folder else { return try removeFile(path) }
        try removeFolder(path)
    }

    private static func removeFolder(_ path: String) throws(PublishingError) {
        for item in try items(in: path) {
            let inner = "\(path)/\(item.name)"
            if item.kind == .folder { try removeFolder(inner) } else { try removeFile(inner) }
        }
        guard unsafe rmdir(path) == 0 || errno == ENOENT else { throw .system(errno, cannot: "removed", path) }
    }

    /// Removes the folder and those above it, up to `root`, as far as they are empty.
    static func removeEmptyFolders(_ path: String, upTo root: String) {
        var folder = path
        while folder != root, folder.hasPrefix(root + "/"), unsafe rmdir(folder) == 0 { folder = Disk.folder(of: folder) }
    }

    /// A second tree of the same files: hard links, or copies where there can be none.
    static func carry(_ existing: String, to path: String) throws(PublishingError) {
        switch kind(of: existing) {
        case .folder:
            try makeFolder(path, mode: try status(of: existing).st_mode & 0o7777)
            for name in try names(in: existing) { try carry("\(existing)/\(name)", to: "\(path)/\(name)") }
        case .link:
            try remakeLink(existing, at: path)
        default:
            if try !link(existing, as: path) { try copy(existing, to: path) }
        }
    }

    private static func remakeLink(_ existing: String, at path: String) throws(PublishingError) {
        guard let target = linkTarget(existing) else { throw .system(errno, cannot: "read", existing) }
        guard unsafe symlink(target, path) == 0 else { throw .system(errno, cannot: "created", path) }
    }

    /// Where a symbolic link points to; nil if there is none.
    static func linkTarget(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe readlink(path, &buffer, buffer.count)
        return count < 0 ? nil : String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
