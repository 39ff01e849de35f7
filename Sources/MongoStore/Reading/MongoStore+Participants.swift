import Basics
package import Engagement
package import EngagementStore

extension MongoStore {
    /// Rows of an export. The server answers with a page while rows are made of the one before, and used of the one before that.
    package func participants(_ query: ParticipantQuery, keeping kept: KeptContacts?) -> RowBatches<ParticipantRow> {
        let filter = Self.filter(of: query)
        return RowBatches(after: ParticipantCursor.self) { last in
            var cursor = if let last { last } else { try await self.cursor(over: query.campaignIDs) }
            guard let campaign = cursor.campaigns.first else { return ([], nil) }
            let page = try await self.documents(of: campaign, behind: cursor.contact, matching: filter)
            cursor.move(behind: page.last)
            return (page.documents, cursor)
        } rows: { (documents: [BSONDocument]) in
            let matching = try self.decoded(documents).filter { query.matches($0.participant.firstReported) }
            return try await self.rows(matching, asOf: query.asOf, keeping: query.asOf == nil ? kept : nil)
        }
    }

    package func reportedContacts(campaign: CampaignID, kind: ReportKind) -> RowBatches<ReportedContact> {
        let filter: BSONDocument = ["first_reported.\(kind.rawValue)": ["$gte": 0]]
        return RowBatches(after: ContactID.self) { last in
            let page = try await self.page(of: campaign, behind: last, matching: filter, projection: ["vanished": 1])
            let contacts = page.rows.map {
                ReportedContact(id: $0.participant.contactID, isVanished: $0.vanished.contains(kind))
            }
            return (contacts, page.last)
        }
    }

    // MARK: - Pages

    /// The number of participants on a page. With a quarter of it, a pass over 129,483 of them took 0.89 s instead of 0.78 s.
    private static let participantsAtOnce = 4_000

    /// How far a pass over the participants of several campaigns has come.
    struct ParticipantCursor: Sendable {
        /// The campaigns that are left, including the current one.
        var campaigns: ArraySlice<CampaignID>
        /// The last contact that was read of the current campaign.
        var contact: ContactID?

        /// - Parameter contact: nil if the current campaign has no more participants.
        mutating func move(behind contact: ContactID?) {
            self.contact = contact
            if contact == nil { campaigns = campaigns.dropFirst() }
        }
    }

    private func cursor(over chosen: Set<CampaignID>) async throws -> ParticipantCursor {
        let all = try await campaignOrder()
        return ParticipantCursor(campaigns: (chosen.isEmpty ? all : all.filter(chosen.contains))[...])
    }

    /// A page of a campaign's participants, in order of their contacts' ids. Each page is a query of its own: there is no
    /// cursor that can time out while the consumer is busy, and the driver can repeat the query when a server fails.
    /// - Returns: the participants, and the last contact that was read; nil for the last page.
    func page(
        of campaign: CampaignID, behind last: ContactID?, matching filter: BSONDocument,
        projection: BSONDocument = ParticipantDocument.projection
    ) async throws -> (rows: [ParticipantDocument.Stored], last: ContactID?) {
        let page = try await documents(of: campaign, behind: last, matching: filter, projection: projection)
        return (try decoded(page.documents), page.last)
    }

    private func documents(
        of campaign: CampaignID, behind last: ContactID?, matching filter: BSONDocument,
        projection: BSONDocument = ParticipantDocument.projection
    ) async throws -> (documents: [BSONDocument], last: ContactID?) {
        var query = ParticipantDocument.range(campaign, after: last)
        for (key, value) in filter { query.append(key, value) }
        let documents = try await connection.find(
            .participants, query, .init(projection: projection, sort: ["_id": 1], limit: Self.participantsAtOnce))
        let isLast = documents.count < Self.participantsAtOnce
        return (documents, isLast ? nil : documents.last?["_id", "contact_id"]?.string)
    }

    private func decoded(_ documents: [BSONDocument]) throws -> [ParticipantDocument.Stored] {
        try documents.compactMap { try connection.decode($0, in: .participants, ParticipantDocument.decode) }
    }

    /// Excludes on the server what can't match; ``ParticipantQuery/matches(_:)`` decides.
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

    // MARK: - Order and rows

    /// Every campaign that may have participants, in ``Campaign`` order; one without a record is ordered like an unsent one.
    func campaignOrder() async throws -> [CampaignID] {
        let campaigns = try await campaigns().map(\.campaign)
        let others = try await campaignsWithParticipants(otherThan: campaigns.map(\.id))
        return (campaigns + others.map { Campaign(id: $0, name: nil, status: .sent, sentAt: nil) }).sorted().map(\.id)
    }

    /// Seeks between the known campaigns in the index: a query, and one more for each campaign that it finds, and no scan. Only keys with
    /// a text as campaign, which are octo-site's: the end of the last range is the least value of the next type.
    private func campaignsWithParticipants(otherThan known: [CampaignID]) async throws -> [CampaignID] {
        var (known, found) = (known.sorted(by: utf8Less), [CampaignID]())
        while true {
            let starts: [BSONValue] =
                [["campaign_id": ""]] + known.map { ["campaign_id": .string($0), "contact_id": .maxKey] }
            let ends: [BSONValue] = known.map { ["campaign_id": .string($0)] } + [["campaign_id": [:]]]
            let gaps = zip(starts, ends).map { BSONValue.document(["_id": ["$gt": $0, "$lt": $1]]) }
            let next = try await connection.find(.participants, ["$or": .array(gaps)], .init(projection: ["_id": 1], limit: 1))
            guard let id = next.first?["_id", "campaign_id"]?.string else { return found }
            found.append(id)
            known.insert(id, at: known.partitioningIndex { utf8Less(id, $0) })
        }
    }

    /// Joins participants with their contacts' records, both as they were when a run had ended (nil: as they are).
    /// - Parameter kept: contacts whose rows need no record.
    func rows(
        _ stored: [ParticipantDocument.Stored], asOf run: RunNumber?, keeping kept: KeptContacts? = nil
    ) async throws -> [ParticipantRow] {
        guard !stored.isEmpty else { return [] }
        let all = stored.map(\.participant.contactID)
        let ids = Array(Set(kept?.places(ofOthersIn: all).map { all[$0] } ?? all))
        let records = ids.isEmpty ? [] : try await contacts(ids: ids, withFields: kept?.needsFields ?? true, on: secondConnection)
        let attributes = records.reduce(into: [ContactID: Attributes]()) { $0[$1.id] = $1.rowAttributes }
        let rows = stored.map { stored in
            ParticipantRow(
                campaignID: stored.campaignID, participant: stored.participant,
                attributes: attributes[stored.participant.contactID], vanished: stored.vanished)
        }
        guard let run else { return rows }
        let replay = try await replay(of: ids, since: run)
        return rows.compactMap { replay.row($0, asOf: run) }
    }

    /// What runs after `run` have changed about contacts.
    func replay(of contacts: [ContactID], since run: RunNumber) async throws -> JournalReplay {
        var entries: [JournalEntry] = []
        for part in contacts.chunks(of: Self.pageSize) {
            entries += try await connection.find(
                .journal, ["contact_id": ["$in": .array(part.map(BSONValue.string))], "run": ["$gt": .int32(run)]],
                .init(sort: ["_id": 1]), decoding: JournalDocument.decode)
        }
        return JournalReplay(oldestFirst: entries)
    }
}
