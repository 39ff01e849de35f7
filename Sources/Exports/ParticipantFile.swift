package import Engagement

/// A CSV of participants that is to be written.
package struct ParticipantFile: Hashable, Sendable {
    /// Relative to the site's root: `downloads/engaged.csv`.
    package var path: String
    /// Nil for a file that is not the site's.
    package var scope: DownloadScope?
    /// A sentence that says which rows it has.
    package var description: String
    package var query: ParticipantQuery
    /// Whether there is no file if there is no row for it.
    package var isOptional: Bool

    package init(
        path: String, scope: DownloadScope?, description: String, query: ParticipantQuery, isOptional: Bool = false
    ) {
        self.path = path
        self.scope = scope
        self.description = description
        self.query = query
        self.isOptional = isOptional
    }
}
