/// People of one list who are worth a mailing of their own, as a file that EmailOctopus imports.
package enum SegmentFile: String, CaseIterable, Codable, Sendable {
    case active, lapsing, dormant
    case neverEngaged = "never-engaged-6"
    case loyal

    package var title: String {
        switch self {
        case .active: "Active"
        case .lapsing: "Lapsing"
        case .dormant: "Dormant"
        case .neverEngaged: "Never engaged"
        case .loyal: "Loyal"
        }
    }

    /// “who opened or clicked within 90 days”, after the people.
    package var clause: String {
        switch self {
        case .active: "who opened or clicked within 90 days"
        case .lapsing: "who last opened or clicked 91 to 180 days ago"
        case .dormant: "who last opened or clicked more than 180 days ago, or at an unknown time"
        case .neverEngaged: "who never opened or clicked anything, though at least 6 campaigns with open tracking reached them"
        case .loyal: "who opened or clicked at least half of the last 10 campaigns sent to them, of at least 5"
        }
    }

    /// What a mailing to them is for.
    package var advice: String {
        switch self {
        case .active: "Go on: they read you."
        case .lapsing: "Win them back with one email of its own."
        case .dormant: "Ask once whether they want to stay."
        case .neverEngaged: "Ask once, then take out who doesn't answer."
        case .loyal: "Thank them, ask them first, let them invite others."
        }
    }
}
