public import Engagement

/// A CSV of participants that the site shall have.
public struct ParticipantFile: Hashable, Sendable {
    /// Relative to the site: `downloads/engaged.csv`.
    public var path: String
    /// A sentence on what it holds.
    public var description: String
    public var query: ParticipantQuery
    /// Whether it is left out where no row is for it.
    public var isOptional: Bool

    public init(path: String, description: String, query: ParticipantQuery, isOptional: Bool = false) {
        self.path = path
        self.description = description
        self.query = query
        self.isOptional = isOptional
    }
}

/// A CSV of people that the site shall have.
public struct PeopleFile: Hashable, Sendable {
    public enum Selection: Hashable, Sendable {
        case all
        /// Opened or clicked anything, ever.
        case engaged
        /// By recency, as of the end of the run that is shown.
        case tier(RecencyTier, asOf: Timestamp)

        public func contains(_ person: PersonRow) -> Bool {
            switch self {
            case .all: true
            case .engaged: person.opened > 0 || person.clicked > 0
            case .tier(let tier, let end): RecencyTier(of: person, asOf: end) == tier
            }
        }
    }

    public var path: String
    public var description: String
    public var selection: Selection

    public init(path: String, description: String, selection: Selection) {
        self.path = path
        self.description = description
        self.selection = selection
    }
}
