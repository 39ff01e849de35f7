package import Engagement
package import EngagementStore

extension MongoStore {
    package func participants(_ query: ParticipantQuery) -> RowBatches<ParticipantRow> {
        .paging { RowPager(self, query) }
    }

    package func people(asOf run: RunNumber?, excluding: Set<CampaignID>) -> RowBatches<PersonRow> {
        .paging { PeoplePager(self, asOf: run, excluding: excluding) }
    }

    package func reportedContacts(campaign: CampaignID, kind: ReportKind) -> RowBatches<ReportedContact> {
        .paging { ReportedPager(self.connection, campaign: campaign, kind: kind) }
    }

    /// Every campaign that has participants, in ``Campaign`` order; one that nobody has saved stands where an unsent
    /// one would.
    func campaignOrder() async throws -> [CampaignID] {
        let sentAt = try await campaigns().reduce(into: [CampaignID: Timestamp]()) { $0[$1.id] = $1.campaign.sentAt }
        return try await campaignsWithParticipants()
            .map { Campaign(id: $0, name: nil, status: .sent, sentAt: sentAt[$0]) }
            .sorted().map(\.id)
    }

    /// Hops from campaign to campaign along the keys, so that it costs a query a campaign and no scan.
    private func campaignsWithParticipants() async throws -> [CampaignID] {
        var ids: [CampaignID] = []
        var start: BSONValue = ["campaign_id": .minKey]
        while true {
            let next = try await connection.find(
                .participants, ["_id": ["$gt": start, "$lt": ["campaign_id": .maxKey]]],
                .init(projection: ["_id": 1], sort: ["_id": 1], limit: 1))
            guard let id = next.first?["_id", "campaign_id"]?.string else { return ids }
            ids.append(id)
            start = ["campaign_id": .string(id), "contact_id": .maxKey]
        }
    }

    /// Joins participants with their contacts' records, both as they were when a run had ended, or as they are.
    func rows(_ stored: [ParticipantDocument.Stored], asOf run: RunNumber?) async throws -> [ParticipantRow] {
        let ids = Array(Set(stored.map(\.participant.contactID)))
        let records = try await contacts(ids: ids, on: secondConnection)
        let attributes = records.reduce(into: [ContactID: Attributes]()) { $0[$1.id] = $1.attributes }
        let rows = stored.map { stored in
            ParticipantRow(
                campaignID: stored.campaignID, participant: stored.participant,
                attributes: attributes[stored.participant.contactID], vanished: stored.vanished)
        }
        guard let run else { return rows }
        let past = try await past(of: ids, asOf: run)
        return rows.map(past.row)
    }
}
