import Engagement

/// The cells of a contact, formatted once for all the rows that it has in a pass: an ordinary recipient was sent a dozen campaigns.
/// That is a third of what writing the CSVs costs.
///
/// Memory is bounded: once full, what is there stays, and other contacts' cells are formatted for each row.
final class ContactCells {
    private static let capacity = 16_384

    struct Cells {
        /// What they were made of: a contact whose record has changed gets new ones.
        fileprivate var attributes: Attributes?
        /// From the contact's id, or the person's, to its status.
        var first = ByteBuffer()
        /// A comma and a cell for each field.
        var fields = ByteBuffer()
    }

    private var known: [ContactID: Cells] = [:]

    /// - Parameter format: makes the cells, if they are not known.
    func cells(of row: ParticipantRow, format: (inout Cells) -> Void) -> Cells {
        let contact = row.participant.contactID
        // Equality is fast: rows of one contact share the storage of its fields.
        if let cells = known[contact], cells.attributes == row.attributes { return cells }
        var cells = Cells(attributes: row.attributes)
        format(&cells)
        if known.count < Self.capacity { known[contact] = cells }
        return cells
    }
}
