import Engagement
import Foundation
import TestSupport
import Testing

@testable import Exports

@Suite("Segments as files")
struct SegmentCSVTests {
    private let list = ContactList(id: "l1", name: "News", fieldTags: ["ZIP", "EmailAddress", "Cell", "=bad", "Name"])

    private func written(_ rows: [SegmentRow], _ segment: SegmentFile, mayBeOutdated: Bool = false) async throws -> [[String]] {
        try await withTemporaryFolder { folder in
            let status = StatusSource(readAt: Samples.time(3), mayBeOutdated: mayBeOutdated)
            let person = PersonRow(
                person: "", campaigns: 1, opened: 0, clicked: 0, firstCampaignAt: nil, lastOpenedAt: nil, lastClickedAt: nil,
                attributes: nil)
            let people = rows.map { ExportedPerson(person, segments: [$0]) }
            let files = try await Exporter(Samples.settings()).write(
                segmentsOf: [list], from: Samples.batches(people), status: status,
                locate: { "\(folder)/\($0.replacing("/", with: "-"))" })
            #expect(files.map(\.path) == SegmentFile.allCases.map { "downloads/segments/l1/\($0.rawValue).csv" })
            for file in files {
                #expect(file.description.contains("2026-01-04T00:00:00Z"))
                #expect(file.description.contains(StatusSource.warning) == mayBeOutdated)
            }
            return try CSVReader.rows(of: read("downloads-segments-l1-\(segment.rawValue).csv", in: folder))
        }
    }

    @Test("The address comes first, then the list's fields; a value that would get an apostrophe is left blank")
    func columns() async throws {
        let fields: [FieldTag: FieldValue] = [
            "ZIP": .text("02117"), "Cell": .text("+49 170 1234567"), "Name": .text("O'Neil, Ann"), "Other": .text("x"),
            "=bad": .text("y"),
        ]
        let rows = try await written(
            [
                SegmentRow(list: "l1", address: "Ann@example.com", fields: fields, segments: [.active, .loyal]),
                SegmentRow(list: "l1", address: "bob@example.com", fields: [:], segments: [.lapsing]),
                SegmentRow(list: "another", address: "cat@example.com", fields: [:], segments: [.active]),
            ], .active)
        #expect(rows == [["Email address", "Cell", "Name", "ZIP"], ["Ann@example.com", "", "O'Neil, Ann", "02117"]])
    }

    @Test("An address that would get an apostrophe can't be written, so that no other address is imported")
    func addresses() {
        for address in ["=a@example.com", "+a@example.com", "-a@example.com", "@a"] {
            #expect(!SegmentRow(list: "l1", address: address, fields: [:], segments: []).isWritable)
        }
        #expect(SegmentRow(list: "l1", address: "a+b@example.com", fields: [:], segments: []).isWritable)
    }

    @Test("What v1.6 says of a status may be out of date, and every description says so")
    func outdated() async throws {
        #expect(try await written([], .dormant, mayBeOutdated: true).count == 1)
    }

    @Test("A list's id that could lead anywhere is no name of a folder", arguments: ["../x", "a/b", "", ".", "ä", "a b"])
    func folders(id: String) {
        #expect(SiteLayout.segment(.active, of: id).wholeMatch(of: /downloads\/segments\/[0-9a-f]{16}\/active\.csv/) != nil)
    }
}
