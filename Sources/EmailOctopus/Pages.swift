import Engagement

/// A listing from its first page to its last, page by page as they come. It always ends, and says why: some servers
/// lead in circles.
public struct Pages<Row: Sendable>: AsyncSequence, Sendable {
    public struct Element: Sendable {
        /// Those whose id no earlier page has brought: a campaign sent meanwhile shifts rows onto the next page.
        public var rows: [Row]
        /// Nil but for the last page.
        public var ending: Ending?
    }

    public enum Ending: Sendable {
        /// The provider named no further page.
        case end
        /// The provider named a page that was already read, or ``patience`` pages running brought nothing new.
        case loop
    }

    /// How many pages running may bring no new row.
    public static var patience: Int { 5 }

    private let id: @Sendable (Row) -> String
    private let fetch: @Sendable (String?) async throws -> Page<Row>

    /// - Parameters:
    public init(
        id: @escaping @Sendable (Row) -> String,
        fetch: @escaping @Sendable (_ cursor: String?) async throws -> Page<Row>
    ) {
        self.id = id
        self.fetch = fetch
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(pages: self) }

    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let pages: Pages
        private var cursor: String?
        private var hasEnded = false
        private var followed: Set<String> = []
        private var seen = ContactSet()
        private var idlePages = 0

        fileprivate init(pages: Pages) { self.pages = pages }

        public mutating func next() async throws -> Element? {
            guard !hasEnded else { return nil }
            let page = try await pages.fetch(cursor)
            let rows = page.rows.filter { seen.insert(pages.id($0)) }
            idlePages = rows.isEmpty ? idlePages + 1 : 0
            cursor = page.next
            let ending = ending(after: page.next)
            hasEnded = ending != nil
            return Element(rows: rows, ending: ending)
        }

        private mutating func ending(after next: String?) -> Ending? {
            guard let next else { return .end }
            return !followed.insert(next).inserted || idlePages >= Pages.patience ? .loop : nil
        }
    }
}
