import Engagement
import Foundation
import TestSupport
import Testing

@testable import Exports

@Suite struct GoldenExportTests {
    /// Every kind of file that rows can be written to, by the name of its golden file.
    enum Shape: String, CaseIterable {
        case participantsCSV = "participants.csv"
        case participantsAsOfCSV = "participants-as-of-1.csv"
        case participantsExcelCSV = "participants.excel.csv"
        case participantsJSON = "participants.ndjson"
        case legacyCSV = "legacy.csv"
        case peopleCSV = "people.csv"
        case peopleJSON = "people.ndjson"
        case pseudonymsCSV = "pseudonyms.csv"
        case pseudonymsJSON = "pseudonyms.ndjson"
        case pseudonymousPeopleCSV = "pseudonymous-people.csv"
    }

    @Test(arguments: Shape.allCases)
    func bytesAreAsRecorded(_ shape: Shape) async throws {
        try expectGolden(try await export(shape), "Exports/\(shape.rawValue)")
    }

    private func export(_ shape: Shape) async throws -> [UInt8] {
        let full = Exporter(Samples.settings())
        let hidden = Exporter(
            Samples.settings(
                privacy: .pseudonyms(Pseudonyms(key: Array("secret".utf8)), publishedFields: ["kWh", "EmailAddress"])))
        let rows = Samples.batches(Samples.rows)
        let people = Samples.batches(Samples.people)
        return try await withTemporaryFolder { folder in
            let path = "\(folder)/out"
            let to = ExportDestination.file(path)
            let file =
                switch shape {
                case .participantsCSV: try await full.export(rows, as: .csv, to: to)
                case .participantsAsOfCSV:
                    try await full.export(Samples.batches(Samples.rows.map { $0.asOf(1) }), as: .csv, to: to)
                case .participantsExcelCSV: try await full.export(rows, as: .csv, byteOrderMark: true, to: to)
                case .participantsJSON: try await full.export(rows, as: .ndjson, to: to)
                case .legacyCSV: try await full.export(rows, as: .csv, layout: .legacy, to: to)
                case .peopleCSV: try await full.export(people, as: .csv, to: to)
                case .peopleJSON: try await full.export(people, as: .ndjson, to: to)
                case .pseudonymsCSV: try await hidden.export(rows, as: .csv, to: to)
                case .pseudonymsJSON: try await hidden.export(rows, as: .ndjson, to: to)
                case .pseudonymousPeopleCSV: try await hidden.export(people, as: .csv, to: to)
                }
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
            #expect(file.bytes == bytes.count)
            return bytes
        }
    }
}

extension ParticipantRow {
    /// What a store gives as of a run; without any report, a participant stays as one that is in none.
    fileprivate func asOf(_ run: RunNumber) -> ParticipantRow {
        var row = self
        row.participant =
            participant.asOf(run) ?? Participant(contactID: participant.contactID, firstReported: FirstReported())
        return row
    }
}
