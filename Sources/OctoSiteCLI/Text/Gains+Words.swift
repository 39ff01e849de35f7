import Engagement
import Metrics

extension [ReportKind: Int] {
    /// What a run, or a campaign's walks, found first: `new: 1,744 sent, 34 opened`, or `nothing new`.
    var words: String {
        let gains = ReportKind.allCases.compactMap { kind in
            self[kind].flatMap { $0 > 0 ? "\(Format.count($0)) \(kind.rawValue)" : nil }
        }
        return gains.isEmpty ? "nothing new" : "new: " + gains.joined(separator: ", ")
    }
}
