/// Files that take their places once all of them are whole; until then they stand beside them, and go if nothing comes of them.
package final class FileReplacements {
    private var files: [FileReplacement] = []

    package init() {}

    /// Where to write what shall stand at the path.
    package func locate(_ path: String) throws -> String {
        guard let file = try FileReplacement(of: path) else { return path }
        files.append(file)
        return file.temporary
    }

    package func commit() throws {
        for file in files { try file.commit() }
    }
}
