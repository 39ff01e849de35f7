import Engagement
import Testing

@testable import Metrics

/// Who of a list may be mailed again, each reason not to by itself.
@Suite("Segments")
struct SegmentTests {
    private static let day: Int64 = 86_400
    private static let end = CampaignBuilder.start
    private static let person = "ann@example.com"

    /// Ten campaigns to one list, ten days apart, the newest ten days old.
    private static let campaigns = (0..<10).map { index in
        CampaignBuilder("c\(index)", hoursAgo: Double((10 - index) * 240)).with {
            $0.lists = ["a"]
            $0.opens = [1: 100]
        }
    }

    private static func ago(_ days: Int64) -> Timestamp { Timestamp(seconds: end.seconds - days * day) }

    private static func row(
        _ campaign: CampaignID, _ reports: [ReportKind: Timestamp?], contact: ContactID = "x", address: String = "Ann@example.com"
    ) -> ParticipantRow {
        var participant = Participant(contactID: contact, firstReported: FirstReported())
        for (kind, time) in reports {
            participant.firstReported[kind] = 1
            participant.occurredAt[kind] = time
        }
        return ParticipantRow(
            campaignID: campaign, participant: participant, attributes: Attributes(emailAddress: address, run: 1))
    }

    /// Everything was sent to the contact, which opened the newest campaign, and what is given besides.
    private static func rows(_ changes: [CampaignID: [ReportKind: Timestamp?]]) -> [ParticipantRow] {
        campaigns.map { campaign in
            var reports: [ReportKind: Timestamp?] = [.sent: nil]
            if campaign.id == "c9" { reports[.opened] = campaign.sentAt }
            reports.merge(changes[campaign.id] ?? [:]) { $1 }
            return row(campaign.id, reports)
        }
    }

    private func segments(
        _ rows: [ParticipantRow], _ campaigns: [CampaignBuilder] = campaigns, list: ListID = "a"
    ) throws -> Set<SegmentFile>? {
        let measured = campaigns.map(\.campaign)
        var measurer = AccountMeasurer(measured.map(\.record), excluded: Set(measured.filter(\.isExcluded).map(\.id)))
        // Those of one campaign follow each other.
        _ = try measurer.add(rows.sorted { $0.campaignID < $1.campaignID })
        _ = try measurer.finish()
        let people = try measurer.people(of: measured, end: Self.end, in: .utc)
        guard let person = try people.figures.figures(of: Self.person) else { return nil }
        return person.memberships.contains { $0.list == list } ? person.segments : nil
    }

