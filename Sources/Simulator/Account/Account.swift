package import Engagement

/// One simulated EmailOctopus account: a value that is the same for the same seed, size and day on any machine, and does not
/// read the clock. Nothing is stored: a campaign's rows are computed when they are asked for.
///
/// The account moves through *days*. On day 0 it has exactly what ``size`` says. Each further day brings opens, clicks,
/// bounces, unsubscribes and complaints of recent campaigns, changed and deleted contacts, and (on day 1 and every third day
/// after it) a new campaign, which may be listed as `sending` the day before. Engagement only grows.
///
/// The whole target is a second, independent reading of the provider's documentation. It imports neither `EmailOctopus` nor
/// `HTTP`, although it needs similar things: cursors, a page size, a rate limit, status words. A simulator that shared them
/// with the client would agree with each of the client's misreadings; as it is, a misreading on either side fails a test.
/// So this knowledge exists twice on purpose. Shared are only the values of `Engagement`, which tests compare, and the text
/// functions of `Basics`.
package struct Account: Sendable {
    package static let defaultSeed: UInt64 = 8

    package let seed: UInt64
    package let size: AccountSize
    package private(set) var day: Int
    /// Seconds of the current day that have passed; part of ``now``.
    package private(set) var secondsIntoDay: Int64 = 0

    let plan: AccountPlan
    let ledgers: LedgerCache
    private(set) var events: DayEvents
    /// In the provider's order: newest first, except one pair.
    private(set) var entries: [CampaignEntry] = []
    private(set) var places: [CampaignID: Int] = [:]

    package init(seed: UInt64 = Account.defaultSeed, size: AccountSize = .real, day: Int = 0) {
        self.seed = seed
        self.size = size
        self.day = 0
        plan = AccountPlan(seed: seed, size: size)
        ledgers = LedgerCache(plan: plan)
        events = DayEvents(plan)
        advance(days: day)
    }

    /// The account's current time: 2026-11-01T06:00:00Z on day 0, and 24 hours more on each further day.
    package var now: Timestamp { Timestamp(seconds: AccountPlan.now(onDay: day) + secondsIntoDay) }

    /// Lets days pass.
    package mutating func advance(days: Int = 1) {
        precondition(days >= 0, "an account's time moves forward only")
        for _ in 0..<days {
            day += 1
            secondsIntoDay = 0
            events.pass(day: day, plan)
        }
        list()
    }

    /// Lets seconds of the day pass, at most eight hours. They bring opens and clicks of recent campaigns, and nothing else.
    package mutating func advance(seconds: Int) {
        precondition(seconds >= 0, "an account's time moves forward only")
        // The later hours belong to the next day, because new campaigns are sent in them.
        secondsIntoDay = min(secondsIntoDay + Int64(seconds), 8 * 3_600)
    }

    private mutating func list() {
        let moment = AccountPlan.now(onDay: day)
        entries = CampaignEntry.unsent(plan)
        for campaign in plan.campaigns {
            if campaign.sentAt <= moment {
                entries.append(CampaignEntry(campaign, in: plan, status: .sent))
            } else if campaign.day == day + 1 {
                let isSending = AccountPlan.isSeenSending(day: campaign.day)
                guard isSending || size.drafts > 0 else { continue }
                entries.append(CampaignEntry(campaign, in: plan, status: isSending ? .sending : .draft))
            }
        }
        entries.sort { ($0.listedAt, $0.campaign.id) > ($1.listedAt, $1.campaign.id) }
        places = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.campaign.id, $0) })
    }

    // MARK: - Campaigns and lists

    /// Every campaign in the provider's order, drafts included.
    package var campaigns: [Campaign] { entries.map(\.campaign) }

    /// The campaigns that have reports, in the provider's order.
    package var sentCampaigns: [Campaign] { campaigns.filter { $0.status == .sent } }

    package var lists: [ContactList] {
        plan.lists.map { list in
            ContactList(
                id: CampaignEntry.listID(list.index, plan.mixer), name: Vocabulary.listName(list.index),
                fieldTags: ["EmailAddress"] + FieldSchema.fields(ofList: list.index).map(\.tag))
        }
    }

    var contacts: ContactBook { ContactBook(plan: plan, events: events, now: now.seconds) }

    func entry(_ id: CampaignID) -> CampaignEntry? { places[id].map { entries[$0] } }
}
