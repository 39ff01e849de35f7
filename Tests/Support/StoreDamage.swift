/// A kind of row that a test damages behind a store's back, so that no version of octo-site can read it.
package enum StoreDamage: String, CaseIterable, Sendable {
    case run, reconciliation, campaign, list, contact, participant, journal, certificate
    case openWalk, tombstone, forgottenCount, acceptedDifference

    /// The damaged value.
    package static let value = "odd"
}
