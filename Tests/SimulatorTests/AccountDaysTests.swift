import Engagement
import Testing

@testable import Simulator

/// What must be true of the account on every day, as it is of a real one.
@Suite struct AccountDaysTests {
    /// A fifth of the real account, because many days of it are computed.
    static let size = AccountSize(participants: 24_000, sentCampaigns: 24)
    static let days = (0...9).map { Account(size: size, day: $0) }

    @Test func engagementOnlyGrows() {
        for (before, after) in zip(Self.days, Self.days.dropFirst()) {
            for campaign in before.sentCampaigns {
                for kind in ReportKind.engagement {
                    let early = before.contacts(in: kind, of: campaign.id)
                    let late = after.contacts(in: kind, of: campaign.id)
                    #expect(
                        early.allSatisfy { late[$0.key] == $0.value }, "\(kind) of \(campaign.title), day \(after.day)")
                }
            }
        }
    }

    @Test func everyDayBringsSomething() throws {
        for (before, after) in zip(Self.days, Self.days.dropFirst()) {
            let old = Set(before.sentCampaigns.map(\.id))
            let new = after.sentCampaigns.filter { !old.contains($0.id) }
            #expect(new.count == (after.day % 3 == 1 ? 1 : 0), "day \(after.day)")
            let gained = before.sentCampaigns.reduce(0) { sum, campaign in
                sum + (after.counts(of: campaign.id)?.engaged ?? 0) - (before.counts(of: campaign.id)?.engaged ?? 0)
            }
            #expect(gained > 0, "day \(after.day) brings opens or clicks of known campaigns")
            #expect(after.events.changes.count > before.events.changes.count)
            #expect(after.events.deletions.count > before.events.deletions.count)
        }
        #expect(Self.days[1].truth.totals.counts.clicked > Self.days[0].truth.totals.counts.clicked)
        #expect(Self.days[9].truth.totals.counts.unsubscribed > Self.days[0].truth.totals.counts.unsubscribed)
    }

    @Test func someCampaignsAreSeenUnderWay() {
        let sending = Self.days.filter { account in account.campaigns.contains { $0.status == .sending } }.map(\.day)
        #expect(sending == [3, 9])
        let id = Self.days[3].campaigns.first { $0.status == .sending }?.id
        #expect(Self.days[4].sentCampaigns.contains { $0.id == id })
        let draft = Self.days[0].campaigns.first { campaign in
            campaign.status == .draft && Self.days[1].sentCampaigns.contains { $0.id == campaign.id }
        }
        #expect(draft != nil, "a draft of day 0 is sent on day 1")
    }

    @Test func advancingIsTheSameAsStartingLater() {
        var account = Account(size: Self.size)
        account.advance(days: 4)
        account.advance(days: 5)
        #expect(account.campaigns == Self.days[9].campaigns)
        #expect(account.truth == Self.days[9].truth)
    }

    @Test func secondsOfADayOnlyBringEngagement() {
        var account = Account(size: Self.size, day: 1)
        let before = account.truth
        account.advance(seconds: 8 * 3_600)
        let after = account.truth
        #expect(after.totals.counts.openedReported > before.totals.counts.openedReported)
        #expect(after.totals.counts.participants == before.totals.counts.participants)
        account.advance()
        #expect(account.truth == Account(size: Self.size, day: 2).truth)
    }

    @Test func nothingHappensBeforeSendingOrInTheFuture() {
        let account = Self.days[9]
        for campaign in account.sentCampaigns {
            let sentAt = campaign.sentAt?.seconds ?? 0
            for kind in ReportKind.allCases {
                let times = account.contacts(in: kind, of: campaign.id).values
                #expect(times.allSatisfy { $0.seconds >= sentAt && $0 <= account.now })
            }
        }
    }

    @Test func contactsBehaveConsistently() {
        let account = Self.days[9]
        var (clicksWithoutOpen, complaintsWithoutOpen, unsubscribesWithoutOpen, machineOpens) = (0, 0, 0, 0)
        for campaign in account.sentCampaigns {
            let sent = account.contacts(in: .sent, of: campaign.id)
            let opened = account.contacts(in: .opened, of: campaign.id)
            let bounced = account.contacts(in: .bounced, of: campaign.id)
            for kind in ReportKind.engagement {
                let ids = account.contacts(in: kind, of: campaign.id).keys
                #expect(ids.allSatisfy { sent[$0] != nil }, "only recipients have events")
            }
            #expect(opened.keys.allSatisfy { bounced[$0] == nil }, "a bounced contact opens nothing")
            for (id, time) in account.contacts(in: .clicked, of: campaign.id) {
                #expect(bounced[id] == nil)
                guard let open = opened[id] else { clicksWithoutOpen += 1; continue }
                #expect(open <= time, "a click comes after its open")
            }
            complaintsWithoutOpen += account.contacts(in: .complained, of: campaign.id).keys.count { opened[$0] == nil }
            unsubscribesWithoutOpen += account.contacts(in: .unsubscribed, of: campaign.id).keys.count {
                opened[$0] == nil
            }
            machineOpens += opened.count { id, time in sent[id].map { time.seconds - $0.seconds <= 20 } ?? false }
        }
        #expect(clicksWithoutOpen > 0)
        #expect(complaintsWithoutOpen > 0)
        #expect(unsubscribesWithoutOpen > 0)
        #expect((20...200).contains(machineOpens), "some opens come within seconds: \(machineOpens)")
    }

    @Test func nobodyGetsMailAfterLeaving() {
        let account = Self.days[9]
        var left: [ContactID: Timestamp] = [:]
        for campaign in account.sentCampaigns.reversed() {
            let sentAt = campaign.sentAt ?? account.now
            for id in account.contacts(in: .sent, of: campaign.id).keys {
                if let time = left[id] { #expect(time > sentAt, "\(id) had left") }
            }
            for kind in [ReportKind.unsubscribed, .complained] {
                for (id, time) in account.contacts(in: kind, of: campaign.id) { left[id] = min(time, left[id] ?? time) }
            }
        }
        #expect(left.count > 15)
    }

    @Test func contactsExistBeforeTheyGetMail() {
        let account = Self.days[9]
        let book = account.contacts
        for entry in account.entries where entry.campaign.status == .sent {
            let sentAt = entry.campaign.sentAt?.seconds ?? 0
            #expect(
                account.snapshot(of: entry).sent.allSatisfy { row in
                    book.createdAt(ContactKey(list: entry.list, contact: Int(row.contact))) < sentAt
                })
        }
    }

    /// As in a real account, nights are quiet, and most of a campaign's opens come early.
    @Test func opensFollowTheDayAndDecay() {
        let account = Self.days[0]
        var hours = Array(repeating: 0, count: 24)
        var ages: [Int64] = []
        for campaign in account.sentCampaigns.dropFirst(4) {
            for time in account.contacts(in: .opened, of: campaign.id).values {
                hours[Int(time.seconds / 3_600 % 24)] += 1
                ages.append(time.seconds - (campaign.sentAt?.seconds ?? 0))
            }
        }
        let night = hours[4...8].reduce(0, +)
        let day = hours[13...17].reduce(0, +)
        #expect(day > 6 * night, "\(hours)")
        let firstDay = Double(ages.count { $0 < 86_400 }) / Double(ages.count)
        #expect((0.6...0.9).contains(firstDay), "\(firstDay)")
        #expect(ages.contains { $0 > 7 * 86_400 })
    }

    /// A few people read nearly everything, most almost nothing.
    @Test func opensArePeopleNotDice() {
        let totals = AccountTests.truth.totals
        #expect(totals.engagedPeople < totals.counts.engaged * 3 / 4)
    }
}
