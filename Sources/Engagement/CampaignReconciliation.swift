/// The reconciliation of all reports of one campaign.
package struct CampaignReconciliation: Hashable, Sendable, Codable {
    package var campaignID: CampaignID
    package var kinds: [KindReconciliation]

    package init(campaignID: CampaignID, kinds: [KindReconciliation]) {
        self.campaignID = campaignID
        self.kinds = kinds
    }

    package var contradicts: Bool { kinds.contains(where: \.contradicts) }

    /// The worst state of its reports.
    package var state: KindReconciliation.State {
        let order: [KindReconciliation.State] = [
            .short, .over, .incomplete, .unproven, .retained, .moving, .notYet, .disabled, .exact,
        ]
        return order.first { state in kinds.contains { $0.state == state } } ?? .unproven
    }
}
