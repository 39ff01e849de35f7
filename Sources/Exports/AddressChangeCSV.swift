import Engagement

/// One row per contact: the address it had, and the one it has.
struct AddressChangeCSV: RowFormat {
    private let pseudonyms: Pseudonyms?

    init(_ settings: ExportSettings) { pseudonyms = settings.privacy.pseudonyms }

    var columns: [TableColumn] {
        pseudonyms == nil
            ? [
                TableColumn("contact_id", .text, "EmailOctopus' id of the contact"),
                TableColumn("old_email_address", .text, "As EmailOctopus spelled it before"),
                TableColumn("email_address", .text, "As EmailOctopus spells it now; blank where it gives none any more"),
            ]
            : [
                TableColumn("old_person_id", .text, "A keyed hash of the address before"),
                TableColumn("person_id", .text, "A keyed hash of the address now; blank where there is none any more"),
            ]
    }

    var primaryKey: [String] { pseudonyms == nil ? ["contact_id"] : [] }

    func append(_ change: AddressChange, to buffer: inout ByteBuffer) {
        if let pseudonyms {
            buffer.append(raw: pseudonyms.name(of: change.old, contact: change.contactID))
            buffer.append(ByteBuffer.comma)
            if change.new != nil { buffer.append(raw: pseudonyms.name(of: change.new, contact: change.contactID)) }
        } else {
            buffer.append(cell: change.contactID)
            buffer.append(ByteBuffer.comma)
            buffer.append(cell: change.old)
            buffer.append(ByteBuffer.comma)
            buffer.append(cell: change.new)
        }
        buffer.endRow()
    }
}
