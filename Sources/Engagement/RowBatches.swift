/// Rows in batches, read as the consumer asks for them: memory holds one batch, however many rows the store has.
package struct RowBatches<Row: Sendable>: AsyncSequence, Sendable {
    package typealias Element = [Row]
    private let makeIterator: @Sendable () -> AsyncIterator

    /// - Parameter makeNext: called once a pass; its result returns the next batch, or nil at the end.
    package init(_ makeNext: @escaping @Sendable () -> () async throws -> [Row]?) {
        makeIterator = { AsyncIterator(pull: makeNext()) }
    }

    /// No rows.
    package static var empty: RowBatches { RowBatches { { nil } } }

    /// Keyset paging: each batch is read by itself, from behind the last key of the one before. No transaction or cursor
    /// stays open between two batches, however slowly they are consumed.
    /// - Parameters:
    ///   - readsAhead: true if the next batch is read while the consumer uses the current one.
    ///   - next: reads the batch behind a key (nil: the first batch), and returns the key to continue from; nil as a key
    ///     ends the pass. Empty batches are skipped.
    package init<Key: Sendable>(
        after _: Key.Type, readsAhead: Bool = false,
        next: @escaping @Sendable (Key?) async throws -> (rows: [Row], last: Key?)
    ) {
        self.init {
            let reader = KeysetReader(readsAhead: readsAhead, next: next)
            return { try await reader.nextBatch() }
        }
    }

    /// Keyset paging in two steps that overlap: while the consumer uses a batch, the rows of the next one are made, and the page
    /// behind it is read.
    /// - Parameters:
    ///   - page: reads the page behind a key (nil: the first page), and returns the key to continue from; nil as a key ends
    ///     the pass.
    ///   - rows: makes the rows of a page. Empty batches are skipped.
    package init<Key: Sendable, Page: Sendable>(
        after _: Key.Type, page: @escaping @Sendable (Key?) async throws -> (page: Page, last: Key?),
        rows: @escaping @Sendable (Page) async throws -> [Row]
    ) {
        self.init {
            let reader = TwoStepReader(read: page, makeRows: rows)
            return { try await reader.nextBatch() }
        }
    }

    /// Keyset paging over rows that each carry their key.
    /// - Parameters:
    ///   - pageSize: the number of rows in a batch.
    ///   - page: reads at most `limit` rows behind a key, in order of the keys; fewer rows are the last ones.
    package init<Key: Sendable>(
        pageSize: Int, key: @escaping @Sendable (Row) -> Key,
        page: @escaping @Sendable (_ last: Key?, _ limit: Int) async throws -> [Row]
    ) {
        self.init(after: Key.self) { last in
            let rows = try await page(last, pageSize)
            return (rows, rows.count < pageSize ? nil : rows.last.map(key))
        }
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        let pull: () async throws -> [Row]?
        package mutating func next() async throws -> [Row]? { try await pull() }
    }

    package func makeAsyncIterator() -> AsyncIterator { makeIterator() }

    /// Rows that follow each other and have the same key as one row each; a group is whole, wherever a batch ended.
    package func grouped<Key: Equatable & SendableMetatype>(by key: @escaping @Sendable (Row) -> Key) -> RowBatches<[Row]> {
        RowBatches<[Row]> {
            let rows = makeIterator()
            var rest: [Row] = []
            var last: Key?
            return {
                guard let batch = try await rows.pull() else {
                    defer { rest = [] }
                    return rest.isEmpty ? nil : [rest]
                }
                var groups: [[Row]] = []
                for row in batch {
                    let own = key(row)
                    if !rest.isEmpty, own != last {
                        groups.append(rest)
                        rest = []
                    }
                    rest.append(row)
                    last = own
                }
                return groups
            }
        }
    }

    /// The same batches with any number of other rows in place of each row.
    package func flatMap<Other>(_ others: @escaping @Sendable (Row) throws -> [Other]) -> RowBatches<Other> {
        RowBatches<Other> {
            let rows = makeIterator()
            return { try await rows.pull()?.flatMap(others) }
        }
    }

    /// The same batches with only the rows that satisfy a condition.
    package func filter(_ isIncluded: @escaping @Sendable (Row) -> Bool) -> RowBatches {
        RowBatches {
            let rows = makeIterator()
            return { try await rows.pull()?.filter(isIncluded) }
        }
    }
}

/// How far one pass has come. One consumer reads a pass, so its calls never overlap.
private final class KeysetReader<Row: Sendable, Key: Sendable> {
    typealias Page = (rows: [Row], last: Key?)

    private let readsAhead: Bool
    private let next: @Sendable (Key?) async throws -> Page
    private var last: Key?
    private var isAtEnd = false
    private var ahead: Task<Page, any Error>?

    init(readsAhead: Bool, next: @escaping @Sendable (Key?) async throws -> Page) {
        self.readsAhead = readsAhead
        self.next = next
    }

    /// A consumer that stops early drops the reader, and with it what is being read ahead.
    deinit { ahead?.cancel() }

    func nextBatch() async throws -> [Row]? {
        while !isAtEnd {
            let page = try await nextPage()
            last = page.last
            isAtEnd = page.last == nil
            if !page.rows.isEmpty { return page.rows }
        }
        return nil
    }

    private func nextPage() async throws -> Page {
        guard readsAhead else { return try await next(last) }
        let page = try await (ahead ?? reading(behind: last)).value
        ahead = page.last.map(reading)
        return page
    }

    private func reading(behind key: Key?) -> Task<Page, any Error> { Task { [next] in try await next(key) } }
}
