import Charts
import Metrics

extension HTML {
    /// A line as small as a word, of a rate over the latest campaigns. Nil for fewer than two.
    static func sparkline(of kind: RateKind, over campaigns: [CampaignMetrics]) -> HTML? {
        let values = campaigns.suffix(30).compactMap { $0.measured.rate(of: kind)?.value }
        return values.count > 1 ? HTML(trusted: Sparkline(values).svg) : nil
    }
}
