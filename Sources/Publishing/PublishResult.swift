/// What publishing did.
package struct PublishResult: Hashable, Sendable {
    package enum Mode: Hashable, Sendable {
        /// There was no output folder yet.
        case created
        /// The new tree and the live one changed places in one step.
        case exchanged
        /// The file system can't exchange folders: the live tree was renamed, and then the new one, a moment later.
        case renamed
        /// File by file. The reason is a clause.
        case inPlace(reason: String)
        /// No file differs: nothing was touched.
        case unchanged
    }

    package var mode: Mode
    /// Files that are new or differ from the live site's.
    package var written: Int
    /// Files that are carried over from the live site: the same inode, the same time.
    package var carried: Int
    /// Files of the live site that the new one does not have.
    package var removed: Int
    /// Files in the folder that octo-site did not make, and that stay. Hidden ones in the folder itself are not counted.
    package var kept: Int
    /// Where the site before is now, if it was to be kept.
    package var replaced: String?
    /// Sentences on what is not as it should be and does no harm: a leftover that the next run removes, a large page.
    package var warnings: [String]

    package init(mode: Mode, written: Int, carried: Int, removed: Int, kept: Int = 0, warnings: [String] = []) {
        self.mode = mode
        self.written = written
        self.carried = carried
        self.removed = removed
        self.kept = kept
        self.warnings = warnings
    }
}
