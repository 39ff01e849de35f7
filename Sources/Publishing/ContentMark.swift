import Basics
import Crypto
package import Files

/// A digest over everything that a result depends on, part by part: two that are equal are of the same parts in the same order.
package struct ContentMark {
    private var hash = SHA256()

    package init() {}

    /// Adds a text; its length first, so that no two parts can be taken for one.
    package mutating func add(_ text: String) { add(Array(text.utf8)) }

    package mutating func add(_ bytes: [UInt8]) {
        hash.update(data: Array("\(bytes.count):".utf8))
        hash.update(data: bytes)
    }

    /// Adds the names and contents of all files below a folder.
    package mutating func addContents(of folder: String) throws(FileError) {
        for name in try FileSystem.files(below: folder).sorted() {
            add(name)
            let path = "\(folder)/\(name)"
            // A link is followed, as reading a template follows it; one that leads nowhere is read by nobody.
            add(try FileSystem.isFolder(path) || FileSystem.realPath(path) == nil ? [] : FileSystem.read(path))
        }
    }

    /// Adds what tells a file from what it was without reading it: size, place and time of the last change.
    package mutating func addStatus(of path: String) {
        guard let status = FileSystem.status(at: path) else { return add("none") }
        add(
            "\(status.kind) \(status.size) \(status.inode) \(status.permissions) \(status.modified.seconds).\(status.modified.nanoseconds)"
        )
    }

    package var hexadecimal: String { Array(hash.finalize()).hexadecimal }
}

extension OutputClaim {
    /// A mark of the site that is published, from the names, sizes and times of its files; nil where there is none, or where a
    /// killed run has left a half of one.
    package func liveMark() throws(PublishingError) -> String? {
        let folder = try OutputFolder(resolving: output)
        guard folder.exists, !folder.isHalfPublished else { return nil }
        return try explainingFileErrors { () throws(FileError) in
            var mark = ContentMark()
            for name in try FileSystem.files(below: folder.path) {
                mark.add(name)
                mark.addStatus(of: "\(folder.path)/\(name)")
            }
            return mark.hexadecimal
        }
    }

    /// The folder, absolute and without links.
    package func resolvedOutput() throws(PublishingError) -> String { try OutputFolder(resolving: output).path }
}