    @Test("Who opened of late is active, and nothing else")
    func active() throws { #expect(try segments(Self.rows([:])) == [.active]) }

    @Test("Who ever unsubscribed from a campaign to the list, or complained about one, is in no segment")
    func left() throws {
        for kind in [ReportKind.unsubscribed, .complained] {
            #expect(try segments(Self.rows(["c0": [kind: Self.ago(99)]])) == nil)
            #expect(try segments(Self.rows(["c0": [kind: nil]])) == nil, "without a time")
        }
    }

    @Test("A bounce of the last 180 days keeps out, also where later mail got through; an older one with later mail does not")
    func bounces() throws {
        #expect(try segments(Self.rows(["c0": [.bounced: Self.ago(100)]])) == nil)
        #expect(try segments(Self.rows(["c0": [.bounced: nil]])) == nil, "by the campaign's time")
        let old = CampaignBuilder("old", hoursAgo: 24 * 181).with { $0.lists = ["a"] }
        let bounced = Self.row("old", [.sent: nil, .bounced: Self.ago(181)])
        #expect(try segments(Self.rows([:]) + [bounced], Self.campaigns + [old]) == [.active])
        let recent = Self.row("old", [.sent: nil, .bounced: Self.ago(179)])
        #expect(try segments(Self.rows([:]) + [recent], Self.campaigns + [old]) == nil)
    }

    @Test("An old bounce is hard until mail gets through")
    func hardBounces() throws {
        let earlier = CampaignBuilder("earlier", hoursAgo: 24 * 400).with {
            $0.lists = ["a"]
            $0.opens = [1: 100]
        }
        let old = CampaignBuilder("old", hoursAgo: 24 * 300).with { $0.lists = ["a"] }
        let other = CampaignBuilder("other", hoursAgo: 24 * 20).with { $0.lists = ["b"] }
        let campaigns = [earlier, old, other]
        let rows = [
            Self.row("earlier", [.sent: nil, .opened: Self.ago(399)]), Self.row("old", [.sent: nil, .bounced: nil]),
            Self.row("other", [.sent: nil, .opened: Self.ago(19)], contact: "y"),
        ]
        #expect(try segments(rows, campaigns) == nil)
        #expect(try segments(rows, campaigns, list: "b") == [.active], "it bounced to another list's contact")
    }

    @Test("What happened on another list does not keep out; what may have happened on this one does")
    func lists() throws {
        let other = CampaignBuilder("other", hoursAgo: 24 * 20).with { $0.lists = ["b"] }
        let left = Self.row("other", [.sent: nil, .unsubscribed: nil], contact: "y")
        #expect(try segments(Self.rows([:]) + [left], Self.campaigns + [other]) == [.active])
        #expect(try segments(Self.rows([:]) + [left], Self.campaigns + [other], list: "b") == nil)
        let both = CampaignBuilder("both", hoursAgo: 24 * 20).with { $0.lists = ["a", "b"] }
        let maybe = Self.row("both", [.sent: nil, .unsubscribed: nil], contact: "y")
        #expect(try segments(Self.rows([:]) + [maybe], Self.campaigns + [both]) == nil)
    }

    @Test("A contact whose list can't be told is a member of none")
    func unknownList() throws {
        let both = CampaignBuilder("both", hoursAgo: 24 * 20).with { $0.lists = ["a", "b"] }
        let row = Self.row("both", [.sent: nil, .opened: Self.ago(19)])
        #expect(try segments([row], [both]) == nil && segments([row], [both], list: "b") == nil)
        let one = CampaignBuilder("one", hoursAgo: 24 * 15).with { $0.lists = ["b"] }
        #expect(try segments([row, Self.row("one", [.sent: nil])], [both, one], list: "b") == [.active])
    }

    @Test(
        "Lapsing is from 91 to 180 days, dormant is longer ago or undated",
        arguments: [
            (90, SegmentFile.active), (91, .lapsing), (180, .lapsing), (181, .dormant), (nil, .dormant),
        ] as [(Int64?, SegmentFile)])
    func ages(days: Int64?, expected: SegmentFile) throws {
        let first = CampaignBuilder("first", hoursAgo: 24 * 200).with {
            $0.lists = ["a"]
            $0.opens = [1: 100]
        }
        let last = CampaignBuilder("last", hoursAgo: 24 * 10).with { $0.lists = ["a"] }
        let rows = [Self.row("first", [.sent: nil, .opened: days.map(Self.ago)]), Self.row("last", [.sent: nil])]
        #expect(try segments(rows, [first, last]) == [expected])
        // Sent nothing for 180 days, a person is no audience.
        #expect(try segments([rows[0]], [first, last]) == nil)
    }

    @Test("Six campaigns with open tracking must have reached who never engaged")
    func neverEngaged() throws {
        let rows = Self.campaigns.map { Self.row($0.id, [.sent: nil]) }
        #expect(try segments(rows) == [.neverEngaged])
        #expect(try segments(Array(rows.prefix(6))) == [.neverEngaged])
        #expect(try segments(Array(rows.prefix(5))) == nil)
        let untracked = Self.campaigns.map { campaign in campaign.with { $0.refused = [.opened] } }
        #expect(try segments(rows, untracked) == nil)
        let young = Self.campaigns.prefix(5) + [CampaignBuilder("c9", hoursAgo: 100).with { $0.lists = ["a"] }]
        #expect(try segments(Array(rows.prefix(5)) + [rows[9]], Array(young)) == nil)
    }

    @Test("Loyal is at least half of the last ten, of at least five")
    func loyal() throws {
        let opening = { (count: Int, opened: Int) in
            Self.campaigns.suffix(count).enumerated().map { index, campaign in
                Self.row(campaign.id, index < opened ? [.sent: nil, .opened: campaign.sentAt] : [.sent: nil])
            }
        }
        #expect(try segments(opening(10, 5))?.contains(.loyal) == true)
        #expect(try segments(opening(10, 4))?.contains(.loyal) == false)
        #expect(try segments(opening(5, 3))?.contains(.loyal) == true)
        #expect(try segments(opening(4, 4))?.contains(.loyal) == false)
    }

    @Test("Excluded campaigns count for nobody, but whoever left through one has left")
    func excluded() throws {
        let campaigns = Self.campaigns.map { campaign in campaign.with { $0.isExcluded = $0.id == "c9" } }
        #expect(try segments(Self.rows([:]), campaigns) == [.neverEngaged])
        #expect(try segments(Self.rows(["c9": [.unsubscribed: nil]]), campaigns) == nil)
    }
}
