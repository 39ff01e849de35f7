import Engagement

/// The plan of the whole account, computed once from seed and size: when each campaign is sent, to which list, and how many
/// contacts do what. It takes little memory for an account of any size; rows are derived from it when they are asked for.
struct AccountPlan: Sendable {
    /// 2026-11-01T06:00:00Z: the account's day 0. Never the wall clock, so that every run sees the same account.
    static let start: Int64 = 1_793_512_800
    /// The last planned day; later days bring no new campaign.
    static let lastDay = 400

    let mixer: Mixer
    let size: AccountSize
    let campaigns: [SimulatedCampaign]
    let lists: [ListPlan]
    /// Sent campaigns of day 0 come first in ``campaigns``.
    var initialCampaigns: Int { size.sentCampaigns }

    init(seed: UInt64, size: AccountSize) {
        let mixer = Mixer(seed: seed)
        self.mixer = mixer
        self.size = size
        var draft = PlanDraft(mixer: mixer, size: size)
        draft.schedule()
        draft.settleListSizes()
        draft.settleCampaignSizes()
        draft.settleQuotas()
        let lists = draft.makeLists()
        self.lists = lists
        campaigns = draft.makeCampaigns()
    }

    static func now(onDay day: Int) -> Int64 { start + Int64(day) * 86_400 }

    /// True for a day with a new campaign: day 1 and every third day after it.
    static func bringsCampaign(day: Int) -> Bool { day >= 1 && day <= lastDay && day % 3 == 1 }

    /// True if the campaign of that day is listed as `sending` the day before.
    static func isSeenSending(day: Int) -> Bool { day % 6 == 4 }

    /// When a contact leaves its list, in seconds since its last campaign was sent.
    func exitDelay(of contact: Int, in list: ListPlan) -> Int64 {
        let exit = list.exits[contact]
        let campaign = campaigns[exit.campaign]
        guard exit.kind != .hardBounce else { return 3 + Int64(mixer.below(600, .exitDelay, list.index, contact)) }
        let age = max(0, Self.start - campaign.sentAt)
        let passed = DecayCurve.share(by: Double(age))
        let part = mixer.unit(.exit, list.index, contact)
        let share = exit.isLater ? passed + part * (1 - passed) : part * passed
        // Not within the first minute: the first opens are machines', and machines neither unsubscribe nor complain.
        let delay = max(60, Int64(DecayCurve.seconds(at: max(share, 0.08))))
        return exit.isLater ? max(delay, age + 60) : min(delay, age - 60)
    }

    func exitTime(of contact: Int, in list: ListPlan) -> Int64 {
        campaigns[list.exits[contact].campaign].sentAt + exitDelay(of: contact, in: list)
    }
}
