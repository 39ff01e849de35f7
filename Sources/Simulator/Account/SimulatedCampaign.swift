/// The planned facts of a campaign, which are the same on every day.
struct SimulatedCampaign: Sendable {
    /// The number among all planned campaigns in order of sending; 0 is the oldest.
    let index: Int
    let list: Int
    /// The number among the campaigns of its list.
    let turn: Int
    /// Recipients: rows of its `sent` report.
    let size: Int
    let createdAt: Int64
    let sentAt: Int64
    /// The time by which the provider sorts its listing; nearly ``sentAt``.
    let listedAt: Int64
    /// The day on which it is sent; 0 for campaigns sent before.
    let day: Int
    let opened: Quota
    let clicked: Quota
    let softBounced: Quota

    /// How many contacts do something before day 0, whose totals are exact, and how many later.
    struct Quota: Sendable {
        var before = 0
        var later = 0
        var total: Int { before + later }
    }
}
