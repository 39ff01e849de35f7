/// Where a file stands in the site: relative, without anything that could lead out of it.
enum SitePath {
    /// Written by the publisher itself, last of all.
    static let checksums = "SHA256SUMS"

    /// - Throws: ``PublishingError/Code/badPath`` for an empty or absolute path, for `.` and `..`, for names that begin with
    ///   a point (those in the output folder are somebody else's), for control characters and backslashes, which `SHA256SUMS`
    ///   would have to escape, and for `SHA256SUMS` itself.
    static func validate(_ path: String) throws(PublishingError) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let isClean = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.count <= 255 && !part.hasPrefix(".")
                && part.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0 != "\\" }
        }
        guard isClean, path != checksums else {
            throw PublishingError(
                .badPath, path: path, "“\(path)” can't be a file of the site: its path is not a plain relative one.")
        }
    }
}
