/// The path of a file of the site: relative, without anything that could lead out of it.
enum SitePath {
    /// - Parameter checksums: the file that only the publisher may write.
    /// - Throws: ``PublishingError/Code/badPath`` for an empty or absolute path, for `.` and `..`, for names that begin with
    ///   a point (those in the output folder are not the site's), for control characters and backslashes, which the checksums
    ///   would have to escape, and for the checksums themselves.
    static func validate(_ path: String, checksums: String) throws(PublishingError) {
        // By bytes: an old site has thousands of files.
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isClean = parts.allSatisfy { part in
            !part.isEmpty && part.count <= 255 && part.first != UInt8(ascii: ".")
                && part.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }
        }
        guard isClean, path != checksums else {
            throw PublishingError(
                .badPath, path: path, "“\(path)” can't be a file of the site: its path is not a plain relative one.")
        }
    }
}
