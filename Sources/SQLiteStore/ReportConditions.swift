import Engagement

/// What was known of a participant `p` when a run had ended, as conditions in SQL.
struct ReportConditions {
    /// Nil: what is known now.
    let run: RunNumber?

    init(asOf run: RunNumber?) { self.run = run }

    /// Never NULL, so that it can be negated.
    func reported(_ kind: ReportKind) -> String {
        let column = "p.\(Columns.first(kind))"
        return run.map { "(\(column) IS NOT NULL AND \(column) <= \($0))" } ?? "(\(column) IS NOT NULL)"
    }

    /// True for everybody who was a participant.
    var any: String { run == nil ? "true" : "(\(ReportKind.allCases.map(reported).joined(separator: " OR ")))" }

    var opened: String { "(\(reported(.opened)) OR \(reported(.clicked)))" }

    /// The same as ``ParticipantQuery/Filter/matches(_:)``.
    func matches(_ filter: ParticipantQuery.Filter) -> String {
        switch filter {
        case .all: any
        case .engaged, .opened: opened
        case .clicked: reported(.clicked)
        case .bounced: reported(.bounced)
        case .complained: reported(.complained)
        case .unsubscribed: reported(.unsubscribed)
        case .unengaged: "(\(reported(.sent)) AND NOT \(opened) AND NOT \(reported(.bounced)))"
        }
    }

    /// Eight sums, in the order of ``Counts/init(_:from:)``.
    var counts: String {
        let sums = [reported(.sent), opened] + [.opened, .clicked, .bounced, .complained, .unsubscribed].map(reported)
        return Columns.list(["count(*)"] + sums.map { "sum(\($0))" })
    }
}
