import Engagement
import EngagementStore

/// Reads everybody with an address from a cursor on the server, in order.
struct PeopleReader: Sendable {
    private let store: MongoStore
    private let run: RunNumber?
    private let excluding: Set<CampaignID>
    private let cursor: MongoCursor
    private let sentAt: [CampaignID: Timestamp]

    init(of store: MongoStore, asOf run: RunNumber?, excluding: Set<CampaignID>) async throws {
        self.store = store
        self.run = run
        self.excluding = excluding
        sentAt = try await store.campaigns().reduce(into: [:]) { $0[$1.id] = $1.campaign.sentAt }
        let pipeline = try await store.peoplePipeline(asOf: run, excluding: excluding)
        cursor = try await store.connection.openCursor(.participants, pipeline.listing)
    }

    /// The next people; nil at the end.
    func next() async throws -> [PersonRow]? {
        let groups = try await cursor.next(MongoStore.pageSize).map { document in
            try store.connection.decode(document, in: .participants, PersonGroup.init)
        }
        guard !groups.isEmpty else { return nil }
        let contacts = Set(groups.flatMap(\.contacts))
        let attributes = try await store.attributes(of: Array(contacts), asOf: run)
        let rows = groups.map { group in
            PersonRow(
                person: group.person, campaigns: group.campaigns.count, opened: group.opened, clicked: group.clicked,
                firstCampaignAt: group.campaigns.compactMap { sentAt[$0] }.min(), lastOpenedAt: group.lastOpenedAt,
                lastClickedAt: group.lastClickedAt,
                attributes: group.contacts.compactMap { attributes[$0] }.max { $0.isOutdone(by: $1) })
        }
        return try await correctingTimes(of: rows, groups)
    }

    /// As of an earlier run, times may have been later than they are now. The journal says so of a few people, whose times are
    /// computed row by row.
    private func correctingTimes(of rows: [PersonRow], _ groups: [PersonGroup]) async throws -> [PersonRow] {
        guard let run else { return rows }
        let replay = try await store.replay(of: Array(Set(groups.flatMap(\.contacts))), since: run)
        let changed = Set(replay.times.keys.map(\.contactID))
        var result = rows
        for (index, group) in groups.enumerated() where !changed.isDisjoint(with: group.contacts) {
            let participations = try await store.participations(of: group.contacts, asOf: run)
                .filter { !excluding.contains($0.campaignID) }
            result[index].lastOpenedAt = participations.compactMap { $0.participant.occurredAt[.opened] }.max()
            result[index].lastClickedAt = participations.compactMap { $0.participant.occurredAt[.clicked] }.max()
        }
        return result
    }
}

/// One person, as ``PeoplePipeline/listing`` groups participants.
private struct PersonGroup: Sendable {
    var person: Person
    var campaigns: [CampaignID]
    /// Numbers of campaigns.
    var opened: Int
    var clicked: Int
    var contacts: [ContactID]
    var lastOpenedAt: Timestamp?
    var lastClickedAt: Timestamp?

    init(_ document: BSONDocument) throws(UnreadableValue) {
        person = try document.required("_id", \.string)
        campaigns = try document.strings("campaigns")
        opened = try document.required("opened", \.array).count
        clicked = try document.required("clicked", \.array).count
        contacts = try document.strings("contacts")
        lastOpenedAt = try document.optional("last_opened", \.timestamp)
        lastClickedAt = try document.optional("last_clicked", \.timestamp)
    }
}
