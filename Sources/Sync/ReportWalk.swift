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
        /// The report has far more contacts than the summary says, also after that was read once more.
        case unbounded
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
    /// Rows that could not be read, and the places of the first of them; of a resumed walk, those of its last part.
    private(set) var leftOut = 0
    private(set) var leftOutPlaces: [String] = []
    /// Contacts beyond which the walk is stopped.
    private var bound: Int
    private var hasReadSummaryAgain = false

    init(campaign: Campaign, kind: ReportKind, expected: Int?, context: SyncContext, buffer: CampaignBuffer) {
        self.campaign = campaign
        self.kind = kind
        self.expected = expected
        self.context = context
        self.buffer = buffer
        let source = context.source
        pages = Pages(pageSize: source.version.pageSize, patience: .until(rows: expected), id: \.contactID) {
            try await source.report(kind, of: campaign.id, after: $0, knowing: context.known)
        }
        reading = pages.makeAsyncIterator()
        bound = expected.map(Self.mostContacts) ?? context.unknownBound
    }

    /// Campaigns grow while they are read, but not so much.
    private static func mostContacts(_ expected: Int) -> Int { 2 * expected + 1_000 }

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
        (isResumed, forgotten, leftOut, leftOutPlaces) = (false, ContactSet(), 0, [])
        reading = pages.makeAsyncIterator()
        try await buffer.dropCheckpoint(of: kind)
        return try await walkToEnd()
    }

    private mutating func walkToEnd() async throws -> Ending {
        var ending: Pages<ReportRow>.Ending?
        while let page = try await reading.next() {
            try await merge(page)
            ending = page.ending
            if ending == nil, try await !isBounded() { return .unbounded }
        }
        return ending == .end ? .complete : .looped
    }

    /// False if the walk has more contacts than the summary allows, even when that has been read once more.
    private mutating func isBounded() async throws -> Bool {
        guard progress.seen.count > bound else { return true }
        guard !hasReadSummaryAgain else { return false }
        hasReadSummaryAgain = true
        do {
            let summary = try await context.source.summary(of: campaign.id)
            bound = max(bound, summary.count(of: kind).map(Self.mostContacts) ?? context.unknownBound)
        } catch let error as APIError where error.code != .keyRefused {
            return false
        }
        return progress.seen.count <= bound
    }

    private mutating func merge(_ page: Pages<ReportRow>.Element) async throws {
        var observed: [ObservedRow] = []
        observed.reserveCapacity(page.rows.count)
        for row in page.rows {
            // Nobody whose record was stored was forgotten.
            let verdict: ForgottenFilter.Verdict =
                row.isKnown ? .unknown : context.filter.verdict(contact: row.contactID, address: row.contact?.emailAddress)
            switch verdict {
            case .unknown:
                observed.append(observedRow(row))
            case .knownByID:
                forgotten.insert(row.contactID)
            case .knownByAddress:
                if forgotten.insert(row.contactID) { newlyForgottenIDs.append(row.contactID) }
            }
        }
        for part in page.leftOut {
            let sentence = part.sentence(page: progress.pages)
            if part.isRow {
                leftOut += 1
                if leftOutPlaces.count < 4 { leftOutPlaces.append(sentence) }
            } else {
                context.onEvent(.problem("“\(campaign.title)”, report \(kind.rawValue): \(sentence), and is not kept."))
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
            attributes: row.contact?.attributes(from: context.records), digest: row.isKnown ? nil : row.digest)
    }

    private func ending(after error: APIError) -> Ending {
        let isRefusal = [.notAvailable, .featureDisabled, .refused].contains(error.code)
        return isRefusal && progress.pages == 0 ? .unavailable(error) : .broken(error)
    }
}
