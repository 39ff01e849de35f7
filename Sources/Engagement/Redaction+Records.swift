/// What stores keep.
extension Redaction {
    /// The record of a campaign without the addresses, in its links, too; nil if it has none of them. A record with another title
    /// gets another slug, because the old one may be made of an address.
    package func redacted(_ record: CampaignRecord, slug: (Campaign) throws -> String) rethrows -> CampaignRecord? {
        let (campaign, links) = (redacted(record.campaign), record.links.flatMap { redacted($0) })
        guard campaign != nil || links != nil else { return nil }
        var output = record
        if let links { output.links = links }
        if let campaign {
            output.campaign = campaign
            if campaign.title != record.campaign.title { output.slug = try slug(campaign) }
        }
        return output
    }

    /// The record of a contact without the addresses in its fields; nil if they have none of them. Its own address stays.
    package func redacted(_ attributes: Attributes) -> Attributes? {
        guard let fields = attributes.fields.flatMap({ redacted($0) }) else { return nil }
        var output = attributes
        output.fields = fields
        return output
    }

    /// The reconciliation without the addresses in its sentences; nil if they have none of them.
    package func redacted(_ reconciliation: AccountReconciliation) -> AccountReconciliation? {
        var output = reconciliation
        var isRedacted = false
        func redact(_ text: inout String) {
            guard let redacted = redacted(text) else { return }
            text = redacted
            isRedacted = true
        }
        for index in output.tripwires.indices { redact(&output.tripwires[index].message) }
        for campaign in output.campaigns.indices {
            for kind in output.campaigns[campaign].kinds.indices {
                guard var problem = output.campaigns[campaign].kinds[kind].certificate?.problem else { continue }
                redact(&problem)
                output.campaigns[campaign].kinds[kind].certificate?.problem = problem
            }
        }
        return isRedacted ? output : nil
    }
}
