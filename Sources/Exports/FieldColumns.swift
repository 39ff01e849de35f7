import Engagement

/// The columns of an account's custom fields: one per tag, in order of the tags' UTF-8 bytes. `EmailAddress` is left out, as the
/// address has a column of its own. Spellings that the configuration joins share a column.
struct FieldColumns: Sendable {
    /// The tag under which the provider repeats a contact's address.
    static let addressTag: FieldTag = "EmailAddress"

    struct Column: Sendable {
        /// As in the header.
        var name: String
        /// The column's own tag first, then the others in order. The first that isn't blank fills the cell.
        var spellings: [FieldTag]
    }

    let columns: [Column]

    init(columns: [Column]) { self.columns = columns }

    /// - Parameters:
    ///   - tags: every tag of the account.
    ///   - aliases: from a spelling to the tag it is joined under.
    ///   - reserved: names of the columns before these. A tag that equals one of them, or is empty, gets `field_`
    ///     before it.
    init(tags: [FieldTag], aliases: [FieldTag: FieldTag], reserved: [String], privacy: Privacy) {
        var spellings: [FieldTag: [FieldTag]] = [:]
        for tag in Set(tags) where tag != Self.addressTag {
            let column = aliases[tag] ?? tag
            if privacy.publishes(tag, column: column) { spellings[column, default: []].append(tag) }
        }
        // Tags that equal no reserved name keep theirs; the others take a name that no tag has.
        var taken = Set(reserved).union(spellings.keys)
        columns = spellings.keys.sorted(by: utf8Less).map { tag in
            var name = tag
            if reserved.contains(tag) || tag.isEmpty {
                repeat { name = "field_" + name } while taken.contains(name)
                taken.insert(name)
            }
            let all = spellings[tag, default: []].sorted { $0 == tag || ($1 != tag && utf8Less($0, $1)) }
            return Column(name: name, spellings: all)
        }
    }

    var tableColumns: [TableColumn] { columns.map { TableColumn($0.name) } }

    /// A comma and a cell per column.
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
