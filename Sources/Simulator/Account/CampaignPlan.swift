/// What is fixed about a campaign from the start, whenever it is looked at.
struct CampaignPlan: Sendable {
    /// Place among all planned campaigns in order of sending; 0 is the oldest.
    let index: Int
    let list: Int
    /// Place among the campaigns of its list.
    let turn: Int
    /// Recipients: rows of its `sent` report.
    let size: Int
    let createdAt: Int64
    let sentAt: Int64
    /// What the provider sorts its listing by; nearly ``sentAt``.
    let listedAt: Int64
    /// The first day of the account on which it is sent; 0 for those of the start.
    let day: Int
    let opened: Quota
    let clicked: Quota
    let softBounced: Quota

    /// How many contacts do something before the account's day 0, so that its totals are exact, and how many later.
    struct Quota: Sendable {
        var before = 0
        var later = 0
        var total: Int { before + later }
    }
}

/// How a contact leaves its list; each leaves at most once, and gets nothing afterwards.
struct Exit: Sendable {
    enum Kind: UInt8, Sendable { case hardBounce, unsubscribe, complaint }
    let campaign: Int
    let kind: Kind
    /// True if it happens after day 0.
    let isLater: Bool
    /// True if the contact opened the mail it left by.
    let opens: Bool
}
