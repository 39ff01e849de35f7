/// How long ago a person last opened or clicked anything, in the steps by which lists are cleaned. Everybody is in exactly one
/// tier.
package enum RecencyTier: String, CaseIterable, Codable, Sendable, Hashable {
    /// Within 30 days.
    case days30 = "30"
    /// Within 90 days, but not within 30.
    case days90 = "90"
    /// Within 180 days, but not within 90.
    case days180 = "180"
    /// Longer ago, or at an unknown time, as nothing shows that it was recent. (The provider leaves out times older than 30 days
    /// on its free plan.)
    case older
    /// Never opened or clicked.
    case never

    /// - Parameter end: the end of the run that is shown, never the clock, so that the same store gives the same tiers.
    package init(of person: PersonRow, asOf end: Timestamp) {
        guard person.opened > 0 || person.clicked > 0 else {
            self = .never
            return
        }
        guard let last = person.lastEngagedAt else {
            self = .older
            return
        }
        let day: Int64 = 86_400
        switch end.seconds - last.seconds {
        case ...(30 * day): self = .days30
        case ...(90 * day): self = .days90
        case ...(180 * day): self = .days180
        default: self = .older
        }
    }
}
