import Charts
import Engagement
import Metrics

/// How the lists grew, from the sizes that updates read, on the page of the audience.
struct ListGrowthBlocks {
    private let renderer: PageRenderer
    private let page: SitePage
    /// Largest first.
    private let growth: [ListGrowth]

    init(_ renderer: PageRenderer, on page: SitePage) {
        self.renderer = renderer
        self.page = page
        growth = renderer.account.figures.growth.sorted { left, right in
            let (a, b) = (left.now?.subscribed ?? 0, right.now?.subscribed ?? 0)
            return a == b ? left.listID < right.listID : a > b
        }
    }

    /// “12,345 people are subscribed to 5 lists, −12 in 30 days.”; nil where no update has read a list.
    var sentence: String? {
        guard let all = Subscribers(growth) else { return nil }
        let change = all.net.map { ", \(Format.change($0)) in \(Subscribers.days) days" } ?? ""
        // One person on two lists is two contacts.
        return "\(counted(all.lists, "list has", "lists have")) \(counted(all.subscribed, "subscribed contact"))\(change)."
    }

    /// Nil where no update has read a list.
    var now: Table? {
        guard !growth.isEmpty else { return nil }
        return Table(
            caption: "The lists now",
            columns: [
                .text("List"), .number("Subscribed"), .number("Change", "30 days"), .number("Unsubscribed", "30 days"),
                .number("Change", "since first count"), .number("First count"), .number("Last count"),
            ],
            rows: growth.map { list in
                [
                    name(list), .count(list.now?.subscribed), .change(list.net(days: Subscribers.days)),
                    .change(list.unsubscribed(days: Subscribers.days)), .change(list.netSinceFirst),
                    .date(list.readings.first?.at, renderer.times), .date(list.now?.at, renderer.times),
                ]
            }, controls: .sorts)
    }

    /// The newest month first; nil where the lists were read in one month only.
    var months: Table? {
        let current = renderer.account.calendar.month(of: renderer.account.generatedAt)
        let rows = growth.flatMap { list in list.months.map { (list: list, month: $0) } }
        let months = Set(rows.map(\.month.month)).sorted(by: >)
        guard months.count > 1 else { return nil }
        return Table(
            caption: "The lists at the end of each month",
            columns: [
                .text("Month"), .text("List"), .number("Subscribed"), .number("Change"), .number("Unsubscribed"),
            ],
            rows: months.flatMap { month in
                rows.filter { $0.month.month == month }.map { row in
                    let title = month == current ? "\(month.title), so far" : month.title
                    return [
                        .trusted(title, sortKey: month.text), name(row.list), .count(row.month.last.subscribed),
                        .change(row.month.net), .change(row.month.unsubscribed),
                    ]
                }
            }, controls: .sorts)
    }

    var chart: ChartBlock? { ChartBlock.growth(growth, times: renderer.times) }

    /// With a link to its page, where campaigns went to this list alone.
    private func name(_ list: ListGrowth) -> Cell {
        renderer.account.figures.lists.contains { $0.key == list.listID }
            ? .link(list.name, to: page.address(of: .list(list.listID))) : .text(list.name)
    }
}
