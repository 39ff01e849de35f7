package import Engagement

/// What may leave the store of its contacts: a ``PrivacyLevel`` with what it needs.
package enum Privacy: Hashable, Sendable {
    /// Addresses, contact ids and every field.
    case full
    /// `person_id` in place of address and contact id (see ``Pseudonyms``), and no field but the published ones.
    case pseudonyms(Pseudonyms, publishedFields: Set<FieldTag>)
    /// No row of a contact at all.
    case aggregates

    /// Whether a field may be published, by its own spelling or by that of the column it shares.
    func publishes(_ spelling: FieldTag, column: FieldTag) -> Bool {
        switch self {
        case .full: true
        case .pseudonyms(_, let published):
            spelling != FieldColumns.addressTag && (published.contains(spelling) || published.contains(column))
        case .aggregates: false
        }
    }

    var pseudonyms: Pseudonyms? {
        if case .pseudonyms(let pseudonyms, _) = self { pseudonyms } else { nil }
    }
}
