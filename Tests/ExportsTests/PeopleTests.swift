import Engagement
import Foundation
import TestSupport
import Testing

@testable import Exports

@Suite struct PeopleTests {
    private let day: Int64 = 86_400

    private func person(opened: Int64?, clicked: Int64? = nil, count: Int = 1) -> PersonRow {
        PersonRow(
            person: "a@example.com", campaigns: 1, opened: count, clicked: clicked == nil ? 0 : count,
            lastOpenedAt: opened.map { Timestamp(seconds: -$0) }, lastClickedAt: clicked.map { Timestamp(seconds: -$0) })
    }

    @Test func tiersPartitionPeopleByTheirLastEngagement() {
        let end = Timestamp(seconds: 0)
        func tier(_ person: PersonRow) -> RecencyTier { RecencyTier(of: person, asOf: end) }
        #expect(tier(person(opened: 0)) == .days30)
        #expect(tier(person(opened: -5)) == .days30)
        #expect(tier(person(opened: 30 * day)) == .days30)
        #expect(tier(person(opened: 30 * day + 1)) == .days90)
        #expect(tier(person(opened: 90 * day)) == .days90)
        #expect(tier(person(opened: 90 * day + 1)) == .days180)
        #expect(tier(person(opened: 180 * day)) == .days180)
        #expect(tier(person(opened: 180 * day + 1)) == .older)
        #expect(tier(person(opened: 200 * day, clicked: 3)) == .days30)
        #expect(tier(person(opened: nil)) == .older)
        #expect(tier(person(opened: nil, count: 0)) == .never)
    }

    @Test func aSetOfPeopleIgnoresTheCaseOfAddresses() async throws {
        let people = try await PersonSet(in: Samples.batches(Samples.rows.filter { $0.engagement.isEngaged }))
        #expect(people.count == 3)
        #expect(people.contains("ann@example.com"))
        #expect(people.contains("eve@example.com"))
        #expect(!people.contains("zoë@example.net"))
    }

    /// So many people that the buckets are written to disk: the order is that of the pseudonyms, and each person is there once.
    @Test(arguments: ExportFormat.allCases)
    func rowsAreInOrderOfTheirPseudonyms(format: ExportFormat) async throws {
        let key = Pseudonyms(key: Array("secret".utf8))
        let filler = String(repeating: "x", count: 2_000)
        let people = (0..<5_000).map { number in
            PersonRow(
                person: "person\(10_000 + number)@example.com", campaigns: number, opened: 0, clicked: 0,
                attributes: Attributes(emailAddress: nil, fields: ["f": .text(filler)], run: 1))
        }
        let settings = ExportSettings(campaigns: [], fieldTags: ["f"], privacy: .pseudonyms(key, publishedFields: ["f"]))
        try await withTemporaryFolder { folder in
            let to = ExportDestination.file("\(folder)/out")
            let file = try await Exporter(settings).export(Samples.batches(people, of: 700), as: format, to: to)
            #expect(file.rows == people.count)
            let text = try String(contentsOfFile: "\(folder)/out", encoding: .utf8)
            let lines = text.split(whereSeparator: \.isNewline).dropFirst(format == .csv ? 1 : 0)
            let expected = people.map { (key.name(of: $0.person), $0.campaigns) }.sorted { $0.0 < $1.0 }
            let beginnings = expected.map { name, campaigns in
                format == .csv
                    ? "\(name),\(campaigns),0,0," : "{\"person_id\":\"\(name)\",\"campaigns\":\(campaigns),\"opened\":0,"
            }
            #expect(lines.count == beginnings.count)
            #expect(zip(lines, beginnings).allSatisfy { $0.hasPrefix($1) })
        }
    }
}
