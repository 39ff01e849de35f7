import EmailOctopus
import TestSupport
import Testing

/// An odd account, and what a person must find after each night.
struct OddCase: Sendable, CustomTestStringConvertible {
    struct Night: Sendable {
        /// What has become of the account since the night before.
        var change: @Sendable (inout OddAccount) -> Void = { _ in }
        /// Run before `build`.
        var commands: [[String]] = []
        /// More of `build`'s.
        var arguments: [String] = []
        /// `build`'s exit status.
        var status: Int32 = 0
        /// Participants, opened, clicked and engaged, as `verify` counts them.
        var counts: [Int]
        /// By path in the published files.
        var figures: [String: PublishedFigures.Figure] = [:]
        /// Parts of what is said.
        var says: [String] = []
        /// Parts of the export of all rows; with an exclamation mark before it, what must not be in it.
        var rows: [String] = []
        /// What no published file may hold.
        var absent: [String] = []
        /// How often each report is asked for, page by page; reports that are not named are not looked at.
        var requests: [String: Int] = [:]
    }

    var name: String
    var versions: [APIVersion] = APIVersion.allCases
    var account: OddAccount
    var nights: [Night]

    static let all = elements + linkReports + paging + unknowns + others

    var testDescription: String { name }
}
