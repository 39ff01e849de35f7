/// What of its contacts may leave the store, as the setting `privacy` spells it.
package enum PrivacyLevel: String, CaseIterable, Codable, Sendable {
    /// Addresses, contact ids and every field.
    case full
    /// Keyed ids in place of addresses and contact ids, and no field but the published ones.
    case pseudonyms
    /// No row of a contact at all.
    case aggregates
}
