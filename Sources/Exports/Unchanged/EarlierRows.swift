package import Engagement

/// The CSVs of the site that is published, and which of their rows are taken over.
package struct EarlierRows {
    let index: RowIndex
    /// Campaigns that need not be read.
    package let campaigns: Set<CampaignID>
    /// Rows of these campaigns that are not as they were; nil where all are.
    private let updates: UpdatedRows?
    /// Gives the path in the file system of a published file.
    let locate: (String) -> String
    /// Takes a published file over into the new site as it is.
    let keep: (String) throws -> Void
    private let places: [CampaignID: Int]

    /// - Parameters:
    ///   - campaigns: see ``RowIndex/unchanged(since:in:)``, and ``RowIndex/updatable(since:in:)`` for those with updates.
    ///   - updates: all that has changed in rows of these campaigns.
    package init(
        _ index: RowIndex, campaigns: Set<CampaignID>, updates: UpdatedRows?, locate: @escaping (String) -> String,
        keep: @escaping (String) throws -> Void
    ) {
        self.index = index
        self.campaigns = campaigns
        self.updates = updates
        self.locate = locate
        self.keep = keep
        places = Dictionary(uniqueKeysWithValues: zip(index.campaigns, index.campaigns.indices))
    }

    /// Whether the file is as it would be written now.
    /// - Parameter isWhole: whether its rows are those of all campaigns that there were and are.
    func isUnchanged(_ query: ParticipantQuery, isWhole: Bool) -> Bool {
        guard query.since == nil else { return false }
        guard let campaign = query.campaign else { return isWhole && !(updates?.concern(query.filter) ?? false) }
        return campaigns.contains(campaign) && updated(campaign, in: query.filter).isEmpty
    }

    /// Rows that take the places of those that a file of such rows has of the campaign.
    func updated(_ campaign: CampaignID, in filter: ParticipantQuery.Filter) -> [UpdatedRows.Line] {
        updates?.lines(of: campaign, in: filter) ?? []
    }

    /// A campaign's rows in a file.
    func part(of campaign: CampaignID, in path: String) -> (rows: Int, bytes: Range<Int>)? {
        guard let file = index.files[path], let place = file.campaign == nil ? places[campaign] : 0 else { return nil }
        let start = file.headerBytes + file.bytes[..<place].reduce(0, +)
        return (file.rows[place], start..<start + file.bytes[place])
    }
}
