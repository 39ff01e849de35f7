/// The six reports the provider keeps of a campaign. The order is fixed: stores and files rely on it.
package enum ReportKind: String, CaseIterable, Codable, Sendable, Hashable, Comparable {
    case sent, opened, clicked, bounced, complained, unsubscribed

    /// 0 … 5, the kind's place in ``FirstReported`` and ``OccurredAt``.
    package var index: Int {
        switch self {
        case .sent: 0
        case .opened: 1
        case .clicked: 2
        case .bounced: 3
        case .complained: 4
        case .unsubscribed: 5
        }
    }

    /// The kinds that are flags of a participant: all but `sent`.
    package static let engagement: [ReportKind] = [.opened, .clicked, .bounced, .complained, .unsubscribed]

    package static func < (left: ReportKind, right: ReportKind) -> Bool { left.index < right.index }
}
