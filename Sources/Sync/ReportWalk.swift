import EmailOctopus
import Engagement
import EngagementStore

/// Reads one report to its last page, from its first or from the one at which an earlier run stopped, and merges its rows.
struct ReportWalk {
    /// How a walk ended.
    enum Ending {
        case complete
        /// The provider's links lead in a circle; the summary tells whether the walk has read everything.
        case looped
        /// The provider refuses the report from its first page on. Asking again would change nothing.
        case unavailable(APIError)
        case broken(APIError)
    }

    let campaign: Campaign
    let kind: ReportKind
    /// The summary's count before the walk; nil without a summary.
    let expected: Int?
    private let context: SyncContext
    private let buffer: CampaignBuffer
    private let pages: Pages<ReportRow>
    private var reading: Pages<ReportRow>.AsyncIterator

    private(set) var forgotten = ContactSet()
    /// Contacts that only their address shows to be forgotten; their id has no tombstone yet.
    private(set) var newlyForgottenIDs: [ContactID] = []
    private(set) var isResumed = false

    init(campaign: Campaign, kind: ReportKind, expected: Int?, context: SyncContext, buffer: CampaignBuffer) {
        self.campaign = campaign
        self.kind = kind
        self.expected = expected
        self.context = context
        self.buffer = buffer
        let source = context.source
        pages = Pages(pageSize: source.version.pageSize, patience: .until(rows: expected), id: \.contactID) {
            try await source.report(kind, of: campaign.id, after: $0)
        }
        reading = pages.makeAsyncIterator()
    }

    /// What the walk has read, over all its parts if it was resumed.
    var progress: Pages<ReportRow>.Progress { reading.progress }

    /// True if the walk has as many distinct contacts as the summary says.
    func hasAll(of expectedAfter: Int?) -> Bool {
        guard let goal = expectedAfter ?? expected else { return false }
        return progress.seen.count >= goal
    }

    /// Walks. Whatever the ending, the rows that were read are in the buffer.
    /// - Throws: ``StoreError``, `CancellationError`, and ``APIError`` if the key is refused; other failures of the provider are
    ///   endings.
    mutating func walk(resuming open: OpenWalk?) async throws -> Ending {
        do {
            guard let open else { return try await walkFromStart() }
            isResumed = true
            reading = pages.makeAsyncIterator(
                after: open.cursor, progress: .init(seen: open.seen, pages: open.pages, rows: open.rows))
            do {
                return try await walkToEnd()
            } catch let error as APIError
                where (error.code == .refused || error.code == .notAvailable) && progress.pages == open.pages
            {
                // The provider no longer accepts the cursor.
                return try await walkFromStart()
            }
        } catch let error as APIError where error.code != .keyRefused {
            return ending(after: error)
        }
    }

    private mutating func walkFromStart() async throws -> Ending {
        (isResumed, forgotten) = (false, ContactSet())
        reading = pages.makeAsyncIterator()
        try await buffer.dropCheckpoint(of: kind)
        return try await walkToEnd()
    }

    private mutating func walkToEnd() async throws -> Ending {
        var ending: Pages<ReportRow>.Ending?
        while let page = try await reading.next() {
            try await merge(page)
            ending = page.ending
        }
        return ending == .end ? .complete : .looped
    }

    private mutating func merge(_ page: Pages<ReportRow>.Element) async throws {
        var observed: [ObservedRow] = []
        observed.reserveCapacity(page.rows.count)
        for row in page.rows {
            switch context.filter.verdict(contact: row.contactID, address: row.contact?.emailAddress) {
            case .unknown:
                observed.append(observedRow(row))
            case .knownByID:
                forgotten.insert(row.contactID)
            case .knownByAddress:
                if forgotten.insert(row.contactID) { newlyForgottenIDs.append(row.contactID) }
            }
        }
        var newContacts = ContactSet()
        for row in page.newRows { newContacts.insert(row.contactID) }
        try await buffer.add(
            observed,
            checkpoint: .init(kind: kind, cursor: page.next, pages: progress.pages, rows: progress.rows, seen: newContacts))
        context.onEvent(.page(campaign, kind, rows: page.rows.count))
    }

    private func observedRow(_ row: ReportRow) -> ObservedRow {
        ObservedRow(
            participant: Participant(
                contactID: row.contactID, firstReported: FirstReported(kind, run: context.run),
                occurredAt: OccurredAt(kind, at: row.occurredAt)),
            attributes: row.contact?.attributes(run: context.run))
    }

    private func ending(after error: APIError) -> Ending {
        let isRefusal = [.notAvailable, .featureDisabled, .refused].contains(error.code)
        return isRefusal && progress.pages == 0 ? .unavailable(error) : .broken(error)
    }
}
