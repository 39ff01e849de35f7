/// One page of a listing.
package struct Page<Row: Sendable>: Sendable {
    package var rows: [Row]
    /// The cursor of the next page; nil at the end. Opaque, and without the key.
    package var next: String?
    /// What of the page could not be taken over.
    package var leftOut: [LeftOut]
    /// Why the next page can't be asked for, if there is one and its link leads nowhere; ``next`` is nil then.
    package var problem: APIError?

    package init(rows: [Row], next: String? = nil, leftOut: [LeftOut] = [], problem: APIError? = nil) {
        self.rows = rows
        self.next = next
        self.leftOut = leftOut
        self.problem = problem
    }
}
