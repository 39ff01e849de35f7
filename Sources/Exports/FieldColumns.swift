import Basics
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
    ///   - conflicting: tags, folded, of which some contact held two different values under spellings that differ only in case. All
    ///     others share a column with the spellings that differ from them only in case.
    ///   - reserved: names of the columns before these. A tag that equals one of them, or shows nothing, gets `field_`
    ///     before it.
    init(
        tags: [FieldTag], aliases: [FieldTag: FieldTag], conflicting: Set<FieldTag>, reserved: [String], privacy: Privacy
    ) {
        var spellings: [FieldTag: [FieldTag]] = [:]
        let tags = Set(tags).subtracting([Self.addressTag])
        let names = Self.names(of: tags, aliases: aliases, conflicting: conflicting)
        for tag in tags {
            let column = names[tag] ?? tag
            if privacy.publishes(tag, column: column) { spellings[column, default: []].append(tag) }
        }
        // Tags that equal no reserved name keep theirs; the others take a name that no tag has.
        var taken = Set(reserved).union(spellings.keys)
        columns = spellings.keys.sorted(by: utf8Less).map { tag in
            var name = tag
            if reserved.contains(tag) || !tag.isVisible {
                repeat { name = "field_" + name } while taken.contains(name)
                taken.insert(name)
            }
            let all = spellings[tag, default: []].sorted { $0 == tag || ($1 != tag && utf8Less($0, $1)) }
            return Column(name: name, spellings: all)
        }
    }

    /// The tag whose column each tag shares. Of spellings that differ only in case it is the one that `field_aliases` names, else
    /// the first by its UTF-8 bytes.
    private static func names(
        of tags: Set<FieldTag>, aliases: [FieldTag: FieldTag], conflicting: Set<FieldTag>
    ) -> [FieldTag: FieldTag] {
        let named = Dictionary(uniqueKeysWithValues: tags.map { ($0, aliases[$0] ?? $0) })
        let chosen = Set(aliases.values)
        let families = Dictionary(grouping: Set(named.values), by: foldedTag).mapValues { family in
            family.sorted { left, right in
                let (first, second) = (chosen.contains(left), chosen.contains(right))
                return first == second ? utf8Less(left, right) : first
            }
        }
        return named.mapValues { column in
            let fold = foldedTag(column)
            return conflicting.contains(fold) ? column : families[fold]?.first ?? column
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
