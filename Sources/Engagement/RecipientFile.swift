/// Recipients of one campaign by what they did, as files beside the campaign's page.
package enum RecipientFile: String, CaseIterable, Sendable {
    case openers, clickers
    case notOpened = "not-opened"
    case bounced

    /// The newest campaigns have these files; those of older ones are written by `octo-site export`.
    package static let newestCampaigns = 30

    package var filter: ParticipantQuery.Filter {
        switch self {
        case .openers: .opened
        case .clickers: .clicked
        case .notOpened: .unengaged
        case .bounced: .bounced
        }
    }

    /// “who opened it”, after the recipients.
    package var clause: String {
        switch self {
        case .openers: "who opened it"
        case .clickers: "who clicked a link in it"
        case .notOpened: "who did not open it, and to whom it did not bounce"
        case .bounced: "to whom it bounced"
        }
    }
}
