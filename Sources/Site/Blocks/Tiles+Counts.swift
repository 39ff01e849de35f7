import Engagement
import Metrics

extension Tiles {
    /// One campaign, each rate with its verdict, or with the reason why it is not known.
    /// - Parameters:
    ///   - change: since the update before; nil leaves it out.
    init(of campaign: CampaignMetrics, change: Counts?, since: String?) {
        let measured = campaign.measured
        func tile(_ kind: RateKind, _ part: KeyPath<Counts, Int>, verdict: Verdict? = nil, line: AlarmLine? = nil) -> Tile {
            Tile(
                kind, rate: measured.rate(of: kind), reason: measured.unknownReason(ofRate: kind),
                verdict: verdict.map { Badge($0, namesResponse: false) },
                change: change.map { Phrases.since($0[keyPath: part], since) },
                alarm: campaign.alarms.first { $0.line == line })
        }
        let verdicts = campaign.verdicts
        self.init(
            caption: "Results",
            tiles: [
                Self.delivered(campaign.counts, change: change.map { Phrases.since($0.delivered, since) }),
                tile(.open, \.opened, verdict: verdicts.open), tile(.click, \.clicked, verdict: verdicts.click),
                tile(.clickToOpen, \.clicked), tile(.unsubscribe, \.unsubscribed),
                tile(.complaint, \.complained, line: .complaints),
                Self.bounces(tile(.bounce, \.bounced, line: .hardBounces), campaign.record.summary),
            ])
    }

    /// Several campaigns together, as they stand. Those whose rate is not known are in no rate.
    init(of campaigns: [MeasuredCampaign], counts: Counts) {
        let kinds: [RateKind] = [.open, .click, .clickToOpen, .unsubscribe, .complaint, .bounce]
        self.init(
            caption: "Totals", tiles: [Self.delivered(counts)] + kinds.map { Tile($0, rate: campaigns.rate(of: $0)) })
    }

    private static func delivered(_ counts: Counts, change: String? = nil) -> Tile {
        Tile(
            label: "Delivered", value: Format.count(counts.delivered),
            basis: "sent to \(Format.count(counts.sent)), \(Format.count(counts.bounced)) bounced", change: change)
    }

    private static func bounces(_ tile: Tile, _ summary: Summary?) -> Tile {
        guard let hard = summary?.bouncedHard, let soft = summary?.bouncedSoft, hard + soft > 0 else { return tile }
        var tile = tile
        tile.basis += "; \(Format.count(hard)) hard (the address does not exist), \(Format.count(soft)) soft"
        return tile
    }
}
