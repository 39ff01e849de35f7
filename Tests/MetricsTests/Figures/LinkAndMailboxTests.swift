import Engagement
import Testing

@testable import Metrics

@Suite("Links and mailbox providers")
struct LinkAndMailboxTests {
    // MARK: Links

    @Test(
        "links are grouped without the parameters that tell only campaigns or recipients apart",
        arguments: [
            ("https://a.example/x?utm_campaign=c27&utm_source=mail", "https://a.example/x"),
            ("https://a.example/x?id=3&UTM_Campaign=c27#top", "https://a.example/x?id=3#top"),
            ("https://a.example/x?b=1&mc_cid=12&a=2", "https://a.example/x?b=1&a=2"),
            ("https://a.example/x?mail={{EmailAddress}}", "https://a.example/x"),
            ("https://a.example/x?mail=%7B%7BEmailAddress%7d%7d&p=1", "https://a.example/x?p=1"),
            ("https://a.example/x?*|TAG|*=1&k=*%7CID%7C*", "https://a.example/x"),
            ("https://a.example/x?utm=1&automc_x=2", "https://a.example/x?utm=1&automc_x=2"),
            ("https://a.example/#?utm_source=x", "https://a.example/#?utm_source=x"),
            ("https://a.example/x?", "https://a.example/x"),
            ("mailto:a@example.org", "mailto:a@example.org"), ("", ""),
            ("https://a.example/cafe\u{301}", "https://a.example/caf\u{e9}"),
        ])
    func key(url: String, key: String) { #expect(Array(LinkAddress.key(of: url).unicodeScalars) == Array(key.unicodeScalars)) }

    @Test("clicks are summed over variants and campaigns; the rate over campaigns whose clicks are known")
    func groups() throws {
        func campaign(
            _ id: CampaignID, _ links: [(String, Int, Int)]?, _ change: (inout CampaignBuilder) -> Void = { _ in }
        ) -> MeasuredCampaign {
            CampaignBuilder(id, hoursAgo: 400).with {
                $0.links = links?.map { LinkClicks(url: $0.0, total: $0.1, unique: $0.2) }
                change(&$0)
            }.campaign
        }
        let campaigns = [
            campaign(
                "a",
                [
                    ("https://a.example/?utm_campaign=a", 10, 8), ("https://a.example/?utm_campaign=a2", 3, 3),
                    ("https://b.example/", 9, 9),
                ]),
            campaign("b", [("https://a.example/?utm_campaign=b", 5, 4)]) { $0.delivered = 500 },
            campaign("c", [("https://a.example/", 2, 2)]) { $0.refused = [.clicked] },
            campaign("d", [("https://a.example/", 100, 100)]) { $0.isExcluded = true }, campaign("e", nil),
        ]
        let groups = LinkGroup.groups(of: campaigns)
        #expect(groups.map(\.address) == ["https://a.example/", "https://b.example/"])
        #expect(
            groups[0].total == 20 && groups[0].unique == 17 && groups[0].campaigns == 3 && groups[0].rate == Rate(15, of: 1_500))
        #expect(groups[0].variants.map(\.unique) == [8, 4, 3, 2])
        #expect(LinkGroup.groups(of: campaigns[3])?.first?.unique == 100 && LinkGroup.groups(of: campaigns[4]) == nil)
    }

    // MARK: Mailbox providers

    private static func mailbox(_ domain: String, _ delivered: Int, opened: Int) -> MailboxMeasurement {
        MailboxMeasurement(
            domain: domain, counts: Counts(participants: delivered, sent: delivered, opened: opened, engaged: opened),
            openedIn7Days: opened, clickedIn7Days: 0)
    }

