import Engagement

/// A listing from its first page to its last, page by page as they come. It always ends, and says why: some servers
/// lead in circles.
package struct Pages<Row: Sendable>: AsyncSequence, Sendable {
    package struct Element: Sendable {
        /// Those whose id no earlier page has brought: a campaign sent meanwhile shifts rows onto the next page.
        package var rows: [Row]
        /// Nil but for the last page.
        package var ending: Ending?
    }

    package enum Ending: Sendable {
        /// The provider named no further page.
        case end
        /// It leads back behind a page that was shorter than the ones before (or, if it is the only one, than asked for), as last
        /// pages are: most likely that was all.
        case circle
        /// The provider named a page that was already read, or ``patience`` pages running brought nothing new, and nothing tells
        /// whether that was all: there may be rows to which no link leads.
        case loop
    }

    /// How many pages running may bring no new row.
    package static var patience: Int { 5 }

    private let fullPage: Int
    private let id: @Sendable (Row) -> String
    private let fetch: @Sendable (String?) async throws -> Page<Row>

    /// - Parameters:
    ///   - fullPage: rows that each page is asked for.
    ///   - id: what tells rows apart.
    package init(
        fullPage: Int = 100, id: @escaping @Sendable (Row) -> String,
        fetch: @escaping @Sendable (_ cursor: String?) async throws -> Page<Row>
    ) {
        self.fullPage = fullPage
        self.id = id
        self.fetch = fetch
    }

    /// Every row. A listing that leads in a circle is read once more, as a link may have been wrong only once.
    package func collect() async throws -> (rows: [Row], ending: Ending) {
        var (rows, seen, ending) = ([Row](), ContactSet(), Ending.loop)
        for _ in 1...2 where ending == .loop {
            for try await page in self {
                rows += page.rows.filter { seen.insert(id($0)) }
                ending = page.ending ?? ending
            }
        }
        return (rows, ending)
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(pages: self) }

    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let pages: Pages
        private var cursor: String?
        private var hasEnded = false
        private var followed: Set<String> = []
        private var seen = ContactSet()
        private var idlePages = 0
        /// Rows of each page that brought something new.
        private var lengths: [Int] = []

        fileprivate init(pages: Pages) { self.pages = pages }

        package mutating func next() async throws -> Element? {
            guard !hasEnded else { return nil }
            let page = try await pages.fetch(cursor)
            let rows = page.rows.filter { seen.insert(pages.id($0)) }
            idlePages = rows.isEmpty ? idlePages + 1 : 0
            if !rows.isEmpty { lengths.append(page.rows.count) }
            cursor = page.next
            let ending = ending(after: page.next)
            hasEnded = ending != nil
            return Element(rows: rows, ending: ending)
        }

        private mutating func ending(after next: String?) -> Ending? {
            guard let next else { return .end }
            guard !followed.insert(next).inserted || idlePages >= Pages.patience else { return nil }
            // A provider may give fewer rows than asked for; then its pages are all as long as the first one.
            let full = lengths.count > 1 ? lengths.max() : pages.fullPage
            return lengths.last ?? 0 < full ?? 0 ? .circle : .loop
        }
    }
}
