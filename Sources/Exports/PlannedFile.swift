package import Engagement

/// A CSV of participants that the site shall have.
package struct ParticipantFile: Hashable, Sendable {
    /// Relative to the site's root: `downloads/engaged.csv`.
    package var path: String
    /// Nil for a file that is not the site's.
    package var scope: DownloadScope?
    /// A sentence on what it holds.
    package var description: String
    package var query: ParticipantQuery
    /// Whether it is left out where no row is for it.
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

/// A CSV of people that the site shall have.
package struct PeopleFile: Hashable, Sendable {
    package enum Selection: Hashable, Sendable {
        case all
        /// Opened or clicked anything, ever.
        case engaged
        /// By recency, as of the end of the run that is shown.
        case tier(RecencyTier, asOf: Timestamp)

        package func contains(_ person: PersonRow) -> Bool {
            switch self {
            case .all: true
            case .engaged: person.opened > 0 || person.clicked > 0
            case .tier(let tier, let end): RecencyTier(of: person, asOf: end) == tier
            }
        }
    }

    package var path: String
    package var description: String
    package var selection: Selection

    package init(path: String, description: String, selection: Selection) {
        self.path = path
        self.description = description
        self.selection = selection
    }
}
