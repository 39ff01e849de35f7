import EmailOctopus
import Engagement
import EngagementStore

/// Reads the lists' contacts in all statuses, because v2's report rows have no fields. After the first reading only changes are
/// asked for; a note of the store says since when.
struct ContactSync {
    let context: SyncContext
    let isFull: Bool

    static let statuses = ["subscribed", "unsubscribed", "pending"]

    /// Seconds before the newest record from which the next reading begins, by the provider's clock.
    private static let overlap: Int64 = 60
    /// If more rows than this are within the overlap (after a bulk import), they are not read again every night.
    private static let overlapRows = 90

    /// - Returns: the problems, a sentence each; the rows that were read are kept all the same.
    func run(_ lists: [ListedList]) async throws -> [String] {
        try await withThrowingTaskGroup(of: [String].self) { group in
            for list in lists {
                group.addTask {
                    var (changed, problems) = (0, [String]())
                    for status in Self.statuses {
                        let result = try await read(list, status: status)
                        changed += result.changed
                        if let problem = result.problem { problems.append(problem) }
                    }
                    context.onEvent(.contacts(list: list.list, changed: changed))
                    return problems
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func read(_ listed: ListedList, status: String) async throws -> (changed: Int, problem: String?) {
        let list = listed.list
        let note = StoreNote.contactsRead(list: list.id, status: status)
        let since = isFull ? nil : try await context.store.note(note).flatMap { Timestamp($0) }
        var progress = Progress(newest: since)
        let bound = listed.contacts[status].map { 2 * $0 + 1_000 } ?? context.unknownBound
        var places: [String] = []
        let pages = Pages<ListedContact>(pageSize: context.source.version.pageSize, limit: bound, id: \.id) {
            try await context.source.contacts(of: list.id, status: status, updatedSince: since, after: $0)
        }
        var ending: Pages<ListedContact>.Ending?
        do {
            for try await page in pages {
                progress.changed += try await merge(page.newRows)
                progress.add(page.newRows)
                places += lostRows(page.leftOut, page: progress.pages, of: list)
                ending = page.ending
            }
        } catch let error as APIError where error.code != .keyRefused {
            return (
                progress.changed,
                context.throttling.sentence(
                    error, "The contacts of the list “\(list.name)” could not all be read. \(error)")
            )
        }
        // Only a first reading has as many contacts as the list counts.
        let lacksCounted = ending == .circle && since == nil && progress.read < listed.contacts[status] ?? 0
        guard ending != .loop, !lacksCounted else {
            return (
                progress.changed,
                "The list “\(list.name)”, contacts that are \(status): \(Syncer.circle(after: progress.read))"
            )
        }
        guard ending != .unbounded else {
            return (
                progress.changed,
                "The list “\(list.name)”, contacts that are \(status): \(Syncer.endless(after: progress.read))"
            )
        }
        if let next = progress.nextSince, next != since {
            try await context.store.saveNote(note, next.iso8601)
        }
        guard !places.isEmpty else { return (progress.changed, nil) }
        return (progress.changed, "The list “\(list.name)”, contacts that are \(status): \(Syncer.leftOut(places))")
    }

    /// - Returns: the places of rows that could not be read. Values that are not kept are only said.
    private func lostRows(_ leftOut: [LeftOut], page: Int, of list: ContactList) -> [String] {
        for part in leftOut where !part.isRow {
            context.onEvent(.problem("The list “\(list.name)”: \(part.sentence(page: page)), and is not kept."))
        }
        return leftOut.filter(\.isRow).map { $0.sentence(page: page) }
    }

    private func merge(_ rows: [ListedContact]) async throws -> Int {
        var (contacts, returned): ([ContactRecord], [ContactID]) = ([], [])
        for row in rows {
            switch context.filter.verdict(contact: row.id, address: row.details.emailAddress) {
            case .unknown: contacts.append(ContactRecord(id: row.id, attributes: row.details.attributes(run: context.run)))
            case .knownByID: continue
            case .knownByAddress: returned.append(row.id)
            }
        }
        if !returned.isEmpty {
            _ = try await context.store.forget(returned, tombstones: returned.map(context.filter.tombstone(ofContact:)))
        }
        guard !contacts.isEmpty else { return 0 }
        let batch = MergeBatch(run: context.run, campaignID: nil, contacts: contacts)
        return try await context.store.merge(batch).changedContacts
    }

    /// How far the reading has come, by the provider's clock.
    private struct Progress {
        var changed = 0
        private(set) var read = 0
        private(set) var pages = 0
        var newest: Timestamp?
        private var recent: [Int64] = []

        init(newest: Timestamp?) { self.newest = newest }

        mutating func add(_ rows: [ListedContact]) {
            read += rows.count
            pages += 1
            for time in rows.lazy.compactMap(\.details.lastUpdatedAt) {
                if time.seconds > (newest?.seconds ?? .min) { newest = time }
                recent.append(time.seconds)
            }
            let overlapStart = (newest?.seconds ?? 0) - ContactSync.overlap
            recent.removeAll { $0 < overlapStart }
            if recent.count > 2 * ContactSync.overlapRows { recent.removeFirst(recent.count - 2 * ContactSync.overlapRows) }
        }

        /// The time from which the next run asks for changes.
        var nextSince: Timestamp? {
            guard let newest else { return nil }
            let offset = recent.count > ContactSync.overlapRows ? 1 : -ContactSync.overlap
            return recent.isEmpty ? newest : Timestamp(seconds: newest.seconds + offset)
        }
    }
}
