import Engagement
import Metrics

extension Tiles {
    /// The rates of some counts: of a campaign, a month, a list.
    /// - Parameters:
    ///   - change: since the run before; nil leaves it out.
    ///   - alarms: of the same counts.
    init(of counts: Counts, change: Counts? = nil, since run: Run? = nil, alarms: [Alarm] = []) {
        let parts: [(RateKind, KeyPath<Counts, Int>)] = [
            (.open, \.opened), (.click, \.clicked), (.clickToOpen, \.clicked), (.engaged, \.engaged),
            (.unsubscribe, \.unsubscribed), (.complaint, \.complained), (.bounce, \.bounced),
        ]
        let delivered = Tile(
            label: "Delivered", value: Format.count(counts.delivered),
            basis: "sent to \(Format.count(counts.sent)), \(Format.count(counts.bounced)) bounced",
            change: change.map { Phrases.since($0.delivered, run) })
        let rates = parts.map { kind, part in
            let line: AlarmLine? = kind == .complaint ? .complaints : kind == .bounce ? .hardBounces : nil
            return Tile(
                kind, of: counts, change: change.map { $0[keyPath: part] }, since: run,
                alarm: alarms.first { $0.line == line })
        }
        self.init(caption: "Totals", tiles: [delivered] + rates)
    }
}
