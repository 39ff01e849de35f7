import Engagement
import TestSupport
import Testing

@testable import Exports

@Suite("Contacts whose cells are kept")
struct KeptContactsTests {
    /// Contacts by UUIDs and by other texts, in several campaigns, some of them without a record.
    private static let rows: [ParticipantRow] = ["c1", "c2", "c3"].flatMap { campaign in
        (0..<120).map { number in
            let contact = number % 7 == 0 ? "contact \(number)" : StoreSamples.contact(number)
            return Samples.row(
                campaign, contact, [.sent: 1, .opened: 1], address: number % 11 == 0 ? nil : "person\(number)@example.com",
                fields: ["FirstName": .text("=\(number)"), "kWh": .text("\"\(number)\"")], times: [.opened: Samples.time(number)])
        }
    }

    @Test("have the same cells in rows without a record", arguments: [Privacy.full, Self.pseudonyms])
    func export(privacy: Privacy) async throws {
        let exporter = Exporter(Samples.settings(privacy: privacy))
        let whole = try await bytes { try await exporter.export(Samples.batches(Self.rows, of: 50), as: .csv, to: $0) }
        let kept = try await bytes { destination in
            try await exporter.export(
                { contacts in
                    Samples.batches(Self.rows, of: 50).flatMap { row in
                        var row = row
                        if contacts?.places(ofOthersIn: [row.participant.contactID]).isEmpty ?? false { row.attributes = nil }
                        return [row]
                    }
                }, as: .csv, to: destination)
        }
        #expect(kept == whole)
        #expect(try CSVReader.rows(of: whole).count == Self.rows.count + 1)
    }

    private static let pseudonyms = Privacy.pseudonyms(Pseudonyms(key: [1]), publishedFields: ["FirstName"])

    private func bytes(_ export: @Sendable (ExportDestination) async throws -> ExportedFile) async throws -> [UInt8] {
        try await withTemporaryFolder { folder in
            _ = try await export(.file("\(folder)/out.csv"))
            return try read("out.csv", in: folder)
        }
    }

    @Test("are as many as fit; cells of all others are formatted for each row", arguments: [0, 10, 25, 1_000])
    func bounded(capacity: Int) {
        let cells = ContactCells(capacity: capacity)
        var formatted = 0
        for row in Self.rows {
            let contact = row.participant.contactID
            let place = cells.cells(of: row) { buffer in
                formatted += 1
                buffer.append(raw: "<\(contact)")
                let middle = buffer.count
                buffer.append(raw: "|\(row.attributes?.emailAddress ?? "")>")
                return middle
            }
            var (first, fields) = (ByteBuffer(), ByteBuffer())
            first.append(place.first, of: cells.buffer)
            fields.append(place.fields, of: cells.buffer)
            #expect(String(decoding: first.bytes, as: UTF8.self) == "<\(contact)")
            #expect(String(decoding: fields.bytes, as: UTF8.self) == "|\(row.attributes?.emailAddress ?? "")>")
        }
        let isBounded = capacity < 1_000
        #expect(isBounded ? formatted == Self.rows.count : formatted < Self.rows.count)
        #expect(cells.buffer.count <= capacity + 100)
    }
}
