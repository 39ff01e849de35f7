import EmailOctopus
import Engagement
import EngagementStore

/// Reads one report from its first page, or from where an earlier run broke off, to its last. Knows when it goes round in circles.
struct ReportWalk {
    let campaign: Campaign
    let kind: ReportKind
    let run: RunNumber
    /// What the summary promised before the walk; nil without one.
    let expected: Int?
    let source: any ReportSource
    let buffer: CampaignBuffer
    let filter: ForgottenFilter
    let onPage: @Sendable (_ rows: Int) -> Void

    private(set) var seen = ContactSet()
    private(set) var forgotten = ContactSet()
    /// Contacts known to be forgotten by their address only, under an id that has no tombstone yet.
    private(set) var newlyForgottenIDs: [ContactID] = []
    private(set) var pages = 0
    private(set) var rows = 0
    private(set) var isResumed = false
    /// Pages running that brought no contact the walk had not seen.
    private var stalePages = 0

    init(
        campaign: Campaign, kind: ReportKind, run: RunNumber, expected: Int?, source: any ReportSource, buffer: CampaignBuffer,
        filter: ForgottenFilter, onPage: @escaping @Sendable (Int) -> Void
    ) {
        self.campaign = campaign
        self.kind = kind
        self.run = run
        self.expected = expected
        self.source = source
        self.buffer = buffer
        self.filter = filter
        self.onPage = onPage
    }

    /// How a walk came to stand still.
    enum Ending {
        case complete
        /// In a circle; whether it has seen everything is for the summary to say.
        case looped
        /// The provider refuses the report from its first page on, in its own words; asking again would change nothing.
        case unavailable(APIError)
        case broken(String)
    }

    /// After so many pages running without a new contact a walk that has all it should is at its end …
    private static let patience = 5
    /// … and any other walks in circles whose links never repeat. A provider may well lead back once and go on from there.
    private var hopelessPages: Int { max(100, 2 * (pages - stalePages)) }

    /// Walks. What was found is in the buffer, whatever the ending.
    /// - Throws: ``StoreError``, `CancellationError`, and ``APIError`` if the key is refused; other failures of the provider's are
    ///   endings.
    mutating func walk(resuming open: OpenWalk?) async throws -> Ending {
        var cursor: String?
        if let open {
            (cursor, seen, pages, rows, isResumed) = (open.cursor, open.seen, open.pages, open.rows, true)
        } else {
            try await startAnew()
        }
        var followed: Set<String> = []
        if let cursor { followed.insert(cursor) }
        while true {
            let page: Page<ReportRow>
            do {
                page = try await source.report(kind, of: campaign.id, after: cursor)
            } catch let error as APIError where error.code != .keyRefused {
                if isResumed, cursor == open?.cursor, error.code == .refused || error.code == .notAvailable {
                    try await startAnew()
                    (cursor, followed) = (nil, [])
                    continue
                }
                return ending(of: error)
            }
            let fresh = try await take(page)
            stalePages = fresh == 0 ? stalePages + 1 : 0
            guard let next = page.next else { return .complete }
            guard followed.insert(next).inserted else { return .looped }
            if stalePages >= Self.patience, let expected, seen.count >= expected { return .looped }
            if stalePages >= hopelessPages { return .looped }
            cursor = next
        }
    }

    /// True if the walk has as many distinct contacts as the summary says.
    func hasAll(of expectedAfter: Int?) -> Bool {
        guard let goal = expectedAfter ?? expected else { return false }
        return seen.count >= goal
    }

    private mutating func startAnew() async throws {
        seen = ContactSet()
        forgotten = ContactSet()
        (pages, rows, isResumed, stalePages) = (0, 0, false, 0)
        try await buffer.dropCheckpoint(of: kind)
    }

    /// Merges a page; the answer is how many of its contacts this walk had not seen.
    private mutating func take(_ page: Page<ReportRow>) async throws -> Int {
        var sightings: [Sighting] = []
        sightings.reserveCapacity(page.rows.count)
        var news = ContactSet()
        for row in page.rows {
            if seen.insert(row.contactID) { news.insert(row.contactID) }
            switch filter.verdict(contact: row.contactID, address: row.contact?.emailAddress) {
            case .unknown:
                sightings.append(sighting(of: row))
            case .knownByID:
                forgotten.insert(row.contactID)
            case .knownByAddress:
                if forgotten.insert(row.contactID) { newlyForgottenIDs.append(row.contactID) }
            }
        }
        pages += 1
        rows += page.rows.count
        try await buffer.add(
            sightings,
            checkpoint: .init(kind: kind, cursor: page.next, pages: pages, rows: rows, seen: news))
        onPage(page.rows.count)
        return news.count
    }

    private func sighting(of row: ReportRow) -> Sighting {
        Sighting(
            participant: Participant(
                contactID: row.contactID, firstReported: FirstReported(kind, run: run),
                occurredAt: OccurredAt(kind, at: row.occurredAt)),
            attributes: row.contact?.attributes(run: run))
    }

    private func ending(of error: APIError) -> Ending {
        let isRefusal = [.notAvailable, .featureDisabled, .refused].contains(error.code)
        return isRefusal && pages == 0 ? .unavailable(error) : .broken(error.description)
    }
}
