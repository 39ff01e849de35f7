package import Engagement

/// A single fact that a store keeps as a text under a name. Names never change: existing stores hold them.
package enum StoreNote: Hashable, Sendable {
    /// How far a list's contacts with one status have been read: an ISO 8601 time of the provider's clock.
    case contactsRead(list: ListID, status: String)
    /// What the newest reading of a campaign's links proves: a ``LinkCertificate`` as JSON.
    case linksRead(of: CampaignID)
    /// Present if a campaign has participants under ids made from imported addresses; the number of the run that made them.
    case importedParticipants(of: CampaignID)
    /// Present if a store with runs took a campaign over from the old scripts; the number of the run.
    case adoptedCampaign(CampaignID)
    /// Present if the published archive still shows somebody who was forgotten. The next render makes all of it anew, even
    /// if the command that should have done so was killed.
    case staleArchive
    /// Present while texts may still name somebody who was forgotten: from the first step of forgetting to the last.
    case pendingRedaction
    /// A mark of the key that the tombstones were made with.
    case tombstoneKey

    package var name: String {
        switch self {
        case .contactsRead(let list, let status): "contacts:\(list):\(status)"
        case .linksRead(let campaign): "links:\(campaign)"
        case .importedParticipants(let campaign): "imported:\(campaign)"
        case .adoptedCampaign(let campaign): "adopted:\(campaign)"
        case .staleArchive: "stale_archive"
        case .pendingRedaction: "pending_redaction"
        case .tombstoneKey: "tombstone_key"
        }
    }
}
