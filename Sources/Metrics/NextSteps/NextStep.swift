package import Engagement

/// Something to do, from a rule with its numbers and its source. None rests on one campaign's verdict.
package struct NextStep: Hashable, Sendable {
    /// More would not be read.
    package static let most = 3

    package let rule: Rule
    /// What is the matter, in one sentence with its numbers.
    package let finding: String
    /// What to do about it, in one sentence.
    package let advice: String
    /// Where the rule comes from, and where that can be read; nil where it is the site's own.
    package let source: Source?
    /// The file with those it is about.
    package let download: Download

    package enum Rule: Hashable, Sendable {
        /// The rate of the last 30 days, and the line that it is surely above, 0…1.
        case complaints(Rate, line: Double)
        case hardBounces(Rate, line: Double)
        /// Campaigns whose rows do not match the provider's totals.
        case mismatch(campaigns: Int)
        case mailboxBelowUsual(domains: [String])
        case neverEngaged(people: Int, share: Rate)
        case lapsing(people: Int)

        /// True where something is wrong, and not only to be had.
        package var isProblem: Bool {
            switch self {
            case .complaints, .hardBounces, .mismatch, .mailboxBelowUsual: true
            case .neverEngaged, .lapsing: false
            }
        }
    }

    package struct Source: Hashable, Sendable {
        /// A sentence.
        package let text: String
        package let url: String?
    }

    /// What is downloaded: a table of the whole site, or a segment of each list.
    package enum Download: Hashable, Sendable {
        case campaigns, mailboxProviders
        case segment(SegmentFile)
    }
}
