import Engagement
import TestSupport
import Testing

@testable import Metrics

@Suite("What is measured of people")
struct PeopleTests {
    private static let campaigns = (0..<6).map { number in
        var campaign = CampaignBuilder("c\(number)", hoursAgo: Double(240 - 24 * number))
        campaign.lists = [["a"], ["b"], ["a", "b"]][number % 3]
        return campaign
    }

    /// Contacts by UUIDs and by other texts, some of them without an address, some of them of one person.
    private static func rows(seed: UInt64) -> [ParticipantRow] {
        var random = SeededGenerator(seed: seed)
        return campaigns.flatMap { campaign in
            (0..<90).filter { _ in random.chance(70) }.map { number in
                var participant = Participant(
                    contactID: number % 5 == 0 ? "contact \(number)" : StoreSamples.contact(number),
                    firstReported: FirstReported(.sent, run: 1))
                for kind in ReportKind.allCases where random.chance(20) {
                    participant.firstReported[kind] = 1
                    participant.occurredAt[kind] = Timestamp(
                        seconds: CampaignBuilder.start.seconds - Int64(random.int(0...900_000)))
                }
                let address = number % 11 == 0 ? nil : "Person\(number % 60)@d\(number % 4).example"
                return ParticipantRow(
                    campaignID: campaign.id, participant: participant, attributes: Attributes(emailAddress: address, run: 1))
            }
        }
    }

    private static func measure(
        _ rows: [ParticipantRow], omittingRecords: Bool = false, atOnce: Int? = nil, remembering capacity: Int? = nil
    ) throws -> (AccountMeasurer, MeasuredPeople) {
        let measured = campaigns.map(\.campaign)
        var measurer = AccountMeasurer(measured.map(\.record), excluded: ["c4"])
        if let atOnce { measurer.participantsAtOnce = atOnce }
        if let capacity { measurer.memory = PersonMemory(capacity: capacity) }
        var omitted = 0
        for var row in rows {
            if omittingRecords, measurer.keptContacts.places(ofOthersIn: [row.participant.contactID]).isEmpty {
                row.attributes = nil
                omitted += 1
            }
            measurer.add(row)
        }
        #expect(!omittingRecords || omitted > 20)
        return (measurer, try measurer.people(of: measured, end: CampaignBuilder.start, in: .utc))
    }

    @Test(
        "comes out the same a part at a time, and with each contact's record only once", arguments: 1...5 as ClosedRange<UInt64>)
    func parts(seed: UInt64) throws {
        let rows = Self.rows(seed: seed)
        let (whole, people) = try Self.measure(rows)
        #expect(people.figures.count > 40)
        for (omittingRecords, atOnce, capacity) in [(false, 10, 5), (true, 1, 10), (true, 1_000, nil)] as [(Bool, Int, Int?)] {
            let (other, others) = try Self.measure(
                rows, omittingRecords: omittingRecords, atOnce: atOnce, remembering: capacity)
            #expect(other.campaigns == whole.campaigns)
            for campaign in Self.campaigns { #expect(other.rows(of: campaign.id) == whole.rows(of: campaign.id)) }
            #expect(others.summary == people.summary)
            #expect(others.audience.silentPeople == people.audience.silentPeople)
            #expect(others.audience.silentEmails == people.audience.silentEmails)
            #expect(others.audience.loyalPeople == people.audience.loyalPeople)
            for row in rows {
                guard let person = row.attributes?.person else { continue }
                #expect(try others.figures.figures(of: person) == people.figures.figures(of: person))
            }
        }
    }

    @Test("is kept as bytes that hold everything", arguments: 1...5 as ClosedRange<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let hash = ContactHash(of: "contact")
        let people = (0..<50).map { number -> (PersonHash, PersonFigures) in
            var figures = PersonFigures([])
            (figures.campaigns, figures.opened, figures.clicked) = (number, random.int(0...9), random.int(0...300))
            if random.chance(50) { figures.firstCampaignAt = Timestamp(seconds: -5) }
            if random.chance(50) { figures.lastOpenedAt = Timestamp(seconds: 1_767_225_600) }
            if random.chance(50) { figures.lastClickedAt = Timestamp(seconds: Int64(random.int(0...9))) }
            figures.contacts = (0..<random.int(0...3)).map { ContactHash(of: "\($0)") }
            figures.segments = Set(SegmentFile.allCases.filter { _ in random.chance(40) })
            var standing = ContactStanding(hash)
            standing.add(
                Participant(contactID: "", firstReported: FirstReported(.sent, run: 1)), lists: ["l\(number % 3)"], sentAt: nil)
            figures.memberships = Membership.all(of: [standing], at: Timestamp(seconds: 9))
            return (PersonHash("person\(number)@example.com"), figures)
        }.sorted { $0.0 < $1.0 }
        var all = PeopleFigures()
        for (person, figures) in people { all.append(person, figures) }
        for number in 0..<50 {
            let person = "person\(number)@example.com"
            #expect(try all.figures(of: person) == people.first { $0.0 == PersonHash(person) }?.1)
        }
        #expect(try all.figures(of: "nobody@example.com") == nil)
    }
}
