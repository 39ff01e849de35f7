/// How a site went up.
package struct PublishReport: Hashable, Sendable {
    package enum Mode: Hashable, Sendable {
        /// There was no folder yet.
        case created
        /// The new tree and the old one changed places in one step.
        case exchanged
        /// The file system can't exchange: the old tree was moved away and the new one put there, a moment apart.
        case renamed
        /// File by file, for the reason given in a sentence.
        case inPlace(reason: String)
        /// Every file is as it was: nothing was touched.
        case unchanged
    }

    package var mode: Mode
    /// Files that are new or differ.
    package var written: Int
    /// Files that are as they were: the same inode, the same time.
    package var carried: Int
    /// Files of the site before that this one doesn't have.
    package var removed: Int
    /// Sentences on what went wrong without harm: a left-over that the next run will clean up.
    package var warnings: [String]

    package init(mode: Mode, written: Int, carried: Int, removed: Int, warnings: [String] = []) {
        self.mode = mode
        self.written = written
        self.carried = carried
        self.removed = removed
        self.warnings = warnings
    }
}
