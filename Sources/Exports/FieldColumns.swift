import Engagement

/// The columns of an account's custom fields: one for every tag, in order of its UTF-8 bytes, `EmailAddress` left
/// out, as the address has a column of its own. Spellings that were declared to mean the same share a column.
struct FieldColumns: Sendable {
    /// The tag under which the provider repeats a contact's address.
    static let addressTag: FieldTag = "EmailAddress"

    struct Column: Sendable {
        /// As the header says it.
        var name: String
        /// The column's own tag first, then the others in order; the first that isn't blank gives the cell.
        var spellings: [FieldTag]
    }

    let columns: [Column]

    init(columns: [Column]) { self.columns = columns }

    /// - Parameters:
    ///   - tags: every tag of the account.
    ///   - aliases: from a spelling to the tag it is joined under.
    ///   - reserved: names of the columns before these; a tag that clashes with one gets `field_` before it.
    init(tags: [FieldTag], aliases: [FieldTag: FieldTag], reserved: [String], privacy: Privacy) {
        var spellings: [FieldTag: [FieldTag]] = [:]
        for tag in Set(tags) where tag != Self.addressTag {
            let column = aliases[tag] ?? tag
            if privacy.publishes(tag, column: column) { spellings[column, default: []].append(tag) }
        }
        // Tags that clash with nothing keep their names; those that clash take what is still free.
        var taken = Set(reserved).union(spellings.keys)
        columns = spellings.keys.sorted(by: utf8Less).map { tag in
            var name = tag
            if reserved.contains(tag) {
                repeat { name = "field_" + name } while taken.contains(name)
                taken.insert(name)
            }
            let all = spellings[tag, default: []].sorted { $0 == tag || ($1 != tag && utf8Less($0, $1)) }
            return Column(name: name, spellings: all)
        }
    }

    var tableColumns: [TableColumn] { columns.map { TableColumn($0.name) } }

    /// A comma and a cell for every column.
    func append(_ fields: [FieldTag: FieldValue]?, to buffer: inout ByteBuffer) {
        guard let fields, !fields.isEmpty else {
            for _ in columns { buffer.append(ByteBuffer.comma) }
            return
        }
        for column in columns {
            buffer.append(ByteBuffer.comma)
            for spelling in column.spellings {
                guard let value = fields[spelling], !value.isBlank else { continue }
                buffer.append(cell: value)
                break
            }
        }
    }
}

extension FieldValue {
    /// Nothing to see in a cell.
    var isBlank: Bool {
        switch self {
        case .text(let text): text.isEmpty
        case .list(let items): items.isEmpty
        case .null: true
        default: false
        }
    }
}
