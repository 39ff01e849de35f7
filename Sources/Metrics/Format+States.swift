package import Engagement

/// States in the words that people read, on pages and in a terminal; files for programs keep the raw values.
extension Format {
    package static func state(_ state: KindReconciliation.State) -> String {
        switch state {
        case .exact: "matches"
        case .moving: "still changing"
        case .retained: "kept here"
        case .unproven: "can't be checked"
        case .notYet: "not available yet"
        case .disabled: "tracking was off"
        case .incomplete: "not read completely"
        case .short: "missing rows"
        case .over: "extra rows"
        }
    }

    package static func state(_ state: Run.State) -> String {
        switch state {
        case .running: "running"
        case .proven: "matches EmailOctopus"
        case .contradicted: "does not match EmailOctopus"
        case .imported: "imported"
        case .interrupted: "interrupted"
        case .rolledBack: "rolled back"
        }
    }
}
