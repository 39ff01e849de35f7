import Engagement

/// One row a contact, as EmailOctopus imports it: the address, then the fields of the list by their tags.
///
/// A value that a spreadsheet would take for a formula is left blank: an apostrophe before it would change the field.
struct SegmentCSV: RowFormat {
    private static let address = "Email address"
    private let tags: [FieldTag]

    init(_ list: ContactList) {
        let tags = Set(list.fieldTags).subtracting([FieldColumns.addressTag, Self.address, ""])
        self.tags = tags.filter { ByteBuffer.guarded($0) == $0 }.sorted(by: utf8Less)
    }

    var columns: [TableColumn] {
        [TableColumn(Self.address, .text, "As EmailOctopus spells it")] + tags.map { TableColumn($0) }
    }

    var primaryKey: [String] { [Self.address] }

    func append(_ row: SegmentRow, to buffer: inout ByteBuffer) {
        buffer.append(cell: row.address)
        for tag in tags {
            buffer.append(ByteBuffer.comma)
            guard let value = row.fields[tag], ByteBuffer.guarded(value.text) == value.text else { continue }
            buffer.append(cell: value)
        }
        buffer.endRow()
    }
}
