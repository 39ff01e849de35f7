import Engagement

/// The cells of a contact, formatted once for all the rows that it has in a pass: an ordinary recipient was sent a dozen campaigns.
/// That is two thirds of what writing a CSV of a million participants costs.
///
/// Memory is bounded: once full, what is there stays, and other contacts' cells are formatted for each row. So are those of ids that
/// are no UUIDs.
final class ContactCells {
    /// Where cells are.
    struct Place {
        /// From the contact's id, or the person's, to its status.
        var first: Range<Int32>
        /// A comma and a cell for each field.
        var fields: Range<Int32>
    }

    /// Cells that are kept, and behind them those of one row that are not.
    private(set) var buffer = ByteBuffer()
    private var keptBytes = 0
    private let capacity: Int
    private var places: [ContactBits: Place] = [:]
    /// Rows of these need no record.
    let kept = KeptContacts()

    /// - Parameter capacity: bytes of cells that are kept.
    init(capacity: Int = 24 << 20) { self.capacity = capacity }

    /// - Parameter format: appends both parts, if they are not known; returns where the second one begins.
    /// - Returns: where the cells are until the next call.
    func cells(of row: ParticipantRow, format: (inout ByteBuffer) -> Int) -> Place {
        let key = ContactBits(uuid: row.participant.contactID)
        if let key, let place = places[key] { return place }
        buffer.cut(to: keptBytes)
        let middle = Int32(format(&buffer))
        let place = Place(first: Int32(keptBytes)..<middle, fields: middle..<Int32(buffer.count))
        if let key, buffer.count <= capacity {
            keptBytes = buffer.count
            places[key] = place
            kept.insert(row.participant.contactID)
        }
        return place
    }
}
