import Basics
package import Engagement

/// Measures every campaign and every person from the rows of an account, in any order, or from what was kept of a campaign's rows.
///
/// Memory holds sums for each campaign, and about 30 bytes for each participant with an address: what a person did can only be
/// told from all of the person's rows.
package struct AccountMeasurer: Sendable {
    let sentAt: [CampaignID: Timestamp?]
    let excluded: Set<CampaignID>
    private var measurers: [CampaignID: CampaignMeasurer] = [:]
    private var measuredPeople: [CampaignID: PackedPeople] = [:]
    var memory = PersonMemory()
    /// So many are put in order of their people at once, about: 24 bytes each.
    var participantsAtOnce = 250_000
    /// Of the last row: usually all rows of a campaign come in one part.
    private var last: CampaignID?
    /// Of campaigns that were not measured here.
    private var kept: [CampaignID: MeasuredRows] = [:]

    /// - Parameter excluded: campaigns that are measured, but count for nobody.
    package init(_ records: [CampaignRecord], excluded: Set<CampaignID>) {
        self.excluded = excluded
        sentAt = Dictionary(records.map { ($0.id, $0.campaign.sentAt) }, uniquingKeysWith: { first, _ in first })
    }

    /// Further rows of these contacts need no record.
    package var keptContacts: KeptContacts { memory.kept }

    package mutating func add(_ row: ParticipantRow) {
        let (campaign, person) = (row.campaignID, memory.entry(of: row))
        if let last, last != campaign { measuredPeople[last]?.trim() }
        last = campaign
        measurers[campaign, default: CampaignMeasurer(sentAt: sentAt[campaign] ?? nil)].add(
            row.participant, vanished: row.vanished, domain: person?.domain)
        if let person, !row.participant.firstReported.isEmpty {
            measuredPeople[campaign, default: PackedPeople()].add(row.participant, person: person.hash)
        }
    }

    /// Takes what was measured of a campaign's rows in place of the rows.
    /// - Returns: false if it was measured with another sending time, and does not count.
    package mutating func use(_ rows: MeasuredRows, of campaign: CampaignID) -> Bool {
        guard rows.campaign.sentAt == sentAt[campaign] ?? nil else { return false }
        kept[campaign] = rows
        return true
    }

    /// What was measured of a campaign.
    package func rows(of campaign: CampaignID) -> MeasuredRows {
        if let kept = kept[campaign] { return kept }
        let measurer = measurers[campaign] ?? CampaignMeasurer(sentAt: sentAt[campaign] ?? nil)
        return MeasuredRows(measurer.measurement, people: measuredPeople[campaign] ?? PackedPeople())
    }

    /// Of every campaign with a record or with rows: an old database may have some without a record.
    package var campaigns: [CampaignID: CampaignMeasurement] {
        var campaigns = sentAt.mapValues { CampaignMeasurer(sentAt: $0).measurement }
        campaigns.merge(measurers.mapValues(\.measurement)) { $1 }
        campaigns.merge(kept.mapValues(\.campaign)) { $1 }
        return campaigns.filter { sentAt.keys.contains($0) || $1.counts != Counts() }
    }

    /// Who took part in each campaign.
    var people: [CampaignID: PackedPeople] { measuredPeople.merging(kept.mapValues(\.people)) { $1 } }
}
