package import Engagement

/// The CSVs of the site that is published, and which of their rows are as they were.
package struct EarlierRows {
    let index: RowIndex
    /// Campaigns that need not be read.
    let campaigns: Set<CampaignID>
    /// Gives the path in the file system of a published file.
    let locate: (String) -> String
    /// Takes a published file over into the new site as it is.
    let keep: (String) throws -> Void
    private let places: [CampaignID: Int]

    /// - Parameter campaigns: see ``RowIndex/unchanged(since:in:)``.
    package init(
        _ index: RowIndex, campaigns: Set<CampaignID>, locate: @escaping (String) -> String,
        keep: @escaping (String) throws -> Void
    ) {
        self.index = index
        self.campaigns = campaigns
        self.locate = locate
        self.keep = keep
        places = Dictionary(uniqueKeysWithValues: zip(index.campaigns, index.campaigns.indices))
    }

    /// A campaign's rows in a file of many.
    func part(of campaign: CampaignID, in path: String) -> (rows: Int, bytes: Range<Int>)? {
        guard let file = index.files[path], let place = places[campaign] else { return nil }
        let start = file.headerBytes + file.bytes[..<place].reduce(0, +)
        return (file.rows[place], start..<start + file.bytes[place])
    }
}
