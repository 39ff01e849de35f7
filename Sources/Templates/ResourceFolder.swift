package import Foundation

/// A folder of files that comes with octo-site, or that a person gave: `templates/`, `site/`.
package struct ResourceFolder: Sendable {
    package let url: URL

    package init(_ url: URL) { self.url = url }

    /// The paths of all files below it, in order. Files and folders whose names begin with a point are left out.
    package func files() throws(ResourceError) -> [String] {
        try entries().filter { !$0.isFolder }.map(\.path).sorted()
    }

    /// The paths of all folders below it, in order.
    package func folders() throws(ResourceError) -> [String] { try entries().filter(\.isFolder).map(\.path).sorted() }

    private func entries() throws(ResourceError) -> [(path: String, isFolder: Bool)] {
        var entries: [(path: String, isFolder: Bool)] = []
        try collect(url, prefix: "", into: &entries)
        return entries
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

    private func collect(_ folder: URL, prefix: String, into found: inout [(path: String, isFolder: Bool)]) throws(ResourceError)
    {
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
            found.append((path, isFolder.boolValue))
            if isFolder.boolValue { try collect(entry, prefix: path + "/", into: &found) }
        }
    }
}
