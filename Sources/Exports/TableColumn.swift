/// A column of a CSV, as the data package describes it.
package struct TableColumn: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case text
        /// `Yes` or `No`.
        case flag
        /// `2026-11-23T02:00:00Z`
        case time
        /// `2026-11-23`
        case date
        /// A whole number.
        case count
        /// 0…1
        case share
        /// `2026-11`
        case month
    }

    package var name: String
    package var kind: Kind
    /// A phrase for people; nil for custom fields, whose meaning only the account's owner knows.
    package var description: String?

    init(_ name: String, _ kind: Kind = .text, _ description: String? = nil) {
        self.name = name
        self.kind = kind
        self.description = description
    }
}
