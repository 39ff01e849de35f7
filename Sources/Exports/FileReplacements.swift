import Files

/// Several files that replace others once all of them are whole.
package final class FileReplacements {
    private var files: [(file: ReplacementFile, path: String)] = []

    package init() {}

    /// The path to write the new content of a file to.
    package func locate(_ path: String) throws -> String {
        let file = try explainingFileErrors(path) { () throws(FileError) in try ReplacementFile(of: path) }
        guard let file else { return path }
        files.append((file, path))
        return file.temporary
    }

    package func commit() throws {
        for (file, path) in files { try explainingFileErrors(path) { () throws(FileError) in try file.commit() } }
    }
}
