import Engagement

extension KindReconciliation.State {
    /// What it means, in a sentence.
    var explanation: String {
        switch self {
        case .exact: "As many rows are here as EmailOctopus counts."
        case .moving: "EmailOctopus counted more while the report was read; the rows here lie between its two totals."
        case .retained: "EmailOctopus has removed rows that are kept here."
        case .unproven: "EmailOctopus gives no total to compare with."
        case .notYet: "EmailOctopus does not have the report yet."
        case .disabled: "EmailOctopus keeps no such report: tracking was off."
        case .incomplete: "The report has not been read from its first page to its last."
        case .short: "Fewer rows are here than EmailOctopus counts."
        case .over: "EmailOctopus lists more rows than it counts."
        }
    }
}
