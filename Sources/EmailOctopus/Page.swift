/// One page of a listing.
package struct Page<Row: Sendable>: Sendable {
    package var rows: [Row]
    /// The cursor of the next page; nil at the end. Opaque, and without the key.
    package var next: String?

    package init(rows: [Row], next: String? = nil) {
        self.rows = rows
        self.next = next
    }
}
