import Engagement
import EngagementStore

/// Reads a campaign's participants in order of their contacts' ids, a thousand at a time. Each batch is a query of its
/// own that begins after the last contact of the one before: no cursor to time out while the reader is busy, and one
/// the driver can repeat when a server goes away.
actor ParticipantPager {
    private let connection: MongoConnection
    private let campaign: CampaignID
    private let filter: BSONDocument
    private let projection: BSONDocument
    private var last: ContactID?
    private var isAtEnd = false

    init(
        _ connection: MongoConnection, campaign: CampaignID, matching filter: BSONDocument = [:],
        projection: BSONDocument = ParticipantDocument.projection
    ) {
        self.connection = connection
        self.campaign = campaign
        self.filter = filter
        self.projection = projection
    }

    /// The next ones that match the filter; nil at the end.
    func next() async throws -> [ParticipantDocument.Stored]? {
        guard !isAtEnd else { return nil }
        var query = ParticipantDocument.range(campaign, after: last)
        for (key, value) in filter { query.append(key, value) }
        let documents = try await connection.find(
            .participants, query, .init(projection: projection, sort: ["_id": 1], limit: MongoStore.chunk))
        isAtEnd = documents.count < MongoStore.chunk
        let stored = documents.compactMap(ParticipantDocument.decode)
        last = stored.last?.participant.contactID ?? last
        return stored.isEmpty ? nil : stored
    }
}

/// Who is listed in a report, by contact id.
actor ReportedPager: Pager {
    private let participants: ParticipantPager
    private let kind: ReportKind

    init(_ connection: MongoConnection, campaign: CampaignID, kind: ReportKind) {
        participants = ParticipantPager(
            connection, campaign: campaign, matching: ["first_reported.\(kind.rawValue)": ["$gte": 0]],
            projection: ["vanished": 1])
        self.kind = kind
    }

    func next() async throws -> [ReportedContact]? {
        try await participants.next()?.map {
            ReportedContact(id: $0.participant.contactID, isVanished: $0.vanished.contains(kind))
        }
    }
}
