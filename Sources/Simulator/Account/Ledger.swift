/// All events of one campaign in order of time. The events up to a moment are the first rows of each report.
struct Ledger: Sendable {
    struct Row: Sendable {
        var contact: UInt32
        /// Milliseconds since the campaign was sent.
        var at: UInt32
        /// In ``bounced``, 1 for a hard bounce. In ``clicks``, the number of the link in the campaign.
        var detail: UInt32 = 0
    }

    /// One row a contact: its first event of the kind.
    var sent: [Row] = []
    var opened: [Row] = []
    var clicked: [Row] = []
    var bounced: [Row] = []
    var complained: [Row] = []
    var unsubscribed: [Row] = []
    /// One row an event: ``opened`` and ``clicked`` with the repeated events.
    var opens: [Row] = []
    var clicks: [Row] = []

    mutating func sort() {
        for path in [\Self.sent, \.opened, \.clicked, \.bounced, \.complained, \.unsubscribed, \.opens, \.clicks] {
            self[keyPath: path].sort { ($0.at, $0.contact) < ($1.at, $1.contact) }
        }
    }
}

extension [Ledger.Row] {
    /// How many rows there are up to a moment.
    func count(by elapsed: UInt32) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].at <= elapsed { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
