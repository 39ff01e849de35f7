/// The size of an account on day 0.
package struct AccountSize: Hashable, Sendable {
    /// Rows of all `sent` reports together; exact.
    package var participants: Int
    package var sentCampaigns: Int
    package var drafts: Int
    /// Campaigns whose sending failed (`error`).
    package var failed: Int
    package var lists: Int
    /// About how many contacts the lists hold together; some people are on two lists.
    package var contacts: Int

    /// - Parameter contacts: about a tenth of the participants if nil; increased if campaigns would not fit into their lists.
    package init(
        participants: Int = 129_483, sentCampaigns: Int = 69, drafts: Int = 3, failed: Int = 1, lists: Int = 5,
        contacts: Int? = nil
    ) {
        precondition(
            sentCampaigns > 0 && lists > 0 && participants >= sentCampaigns, "an account has lists and sent campaigns")
        self.participants = participants
        self.sentCampaigns = sentCampaigns
        self.drafts = drafts
        self.failed = failed
        self.lists = lists
        self.contacts = contacts ?? participants * 12_480 / 129_483
    }

    /// The size of the account that octo-site was made for: 69 sent campaigns, 129,483 participants, about 12,300
    /// people.
    package static let real = AccountSize()

    /// A few thousand participants: enough for every feature of an account, and few enough for a test.
    package static let small = AccountSize(participants: 3_000, sentCampaigns: 12, lists: 3)
}
