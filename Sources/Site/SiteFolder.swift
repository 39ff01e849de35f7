import Foundation

/// A folder that comes with octo-site, or that a person has given.
enum SiteFolder {
    /// The paths of all files below it, in order, those whose names begin with a point left out.
    static func files(in folder: URL) throws -> [String] {
        var paths: [String] = []
        try collect(folder, prefix: "", into: &paths)
        return paths.sorted()
    }

    static func read(_ file: URL) throws -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: file))
        } catch {
            throw SiteError(path: file.path, message: "\(file.path) can't be read: \(error.localizedDescription)")
        }
    }

    private static func collect(_ folder: URL, prefix: String, into paths: inout [String]) throws {
        let entries: [URL]
        do {
            entries = try FileManager.default.contentsOfDirectory(
                at: folder, includingPropertiesForKeys: [.isDirectoryKey], options: .skipsHiddenFiles)
        } catch {
            throw SiteError(path: folder.path, message: "The folder \(folder.path) can't be read: \(error.localizedDescription)")
        }
        for entry in entries {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: entry.path, isDirectory: &isFolder)
            let path = prefix + entry.lastPathComponent
            if isFolder.boolValue {
                try collect(entry, prefix: path + "/", into: &paths)
            } else {
                paths.append(path)
            }
        }
    }
}
