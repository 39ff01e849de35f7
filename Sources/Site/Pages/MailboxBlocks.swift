import Engagement
import Metrics

/// Mailbox providers with their rates, those that do worse than their own usual marked.
struct MailboxBlocks {
    private let renderer: PageRenderer

    init(_ renderer: PageRenderer) { self.renderer = renderer }

    /// Over all campaigns.
    var account: Table? {
        let health = Dictionary(renderer.account.figures.mailboxHealth.map { ($0.domain, $0) }, uniquingKeysWith: { $1 })
        return table(renderer.account.figures.mailboxes, health: health)
    }

    func campaign(_ campaign: CampaignMetrics) -> Table? {
        let unknown = Set(RateKind.allCases.filter { campaign.rates[$0].value == nil })
        return table(MailboxTable(campaign.measured.measurement, unknown: unknown), health: [:], unknown: unknown)
    }

    /// - Parameters:
    ///   - health: empty on the page of one campaign, which says nothing about a mailbox provider.
    ///   - unknown: rates that are not known.
    private func table(
        _ mailboxes: MailboxTable, health: [String: MailboxHealth], unknown: Set<RateKind> = []
    ) -> Table? {
        guard !mailboxes.rows.isEmpty else { return nil }
        let shown = mailboxes.rows.filter { $0.counts.participants >= renderer.options.smallestGroup }.prefix(Self.most)
        let hidden = mailboxes.rows.dropFirst(shown.count)
        let others = hidden.reduce(mailboxes.others ?? Counts()) { $0 + $1.counts }
        let mark: [Table.Column] = health.isEmpty ? [] : [.text("Last two campaigns", "opens at 7 days")]
        var foot: [[Cell]] = []
        if others.participants > 0 {
            let name = counted(mailboxes.otherDomains + hidden.count, "other domain")
            foot.append(
                [.trusted(name)] + Tables.rates(Rates(others, unknown: unknown), delivered: others.delivered)
                    + (health.isEmpty ? [] : [.empty]))
        }
        return Table(
            caption: "By mailbox provider", columns: [.text("Domain")] + Tables.rateColumns + mark,
            rows: shown.map { row in
                [.text(row.title)] + Tables.rates(row.rates, delivered: row.counts.delivered)
                    + (health.isEmpty ? [] : [health[row.domain].map(Self.cell) ?? .empty])
            },
            foot: foot, controls: .sorts,
            emptyText: "No mailbox provider has so many recipients that it could be shown.")
    }

    private static let most = 20

    private static func cell(_ health: MailboxHealth) -> Cell {
        guard let usual = health.usual, let latest = health.latest.last else { return .empty }
        let numbers = "\(Format.percent(latest.rate)), usually \(Format.range(usual.low, usual.high))"
        return .badge(
            health.state == .belowUsual
                ? Badge(text: "▼ below its usual", tone: .bad, explanation: numbers)
                : Badge(text: "as usual", tone: .calm, explanation: numbers))
    }
}
