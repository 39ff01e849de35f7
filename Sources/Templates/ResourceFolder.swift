package import Foundation

/// A folder of files that comes with octo-site, or that a person gave: `templates/`, `site/`.
package struct ResourceFolder: Sendable {
    package let url: URL

    package init(_ url: URL) { self.url = url }

    /// The paths of all files below it, in order. Files and folders whose names begin with a point are left out.
    package func files() throws(ResourceError) -> [String] {
        var paths: [String] = []
        try collect(url, prefix: "", into: &paths)
        return paths.sorted()
    }

    /// - Parameter path: of a file below the folder.
    package func read(_ path: String) throws(ResourceError) -> [UInt8] {
        let file = url.appending(path: path)
        do {
            return [UInt8](try Data(contentsOf: file))
        } catch {
            throw ResourceError(path: file.path, message: "\(file.path) can't be read: \(error.localizedDescription)")
        }
    }

    private func collect(_ folder: URL, prefix: String, into paths: inout [String]) throws(ResourceError) {
        let entries: [URL]
        do {
            entries = try FileManager.default.contentsOfDirectory(
                at: folder, includingPropertiesForKeys: [.isDirectoryKey], options: .skipsHiddenFiles)
        } catch {
            throw ResourceError(
                path: folder.path, message: "The folder \(folder.path) can't be read: \(error.localizedDescription)")
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
