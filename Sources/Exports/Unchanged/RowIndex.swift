package import Engagement

/// Where the rows of each campaign lie in the CSVs of a site, and what they were made of: so the next site takes over the rows of
/// campaigns that are as they were, and a night formats what has changed.
package struct RowIndex: Codable, Hashable, Sendable {
    /// What all rows are formatted by.
    struct Format: Codable, Hashable, Sendable {
        /// Tells one build of the program from another.
        var program: String
        /// The name of each field's column, and the tags that fill it.
        var fields: [[String]]
        /// A name made with the key of the pseudonyms; nil where rows have addresses.
        var pseudonym: String?
    }

    /// What the rows of one campaign are made of.
    struct Origin: Codable, Hashable, Sendable {
        /// Of the newest change of its rows.
        var change: Int64
        /// The cells that it gives to each of them.
        var cells: [String?]
    }

    struct File: Codable, Hashable, Sendable {
        var filter: ParticipantQuery.Filter
        /// Nil for a file with rows of all campaigns.
        var campaign: CampaignID?
        var sha256: String
        var headerBytes: Int
        /// By campaign, in the order of ``RowIndex/campaigns``; of a file of one campaign, that one's only.
        var rows: [Int]
        var bytes: [Int]
        /// An optional file without rows is not there.
        var exists: Bool
    }

    /// The run that was shown.
    package let run: RunNumber
    let format: Format
    /// In the order of their rows.
    package let campaigns: [CampaignID]
    /// In the same order.
    let origins: [Origin]
    /// By path.
    var files: [String: File] = [:]
    /// Nil where it was not told what they are made of.
    package var people: PeopleIndex?

    /// The numbers of the newest changes of the campaigns' rows, in the same order.
    package var changes: [Int64] { origins.map(\.change) }

    /// Of all files that it tells of, in a fixed order.
    package var paths: [String] { (Array(files.keys) + Array((people?.files ?? [:]).keys)).sorted(by: utf8Less) }

    /// False for one that was damaged where it was kept.
    package var isSound: Bool {
        func areCounts(_ numbers: [Int], _ count: Int) -> Bool {
            numbers.count == count && numbers.allSatisfy { (0...1 << 40).contains($0) }
        }
        return Set(campaigns).count == campaigns.count && origins.count == campaigns.count
            && (people?.files.values.allSatisfy { areCounts([$0.rows, $0.bytes], 2) } ?? true)
            && files.values.allSatisfy { file in
                let count = file.campaign == nil ? campaigns.count : 1
                return areCounts(file.rows, count) && areCounts(file.bytes, count) && areCounts([file.headerBytes], 1)
            }
    }

    /// The campaigns whose rows are in an earlier site's files as the planned ones need them.
    package func unchanged(since earlier: RowIndex, in plan: [ParticipantFile]) -> Set<CampaignID> {
        campaigns(of: earlier, in: plan) { $1 == $2 }
    }

    /// The campaigns of which nothing has changed but records of contacts that runs after the earlier one have journalled. Rows with
    /// pseudonyms don't say whose they are.
    /// - Parameter participants: the number of the newest other change of a campaign.
    package func updatable(
        since earlier: RowIndex, in plan: [ParticipantFile], participants: (CampaignID) -> Int64
    ) -> Set<CampaignID> {
        guard format.pseudonym == nil else { return [] }
        return campaigns(of: earlier, in: plan) { id, old, new in
            old.change != new.change && old.cells == new.cells && participants(id) <= old.change
        }
    }

    private func campaigns(
        of earlier: RowIndex, in plan: [ParticipantFile], where isUsable: (CampaignID, _ old: Origin, _ new: Origin) -> Bool
    ) -> Set<CampaignID> {
        guard earlier.format == format else { return [] }
        let origins = Dictionary(uniqueKeysWithValues: zip(earlier.campaigns, earlier.origins))
        var result = Set(
            zip(campaigns, self.origins).filter { id, new in origins[id].map { isUsable(id, $0, new) } ?? false }.map(\.0))
        for file in plan {
            let query = file.query
            if let since = query.since {
                // What is as it was at the end of an earlier run has gained nothing since.
                guard earlier.run <= since else { return [] }
                continue
            }
            let known = earlier.files[file.path]
            let isKnown = known?.filter == query.filter && known?.campaign == query.campaign
            if !isKnown, query.campaign == nil { return [] }
            if !isKnown, let campaign = query.campaign { result.remove(campaign) }
        }
        return result
    }
}

extension RowIndex {
    /// The files of people in an earlier site that are as they would be written now; empty if any of them is not.
    /// - Parameters:
    ///   - mark: of all that decides their rows.
    ///   - paths: of the planned files.
    package func unchangedPeople(
        since earlier: RowIndex, mark: String, in paths: some Sequence<String>
    ) -> [String: PeopleIndex.File] {
        guard earlier.format == format, let people = earlier.people, people.mark == mark,
            Set(people.files.keys) == Set(paths)
        else { return [:] }
        return people.files
    }
}

extension ParticipantQuery {
    /// The only one that it asks for.
    var campaign: CampaignID? { campaignIDs.count == 1 ? campaignIDs.first : nil }
}
