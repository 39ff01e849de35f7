import Engagement
import Metrics

/// The account's totals since its first campaign. Campaigns whose rate is not known are in no rate.
struct AccountTiles {
    private let account: AccountMetrics

    init(_ account: AccountMetrics) { self.account = account }

    var tiles: Tiles {
        Tiles(
            caption: "All campaigns",
            tiles: [
                rate(.open, trend: true), rate(.click, trend: true), rate(.clickToOpen, trend: true), people,
                rate(.unsubscribe), rate(.complaint), rate(.bounce), sent,
            ])
    }

    /// - Parameter trend: with a small line; rare events have none, as it would show chance.
    private func rate(_ kind: RateKind, trend: Bool = false) -> Tiles.Tile {
        let alarm = account.alarms.first {
            $0.line == .complaints && kind == .complaint || $0.line == .hardBounces && kind == .bounce
        }
        return Tiles.Tile(
            kind, rate: account.figures.campaigns.rate(of: kind),
            sparkline: trend ? .sparkline(of: kind, over: account.campaigns.filter { !$0.isExcluded }) : nil, alarm: alarm)
    }

    private var people: Tiles.Tile {
        let rate = account.totals.engagedPeopleRate
        return Tiles.Tile(
            label: "People who opened or clicked", value: Format.percent(rate),
            interval: rate.interval.map { _ in Format.interval(rate) },
            basis: "\(Format.count(rate.numerator)) of \(counted(rate.denominator, "person", "people"))")
    }

    private var sent: Tiles.Tile {
        Tiles.Tile(
            label: "Emails sent", value: Format.count(account.totals.counts.sent),
            basis: "in \(counted(account.totals.campaigns, "campaign"))")
    }
}

extension Tiles.Tile {
    /// A rate with what it is divided by.
    init(
        _ kind: RateKind, rate: Rate?, reason: UnknownReason? = nil, verdict: Badge? = nil, change: String? = nil,
        sparkline: HTML? = nil, alarm: Alarm? = nil
    ) {
        let isSmall = rate.map { $0.denominator < Peers.leastDelivered && $0.denominator > 0 } ?? false
        let counts = rate.map { "\(Format.count($0.numerator)) of \(Format.count($0.denominator))" }
        self.init(
            label: kind.title, value: isSmall ? counts ?? "" : rate.map { Format.percent($0) } ?? Format.notAvailable,
            interval: isSmall ? nil : rate.flatMap { rate in rate.interval.map { _ in Format.interval(rate) } },
            basis: rate == nil
                ? reason?.words ?? "not known" : isSmall ? kind.base.rawValue : "\(counts ?? "") \(kind.base.rawValue)",
            verdict: verdict, change: change, sparkline: sparkline, tone: alarm.map { $0.level == .critical ? .bad : .warn },
            warning: alarm.map { "above the line of \(Format.percent($0.threshold))" })
    }
}
