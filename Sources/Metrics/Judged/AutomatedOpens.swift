import Engagement

/// Opens so soon after sending that a mail filter or a privacy proxy is likely to have made them. Shown beside, never removed.
package struct AutomatedOpens: Hashable, Sendable {
    /// Rarely does a person open within ten seconds of the provider's hand-over; filters that fetch every image do.
    package static let seconds = 10

    package let count: Int
    /// All opens ÷ delivered, and the opens without the likely automated ones ÷ delivered.
    package let with: Rate
    package let without: Rate

    package init(_ count: Int, opened: Int, delivered: Int) {
        self.count = count
        with = Rate(opened, of: delivered)
        without = Rate(opened - count, of: delivered)
    }

    /// Σ over campaigns with a known open rate that are not excluded.
    package init(_ campaigns: some Sequence<MeasuredCampaign>) {
        let known = campaigns.filter { !$0.isExcluded && $0.unknownReason(of: .open) == nil }
        self.init(
            known.reduce(0) { $0 + $1.measurement.automatedOpens }, opened: known.reduce(0) { $0 + $1.counts.opened },
            delivered: known.reduce(0) { $0 + $1.delivered })
    }

    /// Automated ÷ all opens.
    package var share: Rate { Rate(count, of: with.numerator) }

    /// True where they exceed 1 % of the opens: then the rates with and without them are given side by side.
    package var isNotable: Bool { count * 100 > with.numerator }
}
