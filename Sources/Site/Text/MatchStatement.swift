import Engagement
import Metrics

/// Whether the numbers of a site match EmailOctopus, in a few words, for the head of every page.
struct MatchStatement {
    let text: String
    let tone: Badge.Tone

    /// “All numbers match” is said only where each report was checked and does.
    init(_ reconciliation: AccountReconciliation) {
        let kinds = reconciliation.campaigns.flatMap(\.kinds)
        let matching = kinds.count { [.exact, .moving, .retained].contains($0.state) }
        let mismatched = reconciliation.campaigns.count(where: \.contradicts)
        if reconciliation.contradicts {
            text =
                mismatched == 0
                ? "something is wrong with the numbers"
                : "the numbers of \(counted(mismatched, "campaign")) do not match EmailOctopus"
            tone = .bad
        } else if kinds.isEmpty {
            (text, tone) = ("not checked against EmailOctopus yet", .calm)
        } else if matching == kinds.count, reconciliation.unread.isEmpty {
            (text, tone) = ("all numbers match EmailOctopus ✓", .good)
        } else {
            let parts = Self.rest.compactMap { states, words -> String? in
                let count = kinds.count { states.contains($0.state) }
                return count == 0 ? nil : "\(Format.count(count)) \(count == 1 ? words.one : words.many)"
            }
            let unread = reconciliation.unread.count
            let notRead = unread == 0 ? [] : ["\(counted(unread, "campaign")) not read yet"]
            text =
                (["\(Format.count(matching)) of \(counted(kinds.count, "report")) match EmailOctopus"] + parts + notRead)
                .joined(separator: ", ")
            tone = .calm
        }
    }

    /// What is said of the other reports.
    private static let rest: [([KindReconciliation.State], (one: String, many: String))] = [
        ([.unproven], ("can't be checked", "can't be checked")),
        ([.notYet], ("is not available", "are not available")), ([.disabled], ("was not tracked", "were not tracked")),
        ([.incomplete, .short, .over], ("differs and is accepted", "differ and are accepted")),
    ]
}
