/// The reconciliation of the whole account.
package struct AccountReconciliation: Hashable, Sendable, Codable {
    package var campaigns: [CampaignReconciliation]
    package var tripwires: [Tripwire]
    /// Campaigns that no run was asked to read yet, as all runs since they were listed were asked for others. They are not among
    /// ``campaigns``, and no contradiction.
    package var unread: [CampaignID]
    /// What the run warned of, a sentence each, without contradicting: that the old scripts still write, for example.
    package var warnings: [String]

    package init(
        campaigns: [CampaignReconciliation] = [], tripwires: [Tripwire] = [], unread: [CampaignID] = [],
        warnings: [String] = []
    ) {
        self.campaigns = campaigns
        self.tripwires = tripwires
        self.unread = unread
        self.warnings = warnings
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        campaigns = try container.decode([CampaignReconciliation].self, forKey: .campaigns)
        tripwires = try container.decode([Tripwire].self, forKey: .tripwires)
        // The first version wrote neither.
        unread = try container.decodeIfPresent([CampaignID].self, forKey: .unread) ?? []
        warnings = try container.decodeIfPresent([String].self, forKey: .warnings) ?? []
    }

    package var contradicts: Bool { !tripwires.isEmpty || campaigns.contains(where: \.contradicts) }
}
