/// The reconciliation of the whole account.
package struct AccountReconciliation: Hashable, Sendable, Codable {
    package var campaigns: [CampaignReconciliation]
    package var tripwires: [Tripwire]

    package init(campaigns: [CampaignReconciliation] = [], tripwires: [Tripwire] = []) {
        self.campaigns = campaigns
        self.tripwires = tripwires
    }

    package var contradicts: Bool { !tripwires.isEmpty || campaigns.contains(where: \.contradicts) }
}
