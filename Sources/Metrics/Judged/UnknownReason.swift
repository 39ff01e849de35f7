package import Engagement

/// Why a figure is not known, or not one to be compared.
package enum UnknownReason: Hashable, Sendable {
    /// The campaign is still being sent.
    case beingSent
    /// The provider gives no sending time.
    case noSendingTime
    /// The provider does not have the report yet.
    case notAvailable(ReportKind)
    /// The provider keeps no such report: for opens and clicks, tracking was off.
    case refused(ReportKind)
    /// Rows are missing (or there are too many): read, of those the provider counts.
    case missingRows(ReportKind, read: Int, expected: Int?)
    case extraRows(ReportKind, read: Int, expected: Int?)
    /// No reading came to its end.
    case incomplete(ReportKind, read: Int, expected: Int?)
    /// All emails bounced, or none was sent: there is nothing to divide by.
    case nothingDelivered
    /// The rows contradict each other: more responses than delivered emails.
    case contradiction
    /// Nobody of at least ``MeasuredCampaign/doubtfulDelivered`` responded: was tracking on?
    case doubtfulZero(ResponseKind)
    /// More than 2 % of the opens (clicks) have no time.
    case withoutTimes(ResponseKind, untimed: Int, of: Int)

    /// Why sums of these reports' rows are not to be relied on; nil where they are. The one rule for every rate of a campaign.
    static func first(
        of reports: [ReportKind], _ record: CampaignRecord, _ reconciliation: CampaignReconciliation?
    ) -> UnknownReason? {
        if record.campaign.status == .sending { return .beingSent }
        guard let reconciliation else { return nil }
        return reports.lazy.compactMap { kind in
            reconciliation.kinds.first { $0.kind == kind }.flatMap(UnknownReason.init)
        }.first
    }

    /// Nil where the report's rows are to be relied on.
    private init?(_ report: KindReconciliation) {
        let (kind, read, expected) = (report.kind, report.stored, report.expected)
        switch report.state {
        case .short: self = .missingRows(kind, read: read, expected: expected?.lowerBound)
        case .over: self = .extraRows(kind, read: read, expected: expected?.upperBound)
        case .disabled: self = .refused(kind)
        case .incomplete: self = .incomplete(kind, read: read, expected: expected?.upperBound)
        // The first release had one state for both.
        case .notYet: self = report.certificate?.ending == .disabled ? .refused(kind) : .notAvailable(kind)
        case .unproven, .exact, .moving, .retained:
            guard report.certificate?.ending == .disabled else { return nil }
            self = .refused(kind)
        }
    }

    /// As the end of a sentence, without its full stop: “open tracking was off”.
    package var words: String {
        switch self {
        case .beingSent: "the campaign is still being sent"
        case .noSendingTime: "EmailOctopus gives no sending time"
        case .notAvailable(let kind): "EmailOctopus has no report of \(Self.rows(kind)) yet"
        case .refused(.opened): "open tracking was off"
        case .refused(.clicked): "click tracking was off"
        case .refused(let kind): "EmailOctopus gives no report of \(Self.rows(kind))"
        case .missingRows(let kind, let read, let expected?):
            "EmailOctopus counts \(Format.count(expected)) \(Self.rows(kind, expected)), and \(Format.count(read)) could be read"
        case .missingRows(let kind, _, nil): "\(Self.rows(kind)) are missing"
        case .extraRows(let kind, let read, let expected?):
            "EmailOctopus counts \(Format.count(expected)) \(Self.rows(kind, expected)), but lists \(Format.count(read))"
        case .extraRows(let kind, _, nil): "EmailOctopus lists more \(Self.rows(kind)) than it counts"
        case .incomplete(let kind, let read, let expected?):
            "the \(Self.rows(kind)) were not read completely (\(Format.count(read)) of \(Format.count(expected)))"
        case .incomplete(let kind, _, nil): "the \(Self.rows(kind)) were not read completely"
        case .nothingDelivered: "no email was delivered"
        case .contradiction: "EmailOctopus lists more responses than delivered emails"
        case .doubtfulZero(.open): "nobody opened it (was open tracking on?)"
        case .doubtfulZero(.click): "nobody clicked (was click tracking on?)"
        case .withoutTimes(let response, let untimed, let all):
            untimed == all
                ? "EmailOctopus gives no times of \(response.plural)"
                : "EmailOctopus gives no time for \(Format.count(untimed)) of \(counted(all, response.rawValue))"
        }
    }

    /// What a report lists, as people call it: “opens”; “open” of one.
    package static func rows(_ kind: ReportKind, _ count: Int? = nil) -> String {
        let one =
            switch kind {
            case .sent: "recipient"
            case .opened: "open"
            case .clicked: "click"
            case .bounced: "bounce"
            case .complained: "complaint"
            case .unsubscribed: "unsubscription"
            }
        return count == 1 ? one : one + "s"
    }
}
