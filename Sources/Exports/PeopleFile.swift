package import Engagement

/// A CSV of people that is to be written.
package struct PeopleFile: Hashable, Sendable {
    package enum Selection: Hashable, Sendable {
        case all
        /// Opened or clicked anything, ever.
        case engaged
        /// By recency at the end of the run that is shown.
        case tier(RecencyTier, asOf: Timestamp)

        package func contains(_ person: PersonRow) -> Bool {
            switch self {
            case .all: true
            case .engaged: person.opened > 0 || person.clicked > 0
            case .tier(let tier, let end): RecencyTier(of: person, asOf: end) == tier
            }
        }
    }

    /// Relative to the site's root.
    package var path: String
    /// A sentence that says which rows it has.
    package var description: String
    package var selection: Selection

    package init(path: String, description: String, selection: Selection) {
        self.path = path
        self.description = description
        self.selection = selection
    }
}
