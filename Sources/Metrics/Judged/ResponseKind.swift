package import Engagement

/// What recipients do with an e-mail: the two responses that usual ranges and verdicts are about.
package enum ResponseKind: String, CaseIterable, Codable, Sendable {
    case open, click

    /// The provider's report that lists who did so.
    package var report: ReportKind { self == .open ? .opened : .clicked }

    /// “opened”, “clicked”.
    package var participle: String { report.rawValue }

    /// “opens”, “clicks”.
    package var plural: String { rawValue + "s" }
}
