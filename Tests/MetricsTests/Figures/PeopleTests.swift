import Basics
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

    private struct Measured {
        var campaigns: [CampaignID: CampaignMeasurement]
        var people: MeasuredPeople
        var parts: [MeasuredPart]
    }

    private static func measure(
        _ rows: [ParticipantRow], using kept: [MeasuredPart] = [], moved: [CampaignID: [MovedParticipant]]? = nil,
        omittingRecords: Bool = false,
        bands: PeopleBands = PeopleBands(), partSize: Int = 1 << 20, remembering capacity: Int? = nil
    ) throws -> Measured {
        let measured = campaigns.map(\.campaign)
        var measurer = AccountMeasurer(measured.map(\.record), excluded: ["c4"], bands: bands, partSize: partSize)
        if let capacity { measurer.memory = PersonMemory(capacity: capacity) }
        var (omitted, parts): (Int, [MeasuredPart]) = (0, [])
        for part in kept { parts += try measurer.use(part, moved: moved?[part.campaignID, default: []]) }
        let known = measurer.measured
        for var row in rows where !known.contains(row.campaignID) {
            if omittingRecords, measurer.keptContacts.places(ofOthersIn: [row.participant.contactID]).isEmpty {
                row.attributes = nil
                omitted += 1
            }
            parts += try measurer.add([row])
        }
        parts += try measurer.finish()
        #expect(!omittingRecords || omitted > 20)
        return Measured(
            campaigns: measurer.campaigns, people: try measurer.people(of: measured, end: CampaignBuilder.start, in: .utc),
            parts: parts)
    }

    private func expectSame(_ other: Measured, _ whole: Measured, _ rows: [ParticipantRow]) throws {
        let (others, people) = (other.people, whole.people)
        #expect(other.campaigns == whole.campaigns && others.summary == people.summary)
        #expect(others.audience.silentPeople == people.audience.silentPeople)
        #expect(others.audience.silentEmails == people.audience.silentEmails)
        #expect(others.audience.loyalPeople == people.audience.loyalPeople)
        #expect(others.figures.count == people.figures.count)
        for row in rows {
            guard let person = row.attributes?.person else { continue }
            #expect(try others.figures.figures(of: person) == people.figures.figures(of: person))
        }
    }

    /// Stands for a file.
    private final class Outside: Overflow {
        private(set) var all: [UInt8] = []
        func append(_ bytes: [UInt8]) { all += bytes }
        func bytes(at range: Range<Int>) -> [UInt8] { Array(all[range]) }
    }

    @Test(
        "comes out the same in parts, with what memory has no room for elsewhere, and with each contact's record only once",
        arguments: 1...5 as ClosedRange<UInt64>)
    func parts(seed: UInt64) throws {
        let rows = Self.rows(seed: seed)
        let whole = try Self.measure(rows)
        #expect(whole.people.figures.count > 40)
        for (omittingRecords, limit, capacity) in [(false, 10, 5), (true, 1, 10), (true, 1_000, nil)] as [(Bool, Int, Int?)] {
            let outside = Outside()
            let other = try Self.measure(
                rows, omittingRecords: omittingRecords, bands: PeopleBands(overflow: outside, limit: limit), partSize: limit,
                remembering: capacity)
            #expect(outside.all.count > 1_000)
            try expectSame(other, whole, rows)
        }
    }

    @Test("comes out the same from what was kept, whatever of it is damaged or missing", arguments: 1...20 as ClosedRange<UInt64>)
    func kept(seed: UInt64) throws {
        let rows = Self.rows(seed: seed)
        let whole = try Self.measure(rows, partSize: 300)
        #expect(whole.parts.count > 30)
        let parts = whole.parts.sorted { ($0.campaignID, $0.number) < ($1.campaignID, $1.number) }
        let unread = try Self.measure([], using: parts)
        try expectSame(unread, whole, rows)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<5 {
            var broken = parts
            for _ in 0..<random.int(1...3) {
                let index = random.int(0...broken.count - 1)
                let part = broken[index]
                var bytes = part.bytes
                if !bytes.isEmpty { bytes[random.int(0...bytes.count - 1)] ^= 1 }
                switch random.int(0...3) {
                case 0: broken.remove(at: index)
                case 1: broken[index] = MeasuredPart(campaignID: part.campaignID, number: part.number, bytes: bytes)
                case 2: broken[index] = MeasuredPart(campaignID: part.campaignID, number: part.number, bytes: [])
                // Of a longer campaign that there was once.
                default:
                    broken.insert(MeasuredPart(campaignID: part.campaignID, number: 99, bytes: part.bytes), at: index + 1)
                }
            }
            try expectSame(try Self.measure(rows, using: broken), whole, rows)
        }
    }

    @Test("comes out the same from what was kept where addresses have changed since", arguments: 1...20 as ClosedRange<UInt64>)
    func moved(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let before = Self.rows(seed: seed)
        let parts = try Self.measure(before, partSize: 300).parts.sorted(by: Self.comesBefore)
        let contacts = Set(before.map(\.participant.contactID)).sorted().filter { _ in random.chance(10) }
        let addresses = Dictionary(
            uniqueKeysWithValues: contacts.map { contact in
                (contact, random.chance(20) ? nil : "person\(random.int(0...70))@d\(random.int(0...5)).example")
            })
        let now = before.map { row in
            var row = row
            if let address = addresses[row.participant.contactID] { row.attributes?.emailAddress = address }
            return row
        }
        var moved: [CampaignID: [MovedParticipant]] = [:]
        for (old, new) in zip(before, now) where old.attributes?.person != new.attributes?.person {
            moved[old.campaignID, default: []].append(
                MovedParticipant(old.participant, from: old.attributes?.person, to: new.attributes?.person))
        }
        let whole = try Self.measure(now)
        let other = try Self.measure([], using: parts, moved: moved)
        try expectSame(other, whole, now)
        // What is kept of it replaces what was.
        let renewed = Dictionary((parts + other.parts).map { ("\($0.campaignID) \($0.number)", $0) }) { $1 }
        try expectSame(try Self.measure([], using: renewed.values.sorted(by: Self.comesBefore)), whole, now)
        // Who is said to have moved from where nobody was: the campaign's rows are measured.
        for contact in ["", StoreSamples.contact(1)] {
            let stranger = MovedParticipant(
                Participant(contactID: contact, firstReported: FirstReported(.sent, run: 1)), from: "nobody@example.com", to: nil)
            let wrong = Dictionary(uniqueKeysWithValues: Self.campaigns.map { ($0.id, [stranger]) })
            try expectSame(try Self.measure(before, using: parts, moved: wrong), try Self.measure(before), before)
        }
    }

    private static func comesBefore(_ left: MeasuredPart, _ right: MeasuredPart) -> Bool {
        (left.campaignID, left.number) < (right.campaignID, right.number)
    }

    @Test("a campaign without rows is measured and kept, too")
    func withoutRows() throws {
        let records = Self.campaigns.map(\.campaign.record)
        var measurer = AccountMeasurer(records, excluded: [])
        _ = try measurer.add(Self.rows(seed: 1).filter { $0.campaignID == "c1" })
        let parts = try measurer.finish(["c1", "c2"])
        #expect(Set(parts.map(\.campaignID)) == ["c1", "c2"] && measurer.measured == ["c1", "c2"])
        #expect(measurer.campaigns["c2"]?.counts == Counts() && measurer.campaigns["c1"]?.counts.participants ?? 0 > 40)
        var again = AccountMeasurer(records, excluded: [])
        for part in parts.sorted(by: { ($0.campaignID, $0.number) < ($1.campaignID, $1.number) }) { try again.use(part) }
        #expect(again.measured == ["c1", "c2"] && again.campaigns == measurer.campaigns)
    }

    @Test("rows of a campaign that come in two parts are an error")
    func outOfOrder() throws {
        let rows = Self.rows(seed: 1)
        #expect(throws: RowsOutOfOrder.self) { try Self.measure(rows + [rows[0]]) }
    }

    @Test("is kept as bytes that hold everything", arguments: 1...5 as ClosedRange<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let hash = ContactHash(of: "contact")
        let people = (0..<50).map { number -> (PersonHash, PersonFigures) in
            var figures = PersonFigures()
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
        for (person, figures) in people { all.append(person, figures, in: .never) }
        for number in 0..<50 {
            let person = "person\(number)@example.com"
            #expect(try all.figures(of: person) == people.first { $0.0 == PersonHash(person) }?.1)
        }
        #expect(try all.figures(of: "nobody@example.com") == nil)
    }
}
