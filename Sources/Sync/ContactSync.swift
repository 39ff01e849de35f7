import EmailOctopus
import Engagement
import EngagementStore

/// Reads the lists' contacts in all statuses, because v2's report rows have no fields. After the first reading only changes are
/// asked for; a note of the store says since when.
struct ContactSync {
    let context: SyncContext
    let isFull: Bool

    static let statuses = ["subscribed", "unsubscribed", "pending"]

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
        let since = isFull ? nil : try await mark(note)
        var progress = Progress()
        let bound = listed.contacts[status].map { 2 * $0 + 1_000 } ?? context.unknownBound
        var places: [String] = []
        let pages = Pages<ListedContact>(pageSize: context.source.version.pageSize, limit: bound, id: \.id) {
            try await context.source.contacts(of: list.id, status: status, updatedSince: since, after: $0)
        }
        var ending: Pages<ListedContact>.Ending?
        do {
            for try await page in pages {
                progress.changed += try await merge(page.newRows)
                progress.add(page.newRows, upTo: context.records.startedAt)
                places += lostRows(page.leftOut, page: progress.pages, of: list)
                ending = page.ending
            }
        } catch let error as APIError where error.code != .keyRefused {
            return (
                progress.changed,
                context.throttling.sentence(
                    error, "The contacts of the list “\(list.title)” could not all be read. \(error)")
            )
        }
        // Only a first reading has as many contacts as the list counts.
        let lacksCounted = ending == .circle && since == nil && progress.read < listed.contacts[status] ?? 0
        guard ending != .loop, !lacksCounted else {
            return (
                progress.changed,
                "The list “\(list.title)”, contacts that are \(status): \(Syncer.circle(after: progress.read))"
            )
        }
        guard ending != .unbounded else {
            return (
                progress.changed,
                "The list “\(list.title)”, contacts that are \(status): \(Syncer.endless(after: progress.read))"
            )
        }
        if let next = progress.mark(after: since, of: context.records), next != since {
            try await context.store.saveNote(note, next.iso8601)
        }
        guard !places.isEmpty else { return (progress.changed, nil) }
        return (progress.changed, "The list “\(list.title)”, contacts that are \(status): \(Syncer.leftOut(places))")
    }

    /// - Returns: the places of rows that could not be read. Values that are not kept are only said.
    private func lostRows(_ leftOut: [LeftOut], page: Int, of list: ContactList) -> [String] {
        for part in leftOut where !part.isRow {
            context.onEvent(.problem("The list “\(list.title)”: \(part.sentence(page: page)), and is not kept."))
        }
        return leftOut.filter(\.isRow).map { $0.sentence(page: page) }
    }

    /// The time from which changes are asked for. One after the start of the run, of a clock that was set back since, is none.
    private func mark(_ note: StoreNote) async throws -> Timestamp? {
        let mark = try await context.store.note(note).flatMap { Timestamp($0) }
        guard let mark, let start = context.records.startedAt else { return mark }
        return mark > start ? nil : mark
    }

    private func merge(_ rows: [ListedContact]) async throws -> Int {
        var (contacts, returned): ([ContactRecord], [ContactID]) = ([], [])
        for row in rows {
            switch context.filter.verdict(contact: row.id, address: row.details?.emailAddress) {
            case .unknown:
                // A contact without details says nothing, not even that it has no address: a report's row may give it.
                guard let details = row.details else { continue }
                contacts.append(ContactRecord(id: row.id, attributes: details.attributes(from: context.records)))
            case .knownByID: continue
            case .knownByAddress: returned.append(row.id)
            }
        }
        if !returned.isEmpty {
            _ = try await context.store.forget(returned, tombstones: returned.map(context.filter.tombstone(ofContact:)))
            context.known.removeAll()
        }
        guard !contacts.isEmpty else { return 0 }
        let batch = MergeBatch(run: context.run, campaignID: nil, contacts: contacts)
        return try await context.store.merge(batch).changedContacts
    }

    /// How far a reading has come.
    private struct Progress {
        var changed = 0
        private(set) var read = 0
        private(set) var pages = 0
        /// The latest stamp of a record, by the provider's clock. One that lies beyond the run's start by more than two clocks
        /// differ is wrong, and tells nothing.
        private var newest: Timestamp?

        /// A second is read whole by a run that begins so many seconds after it; both clocks may differ a little.
        private static let patience: Int64 = 60

        /// - Parameter start: of the run.
        mutating func add(_ rows: [ListedContact], upTo start: Timestamp?) {
            read += rows.count
            pages += 1
            let stamps = rows.compactMap(\.details?.lastUpdatedAt)
                .filter { stamp in start.map { stamp.seconds <= $0.seconds + Self.patience } ?? true }
            newest = ([newest] + stamps).compactMap { $0 }.max()
        }

        /// The time from which the next run asks for changes: the newest second, as others may have changed in it after it was
        /// read, or the one after it. Never later than the start of this run: what changes after the start may be missing here.
        ///
        /// - Parameters:
        ///   - earlier: the time from which this run asked.
        func mark(after earlier: Timestamp?, of source: RecordSource) -> Timestamp? {
            guard let start = source.startedAt, let newest = [newest, earlier].compactMap({ $0 }).max(), self.newest != nil
            else { return earlier }
            let mark = min(newest, start)
            return start.seconds - mark.seconds >= Self.patience ? Timestamp(seconds: mark.seconds + 1) : mark
        }
    }
}
