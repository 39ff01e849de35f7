import Charts
import Metrics

extension HTML {
    /// A line as small as a word, of a rate over the latest campaigns. Nil for fewer than two.
    static func sparkline(of kind: RateKind, over campaigns: [CampaignMetrics]) -> HTML? {
        let values = campaigns.suffix(30).compactMap { $0.rates[kind].value }
        return values.count > 1 ? HTML(trusted: Sparkline(values).svg) : nil
    }
}

extension Cell {
    /// A line as small as a word: how the opens of a campaign came in.
    static func sparkline(of curve: SettlingCurve) -> Cell {
        guard curve.points.count > 1, curve.timedOpens > 0, let last = curve.points.last else { return .empty }
        let half = curve.halfOfOpensWithin.map { "half within \(Format.age(hours: $0))" } ?? ""
        return Cell(markdown: half, sortKey: String(curve.halfOfOpensWithin ?? last.hours)) { html in
            html.html(HTML(trusted: Sparkline(curve.points.map { Double($0.opened) }).svg))
            html.text(" ")
            html.element("small", text: half)
        }
    }
}
