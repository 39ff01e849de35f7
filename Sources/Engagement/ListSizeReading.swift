/// How many contacts a list held when a run read it. A reading that failed is none: it is left out, never kept as 0.
package struct ListSizeReading: Hashable, Sendable, Codable {
    package var listID: ListID
    package var run: RunNumber
    /// The start of the run.
    package var at: Timestamp
    package var pending: Int
    package var subscribed: Int
    package var unsubscribed: Int

    package init(listID: ListID, run: RunNumber, at: Timestamp, pending: Int, subscribed: Int, unsubscribed: Int) {
        self.listID = listID
        self.run = run
        self.at = at
        self.pending = pending
        self.subscribed = subscribed
        self.unsubscribed = unsubscribed
    }
}
