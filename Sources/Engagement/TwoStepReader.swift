/// One pass in two steps: while the consumer uses a batch, the rows of the next one are made, and the page behind it is read. One
/// consumer reads a pass, so its calls never overlap.
final class TwoStepReader<Row: Sendable, Key: Sendable, Page: Sendable> {
    typealias ReadPage = (page: Page, last: Key?)

    private let read: @Sendable (Key?) async throws -> ReadPage
    private let makeRows: @Sendable (Page) async throws -> [Row]
    /// Nil before the first batch is asked for; their values are nil behind the last page.
    private var current: Task<ReadPage?, any Error>?
    private var next: Task<ReadPage?, any Error>?
    private var rows: Task<[Row]?, any Error>?

    init(read: @escaping @Sendable (Key?) async throws -> ReadPage, makeRows: @escaping @Sendable (Page) async throws -> [Row]) {
        self.read = read
        self.makeRows = makeRows
    }

    /// A consumer that stops early drops the reader, and with it what is under way.
    deinit {
        current?.cancel()
        next?.cancel()
        rows?.cancel()
    }

    func nextBatch() async throws -> [Row]? {
        while let batch = try await (rows ?? goOn()).value {
            goOn()
            if !batch.isEmpty { return batch }
        }
        return nil
    }

    /// Begins to make the rows of the page that was read ahead, and to read the one behind it.
    @discardableResult
    private func goOn() -> Task<[Row]?, any Error> {
        let page = next ?? Task { [read] in try await read(nil) }
        current = page
        next = Task { [read] in
            guard let last = try await page.value?.last else { return nil }
            return try await read(last)
        }
        let rows = Task { [makeRows] () -> [Row]? in
            guard let page = try await page.value?.page else { return nil }
            return try await makeRows(page)
        }
        self.rows = rows
        return rows
    }
}
