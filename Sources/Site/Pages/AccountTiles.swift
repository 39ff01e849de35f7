import Engagement
import Metrics

/// The account's totals with their intervals, and what has changed since the run before.
struct AccountTiles {
    private let account: AccountMetrics

    init(_ account: AccountMetrics) { self.account = account }

    var tiles: Tiles {
        Tiles(
            caption: "Totals",
            tiles: [
                rate(.open, counted: \.opened), rate(.click, counted: \.clicked),
                rate(.clickToOpen, counted: \.clicked),
                rate(.engaged, counted: \.engaged), people, rate(.unsubscribe, counted: \.unsubscribed),
                rate(.complaint, counted: \.complained), rate(.bounce, counted: \.bounced),
            ])
    }

    private func rate(_ kind: RateKind, counted part: KeyPath<Counts, Int>) -> Tiles.Tile {
        let alarm = account.alarms.first {
            $0.line == .complaints && kind == .complaint || $0.line == .hardBounces && kind == .bounce
        }
        return Tiles.Tile(
            kind, of: account.totals.counts, change: account.change.map { $0[keyPath: part] }, since: account.previousRun,
            sparkline: .sparkline(of: kind, over: account.campaigns.filter { !$0.isExcluded }), alarm: alarm)
    }

    private var people: Tiles.Tile {
        let rate = account.totals.engagedPeopleRate
        return Tiles.Tile(
            label: "Engaged people", value: Format.percent(rate),
            interval: rate.interval.map { _ in Format.interval(rate) },
            basis: "\(Format.count(rate.numerator)) of \(Format.count(rate.denominator)) people",
            change: account.previousTotals.map {
                Phrases.since(account.totals.engagedPeople - $0.engagedPeople, account.previousRun)
            })
    }
}

extension Tiles.Tile {
    /// A rate with what it is divided by, and how its numerator has changed.
    init(
        _ kind: RateKind, of counts: Counts, change: Int?, since run: Run?, sparkline: HTML? = nil, alarm: Alarm? = nil
    ) {
        let rate = kind.rate(of: counts)
        self.init(
            label: kind.title, value: Format.percent(rate), interval: rate.interval.map { _ in Format.interval(rate) },
            basis: "\(Format.count(rate.numerator)) of \(Format.count(rate.denominator)) \(kind.base.rawValue)",
            change: change.map { Phrases.since($0, run) }, sparkline: sparkline,
            tone: alarm.map { $0.level == .critical ? .bad : .warn },
            warning: alarm.map { "above the line of \(Format.percent($0.threshold))" })
    }
}
