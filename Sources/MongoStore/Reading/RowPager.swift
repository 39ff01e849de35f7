import Engagement

/// Participants with their contacts' records, over several campaigns: rows of an export.
actor RowPager: Pager {
    private let store: MongoStore
    private let query: ParticipantQuery
    private var campaigns: [CampaignID]?
    private var current: (campaign: CampaignID, pager: ParticipantPager)?

    init(_ store: MongoStore, _ query: ParticipantQuery) {
        self.store = store
        self.query = query
    }

    /// The batch after the one that was last handed out, which is read while that one is used.
    private var ahead: Task<[ParticipantRow]?, any Error>?

    deinit { ahead?.cancel() }

    func next() async throws -> [ParticipantRow]? {
        let rows = try await (ahead ?? reading()).value
        ahead = rows == nil ? nil : reading()
        return rows
    }

    /// Doesn't hold the pager: whoever stops reading lets go of it.
    private func reading() -> Task<[ParticipantRow]?, any Error> {
        Task { [weak self] in try await self?.read() }
    }

    private func read() async throws -> [ParticipantRow]? {
        var rest = try await self.rest()
        while true {
            if let stored = try await current?.pager.next() {
                let matching = stored.filter { query.matches($0.participant.firstReported) }
                if !matching.isEmpty { return try await store.rows(matching, asOf: query.asOf) }
            } else if rest.isEmpty {
                current = nil
                return nil
            } else {
                let campaign = rest.removeFirst()
                campaigns = rest
                current = (
                    campaign, ParticipantPager(store.connection, campaign: campaign, matching: Self.filter(of: query))
                )
            }
        }
    }

    private func rest() async throws -> [CampaignID] {
        if let campaigns { return campaigns }
        let all = try await store.campaignOrder()
        let chosen = query.campaignIDs.isEmpty ? all : all.filter(query.campaignIDs.contains)
        campaigns = chosen
        return chosen
    }

    /// What the server can leave out already; ``ParticipantQuery/matches(_:)`` has the last word.
    private static func filter(of query: ParticipantQuery) -> BSONDocument {
        let reported: BSONValue = ["$gte": 0, "$lte": .int32(query.asOf ?? .max - 1)]
        func any(_ kinds: ReportKind...) -> BSONDocument {
            ["$or": .array(kinds.map { ["first_reported.\($0.rawValue)": reported] })]
        }
        return switch query.filter {
        case .all: [:]
        case .engaged, .opened: any(.opened, .clicked)
        case .clicked: any(.clicked)
        case .bounced: any(.bounced)
        case .complained: any(.complained)
        case .unsubscribed: any(.unsubscribed)
        case .unengaged: any(.sent)
        }
    }
}
