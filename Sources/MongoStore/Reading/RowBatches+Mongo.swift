import Engagement

extension RowBatches {
    /// Batches that a reader of its own makes for each pass; nil ends it, empty ones are passed over.
    static func paging(_ makePager: @escaping @Sendable () -> some Pager<Row>) -> RowBatches {
        RowBatches {
            let pager = makePager()
            return { try await pager.next() }
        }
    }
}

/// Remembers how far a pass over the rows has come.
protocol Pager<Row>: Actor {
    associatedtype Row: Sendable
    /// The next rows; nil at the end.
    func next() async throws -> [Row]?
}
