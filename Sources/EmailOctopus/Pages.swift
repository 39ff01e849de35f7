package import Engagement

/// A listing, read page by page from its first page, or from a cursor, to its last. The reading always ends and says how,
/// although the links of some servers lead in circles.
package struct Pages<Row: Sendable>: AsyncSequence, Sendable {
    package struct Element: Sendable {
        /// All rows of the page.
        package var rows: [Row]
        /// The rows whose id is on no earlier page: a campaign that is sent meanwhile moves rows onto the next page.
        package var newRows: [Row]
        /// What of the page could not be taken over.
        package var leftOut: [LeftOut]
        /// The cursor of the next page, as the provider gives it; nil at the end.
        package var next: String?
        /// Nil for all pages but the last.
        package var ending: Ending?
    }

    /// How a reading ended.
    package enum Ending: Sendable {
        /// The provider named no further page.
        case end
        /// The link leads back behind a page that was shorter than the others (or, if it is the only one, shorter than asked
        /// for), as last pages are: most likely that was all.
        case circle
        /// The provider named a page that was already read, or too many pages running had nothing new, and nothing tells
        /// whether that was all: there may be rows to which no link leads.
        case loop
        /// There are far more rows than there can be; no further page was asked for.
        case unbounded
    }

    /// When pages that have no new row end a reading.
    package enum Patience: Sendable {
        /// After ``Pages/patience`` of them running.
        case short
        /// After ``Pages/patience`` of them running if so many rows are known to exist and have been read. Otherwise after a
        /// hundred of them, or twice as many as the other pages: a provider may lead back once and go on from there.
        case until(rows: Int?)
    }

    /// How far a reading has come.
    package struct Progress: Sendable {
        /// The distinct ids.
        package var seen: ContactSet
        package var pages: Int
        /// All rows, repeated ones included.
        package var rows: Int

        package init(seen: ContactSet = ContactSet(), pages: Int = 0, rows: Int = 0) {
            self.seen = seen
            self.pages = pages
            self.rows = rows
        }
    }

    /// The pages without a new row after which most readings end.
    package static var patience: Int { 5 }

    private let pageSize: Int
    private let patience: Patience
    private let limit: Int
    private let id: @Sendable (Row) -> String
    private let fetch: @Sendable (String?) async throws -> Page<Row>

    /// - Parameters:
    ///   - pageSize: rows that each page is asked for.
    ///   - limit: the distinct rows after which a reading ends as ``Ending/unbounded``.
    ///   - id: tells rows apart.
    ///   - fetch: asks for the first page, or for the one at a cursor.
    package init(
        pageSize: Int, patience: Patience = .short, limit: Int = .max, id: @escaping @Sendable (Row) -> String,
        fetch: @escaping @Sendable (_ cursor: String?) async throws -> Page<Row>
    ) {
        self.pageSize = pageSize
        self.patience = patience
        self.limit = limit
        self.id = id
        self.fetch = fetch
    }

    /// All rows of a listing, and what is missing of them.
    package struct Collected: Sendable {
        package var rows: [Row] = []
        package var ending = Ending.loop
        /// The places of rows that could not be read, and why.
        package var leftOut: [String] = []
        /// The places of values that are too large to be kept.
        package var oversized: [String] = []
        /// Why there may be more, if a link leads to where nothing can be asked for, or a page can't be read.
        package var problem: APIError?
    }

    /// Reads every row. A listing that leads in a loop is read once more, because a link may have been wrong only once.
    package func collect() async throws -> Collected {
        var (result, seen) = (Collected(), ContactSet())
        for _ in 1...2 where result.ending == .loop && result.problem == nil {
            var number = 0
            (result.leftOut, result.oversized) = ([], [])
            do {
                for try await page in self {
                    number += 1
                    result.rows += page.newRows.filter { seen.insert(id($0)) }
                    result.leftOut += page.leftOut.filter(\.isRow).map { $0.sentence(page: number) }
                    result.oversized += page.leftOut.filter { !$0.isRow }.map { $0.sentence(page: number) }
                    result.ending = page.ending ?? result.ending
                }
            } catch let error as APIError where number > 0 && (error.code == .foreignLink || error.code == .unreadable) {
                result.problem = error
            }
        }
        return result
    }

    package func makeAsyncIterator() -> AsyncIterator { makeAsyncIterator(after: nil, progress: Progress()) }

    /// Continues an earlier reading.
    /// - Parameter cursor: of the first page to read; nil for the listing's first page.
    package func makeAsyncIterator(after cursor: String?, progress: Progress) -> AsyncIterator {
        AsyncIterator(pages: self, cursor: cursor, progress: progress)
    }

    package struct AsyncIterator: AsyncIteratorProtocol, Sendable {
        package private(set) var progress: Progress
        private let pages: Pages
        private var cursor: String?
        private var hasEnded = false
        private var followed: Set<String>
        /// Why the next page can't be asked for.
        private var problem: APIError?
        /// Pages running without a new row.
        private var idlePages = 0
        /// The rows of each page that had a new one.
        private var lengths: [Int] = []

        fileprivate init(pages: Pages, cursor: String?, progress: Progress) {
            self.pages = pages
            self.cursor = cursor
            self.progress = progress
            followed = cursor.map { [$0] } ?? []
        }

        package mutating func next() async throws -> Element? {
            guard !hasEnded else { return nil }
            // The rows before it are known by now.
            if let problem { throw problem }
            let page = try await pages.fetch(cursor)
            let newRows = page.rows.filter { progress.seen.insert(pages.id($0)) }
            progress.pages += 1
            progress.rows += page.rows.count
            idlePages = newRows.isEmpty ? idlePages + 1 : 0
            if !newRows.isEmpty { lengths.append(page.rows.count) }
            (cursor, problem) = (page.next, page.problem)
            let ending = problem == nil ? ending(after: page.next) : nil
            hasEnded = ending != nil
            return Element(
                rows: page.rows, newRows: newRows, leftOut: page.leftOut, next: page.next, ending: ending)
        }

        private mutating func ending(after next: String?) -> Ending? {
            guard let next else { return .end }
            guard progress.seen.count <= pages.limit else { return .unbounded }
            guard !followed.insert(next).inserted || idlePages >= longestIdling else { return nil }
            // A provider may give fewer rows than asked for; then all its pages are as long as the first one.
            let full = lengths.count > 1 ? lengths.max() : pages.pageSize
            return lengths.last ?? 0 < full ?? 0 ? .circle : .loop
        }

        private var longestIdling: Int {
            switch pages.patience {
            case .short: Pages.patience
            case .until(let rows?) where progress.seen.count >= rows: Pages.patience
            case .until: Swift.max(100, 2 * (progress.pages - idlePages))
            }
        }
    }
}
