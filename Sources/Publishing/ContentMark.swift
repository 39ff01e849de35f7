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
        add(numbers: UInt64(bytes.count))
        hash.update(data: bytes)
    }

    /// As eight bytes each, which takes a third of the time that a text of them would.
    private mutating func add(numbers: UInt64...) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 * numbers.count)
        for number in numbers {
            for place in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * place))) }
        }
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
        add("\(status.kind)")
        add(
            numbers: UInt64(status.size), status.inode, UInt64(status.permissions),
            UInt64(bitPattern: Int64(status.modified.seconds)), UInt64(status.modified.nanoseconds))
    }

    package var hexadecimal: String { Array(hash.finalize()).hexadecimal }
}

extension OutputClaim {
    /// A mark of the site that is published, from the names, sizes and times of its files; nil where there is none, or where a
    /// killed run has left a half of one.
    package func liveMark() throws(PublishingError) -> String? {
        try mark { (folder) throws(FileError) in try FileSystem.files(below: folder) }
    }

    /// The same of some of its files and of the checksums of all, which decide what of them can be carried over. A file that is not
    /// there counts, too.
    package func liveMark(of files: [String]) throws(PublishingError) -> String? {
        try mark { _ in files + [special.checksums] }
    }

    private func mark(_ files: (_ folder: String) throws(FileError) -> [String]) throws(PublishingError) -> String? {
        let folder = try OutputFolder(resolving: output)
        guard folder.exists, !folder.isHalfPublished else { return nil }
        return try explainingFileErrors { () throws(FileError) in
            var mark = ContentMark()
            for name in try files(folder.path) {
                mark.add(name)
                mark.addStatus(of: "\(folder.path)/\(name)")
            }
            return mark.hexadecimal
        }
    }

    /// The folder, absolute and without links.
    package func resolvedOutput() throws(PublishingError) -> String { try OutputFolder(resolving: output).path }
}
