import Engagement
import Metrics

/// The last 30 days beside the 30 before: four numbers, without a judgement.
struct PeriodTiles {
    private let figures: AccountFigures
    private var current: Period { figures.periods.current }
    private var before: Period { figures.periods.before }

    init(_ figures: AccountFigures) { self.figures = figures }

    var tiles: Tiles {
        Tiles(
            caption: "Last \(PeriodComparison.days) days", title: "Last \(PeriodComparison.days) days",
            note: note, tiles: [sent, rate(.open), rate(.click), readers])
    }

    private var note: String? {
        let comingIn = current.comingIn
        guard comingIn > 0 else { return nil }
        return "\(counted(comingIn, "campaign still coming in is", "campaigns still coming in are")) not in the rates."
    }

    private var sent: Tiles.Tile {
        Tiles.Tile(
            label: "Emails sent", value: Format.count(current.emailsSent),
            basis: "in \(counted(current.group.campaigns.count, "campaign"))",
            change: "\(Format.count(before.emailsSent)) in the 30 days before")
    }

    private func rate(_ response: ResponseKind) -> Tiles.Tile {
        let (now, then) = (current.group[response], before.group[response])
        let final = now.basis == .final ? ", final" : ""
        return Tiles.Tile(
            label: response == .open ? "Open rate" : "Click rate", value: Format.percent(now.rate),
            interval: now.rate.interval.map { _ in Format.interval(now.rate) },
            basis: basis(now),
            change: change(from: then, difference: figures.periods.difference(response)).map { $0 + final })
    }

    private func basis(_ rate: SettledRate) -> String {
        if rate.campaigns > 0 {
            return
                "\(counted(rate.campaigns, "campaign")) \(rate.basis == .final ? rate.campaigns == 1 ? "as it stands" : "as they stand" : "at 7 days of age")"
        }
        if rate.unknown > 0 { return "not known of \(counted(rate.unknown, "campaign"))" }
        return rate.comingIn > 0 ? "no campaign is 7 days old yet" : "no campaign was sent"
    }

    private func change(from then: SettledRate, difference: Double?) -> String? {
        guard let difference else {
            return then.value == nil ? "nothing to compare with in the 30 days before" : nil
        }
        return "\(Format.points(difference)) against the 30 days before"
    }

    private var readers: Tiles.Tile {
        let audience = figures.audience
        let (now, then) = (audience.now, audience.thirtyDaysAgo)
        let change = audience.isThirtyDaysAgoDrawn ? "\(Format.change(now.active - then.active)) against 30 days ago" : nil
        return Tiles.Tile(
            label: "Active readers", value: Format.count(now.active),
            basis: "opened or clicked in the last 90 days", change: change)
    }
}
