package import Basics
package import Engagement

/// Measures every campaign and every person from the rows of an account, in any order, or from what was kept of a campaign's rows.
///
/// Memory holds sums for each campaign, and about 40 bytes for each participant with an address: what a person did can only be
/// told from all of the person's rows.
package struct AccountMeasurer: Sendable {
    private let sentAt: [CampaignID: Timestamp?]
    private let excluded: Set<CampaignID>
    private var measurers: [CampaignID: CampaignMeasurer] = [:]
    private var people: [CampaignID: PackedPeople] = [:]
    /// Of campaigns that were not measured here.
    private var kept: [CampaignID: MeasuredRows] = [:]

    /// - Parameter excluded: campaigns that are measured, but count for nobody.
    package init(_ records: [CampaignRecord], excluded: Set<CampaignID>) {
        self.excluded = excluded
        sentAt = Dictionary(records.map { ($0.id, $0.campaign.sentAt) }, uniquingKeysWith: { first, _ in first })
    }

    package mutating func add(_ row: ParticipantRow) {
        let (campaign, person) = (row.campaignID, row.attributes?.person)
        measurers[campaign, default: CampaignMeasurer(sentAt: sentAt[campaign] ?? nil)].add(row.participant, person: person)
        if let person, !row.participant.firstReported.isEmpty {
            people[campaign, default: PackedPeople()].add(row.participant, person: person)
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
        return MeasuredRows(measurer.measurement, people: people[campaign] ?? PackedPeople())
    }

    /// Of campaigns with a record, as no page shows others.
    package var campaigns: [CampaignID: CampaignMeasurement] {
        Dictionary(
            uniqueKeysWithValues: sentAt.map { id, sentAt in
                (id, kept[id]?.campaign ?? measurers[id]?.measurement ?? CampaignMeasurer(sentAt: sentAt).measurement)
            })
    }

    // MARK: People

    /// One person's part in one campaign, under one contact id: where it is.
    private struct Part {
        let person: PersonHash
        let campaign: Int32
        let place: Int32
    }

    /// Measures everybody.
    ///
    /// - Parameters:
    ///   - measured: the account's campaigns, measured.
    ///   - end: of the run that is shown.
    package func people(
        of measured: [MeasuredCampaign], end: Timestamp, in calendar: LocalCalendar
    ) throws(CompactReader.Damaged) -> MeasuredPeople {
        let tracked = Set(measured.filter(\.isTracked).map(\.id))
        var result = MeasuredPeople(
            audience: Audience(campaigns: measured, end: end, in: calendar), summary: PeopleSummary(asOf: end))
        var all = people
        for (campaign, rows) in kept { all[campaign] = rows.people }
        let campaigns = all.filter { !excluded.contains($0.key) }.map { (id: $0.key, people: $0.value) }
        var parts: [Part] = []
        parts.reserveCapacity(campaigns.reduce(0) { $0 + $1.people.count })
        for (index, campaign) in campaigns.enumerated() {
            try campaign.people.forEach { person, place in
                parts.append(Part(person: person, campaign: Int32(index), place: Int32(place)))
            }
        }
        // So that those of one person follow each other.
        parts.sort { $0.person < $1.person }
        var start = 0
        while start < parts.count {
            var end = start + 1
            while end < parts.count, parts[end].person == parts[start].person { end += 1 }
            var participations: [Participation] = []
            for part in parts[start..<end] {
                let (id, people) = campaigns[Int(part.campaign)]
                participations.append(
                    Participation(
                        campaignID: id, sentAt: sentAt[id] ?? nil, participant: try people.participant(at: Int(part.place))))
            }
            result.summary.add([PersonRow(participations)])
            // A campaign without a record is none of the audience's: no page shows it.
            let shown = participations.filter { sentAt[$0.campaignID] != nil }
            if !shown.isEmpty { result.audience.add(PersonMeasurement(shown, tracked: tracked)) }
            start = end
        }
        return result
    }
}

/// What is measured of everybody.
package struct MeasuredPeople: Sendable {
    package var audience: Audience
    package var summary: PeopleSummary

    package var counts: PeopleCounts { PeopleCounts(people: summary.people, engaged: summary.engaged) }
}

extension PersonRow {
    /// A person who is told by nothing but participations.
    fileprivate init(_ participations: [Participation]) {
        func campaigns(_ isIncluded: (EngagementFlags) -> Bool) -> Int {
            Set(participations.filter { isIncluded($0.participant.firstReported.engagement) }.map(\.campaignID)).count
        }
        self.init(
            person: "", campaigns: Set(participations.map(\.campaignID)).count, opened: campaigns(\.opened),
            clicked: campaigns(\.clicked), firstCampaignAt: participations.compactMap(\.sentAt).min(),
            lastOpenedAt: participations.compactMap { $0.participant.occurredAt[.opened] }.max(),
            lastClickedAt: participations.compactMap { $0.participant.occurredAt[.clicked] }.max())
    }
}
