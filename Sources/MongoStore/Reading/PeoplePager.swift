import Engagement

/// Everybody with an address, in order. The server groups and sorts once, and the result is read bit by bit.
actor PeoplePager: Pager {
    private let store: MongoStore
    private let run: RunNumber?
    private let excluding: Set<CampaignID>
    private var cursor: MongoCursor?
    private var sentAt: [CampaignID: Timestamp] = [:]

    init(_ store: MongoStore, asOf run: RunNumber?, excluding: Set<CampaignID>) {
        self.store = store
        self.run = run
        self.excluding = excluding
    }

    func next() async throws -> [PersonRow]? {
        let groups = try await open().next(MongoStore.chunk)
        guard !groups.isEmpty else { return nil }
        let contacts = groups.map { group in
            (group["contacts"]?.array ?? []).compactMap(\.string)
        }
        let attributes = try await store.attributes(of: Array(Set(contacts.joined())), asOf: run)
        let rows = zip(groups, contacts).compactMap { group, contacts -> PersonRow? in
            guard let person = group["_id"]?.string else { return nil }
            let campaigns = (group["campaigns"]?.array ?? []).compactMap(\.string)
            return PersonRow(
                person: person, campaigns: campaigns.count, opened: group["opened"]?.array?.count ?? 0,
                clicked: group["clicked"]?.array?.count ?? 0, firstCampaignAt: campaigns.compactMap { sentAt[$0] }.min(),
                lastOpenedAt: group["last_opened"]?.timestamp, lastClickedAt: group["last_clicked"]?.timestamp,
                attributes: contacts.compactMap { attributes[$0] }.reduce(nil) { $0?.joined(with: $1) ?? $1 })
        }
        return try await store.correctingTimes(of: rows, contacts: contacts, asOf: run, excluding: excluding)
    }

    private func open() async throws -> MongoCursor {
        if let cursor { return cursor }
        sentAt = try await store.campaigns().reduce(into: [:]) { $0[$1.id] = $1.campaign.sentAt }
        let pipeline = try await store.peoplePipeline(asOf: run, excluding: excluding)
        let opened = try await store.connection.openCursor(.participants, pipeline.listing)
        cursor = opened
        return opened
    }
}