    @Test("providers with 50 delivered emails are named, the others are one row")
    func table() {
        let campaign = CampaignBuilder("a", hoursAgo: 400).with {
            $0.mailboxes = [
                Self.mailbox("a.example", 50, opened: 5), Self.mailbox("b.example", 49, opened: 1),
                Self.mailbox("c.example", 800, opened: 80),
            ]
        }
        let table = MailboxTable(campaign.measurement)
        #expect(table.rows.map(\.domain) == ["c.example", "a.example"] && table.otherDomains == 1)
        #expect(table.others?.delivered == 49 && table.withoutAddress == 101)
        let refused = campaign.with { $0.refused = [.opened] }
        #expect(MailboxTable([campaign, campaign, refused].campaigns).rows.map(\.counts.delivered) == [1_600, 100, 98])
    }

    /// Campaigns 10 and more days old; at a.example 10 of 100 opened, in the newest ones as given, newest first; a twentieth of all.
    private static func history(
        _ newest: [Int], count: Int = 14, whole: (Int) -> Int = { 50 + $0 % 5 }, delivered: Int = 100
    ) -> [MeasuredCampaign] {
        (0..<count).map { place in
            CampaignBuilder("m\(place)", hoursAgo: Double(10 + place) * 24).with {
                $0.opens = [0: whole(place)]
                $0.mailboxes = [
                    mailbox("a.example", delivered, opened: place < newest.count ? newest[place] : 10 + place % 3),
                    mailbox("b.example", 200, opened: 20 + place % 3),
                ]
            }.campaign
        }
    }

    private static func state(_ campaigns: [MeasuredCampaign], _ domain: String = "a.example") -> MailboxHealth.State? {
        MailboxHealth.all(campaigns).first { $0.domain == domain }?.state
    }

    @Test("below its usual in both of the last two campaigns, which as a whole are not")
    func health() throws {
        #expect(Self.state(Self.history([5, 5])) == .belowUsual && Self.state(Self.history([5, 5]), "b.example") == .usual)
        #expect(Self.state(Self.history([5, 10])) == .usual && Self.state(Self.history([10, 5])) == .usual)
        #expect(Self.state(Self.history([10, 10])) == .usual && Self.state(Self.history([40, 40])) == .usual)
        #expect(MailboxHealth.all(Self.history([5, 5])).map(\.domain) == ["a.example", "b.example"])
        let health = try #require(MailboxHealth.all(Self.history([4, 5])).first)
        #expect(
            health.latest.map(\.campaignID) == ["m1", "m0"] && health.latest.map(\.rate) == [Rate(5, of: 100), Rate(4, of: 100)])
        #expect(health.usual?.low == 0.1 && health.usual?.peers == 12)
        // Campaigns that as a whole lie below theirs are not the mailbox provider's doing.
        #expect(Self.state(Self.history([5, 5], whole: { $0 < 2 ? 5 : 50 + $0 % 5 })) == .usual)
        #expect(Self.state(Self.history([5, 5], whole: { $0 < 1 ? 5 : 50 + $0 % 5 })) == .usual)
    }

    @Test("it takes ten earlier campaigns with 50 delivered emails each, mature and known")
    func enough() {
        #expect(
            Self.state(Self.history([5, 5], count: 12)) == .belowUsual && Self.state(Self.history([5, 5], count: 11)) == .tooFew)
        #expect(
            Self.state(Self.history([5, 5], delivered: 50)) != nil && Self.state(Self.history([5, 5], delivered: 49)) == nil)
        let young = CampaignBuilder("young", hoursAgo: 100).with {
            $0.opens = [0: 50]; $0.mailboxes = [Self.mailbox("a.example", 100, opened: 10)]
        }
        #expect(Self.state(Self.history([5, 5]) + [young.campaign]) == .belowUsual)
        let refused = young.with {
            $0.sentAt = CampaignBuilder("", hoursAgo: 200).sentAt; $0.refused = [.opened]
        }
        #expect(Self.state(Self.history([5, 5]) + [refused.campaign]) == .belowUsual)
        let good = refused.with { $0.refused = [] }
        #expect(Self.state(Self.history([5, 5]) + [good.campaign]) == .usual)
    }
}
