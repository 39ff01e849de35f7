import Engagement
import Foundation
import TestSupport
import Testing

@testable import Exports

/// What a new column must not forget: a cell in every row, a description, a member in the twin for programs.
@Suite("Columns")
struct ColumnTests {
    private static let pseudonyms = Privacy.pseudonyms(Pseudonyms(key: [1]), publishedFields: ["kWh"])

    private func export(
        _ privacy: Privacy, _ body: (Exporter, ExportDestination) async throws -> ExportedFile
    ) async throws -> (file: ExportedFile, bytes: [UInt8]) {
        try await withTemporaryFolder { folder in
            let file = try await body(Exporter(Samples.settings(privacy: privacy)), .file("\(folder)/out"))
            return (file, try read("out", in: folder))
        }
    }

    /// The old scripts' columns include addresses, so they exist at the level `full` only.
    @Test(
        "Each row of participants has a cell for each column",
        arguments: [(Privacy.full, ExportLayout.standard), (.full, .legacy), (pseudonyms, .standard)])
    func participants(privacy: Privacy, layout: ExportLayout) async throws {
        let (file, bytes) = try await export(privacy) {
            try await $0.export(Samples.batches(Samples.rows), as: .csv, layout: layout, to: $1)
        }
        try expectWhole(file, bytes)
    }

    @Test("Each row of people has a cell for each column", arguments: [Privacy.full, pseudonyms])
    func people(privacy: Privacy) async throws {
        let (file, bytes) = try await export(privacy) {
            try await $0.export(Samples.batches(Samples.people), as: .csv, to: $1)
        }
        try expectWhole(file, bytes)
    }

    private func expectWhole(_ file: ExportedFile, _ bytes: [UInt8]) throws {
        let rows = try CSVReader.rows(of: bytes)
        #expect(rows.count == file.rows + 1 && file.rows > 0)
        #expect(rows.first == file.columns.map(\.name))
        #expect(rows.allSatisfy { $0.count == file.columns.count })
        #expect(Set(file.columns.map(\.name)).count == file.columns.count)
    }

    @Test("NDJSON says in a member what each column says that isn't a custom field", arguments: [Privacy.full, pseudonyms])
    func twins(privacy: Privacy) async throws {
        let participants = { (format: ExportFormat) in
            try await export(privacy) { try await $0.export(Samples.batches(Samples.rows), as: format, to: $1) }
        }
        try expectTwins(csv: await participants(.csv), ndjson: await participants(.ndjson))
        let people = { (format: ExportFormat) in
            try await export(privacy) { try await $0.export(Samples.batches(Samples.people), as: format, to: $1) }
        }
        try expectTwins(csv: await people(.csv), ndjson: await people(.ndjson))
    }

    private typealias Written = (file: ExportedFile, bytes: [UInt8])

    private func expectTwins(csv: Written, ndjson: Written) throws {
        // Custom fields have no description, and are members of an object of their own.
        let names = csv.file.columns.map { $0.description == nil ? nil : $0.name }
        #expect(names.contains { $0 != nil })
        let rows = try CSVReader.rows(of: csv.bytes).dropFirst()
        let objects = try ndjson.bytes.split(separator: UInt8(ascii: "\n")).map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
        }
        #expect(rows.count == objects.count)
        for (row, object) in zip(rows, objects) {
            for (name, cell) in zip(names, row) {
                guard let name else { continue }
                #expect(text(try #require(object[name])) == cell, "\(name)")
            }
        }
    }

    /// A member as its cell spells it.
    private func text(_ value: Any) -> String {
        switch value {
        case let text as String: ByteBuffer.guarded(text)
        case let number as NSNumber where isFlag(number): number.boolValue ? "Yes" : "No"
        case let number as NSNumber: number.stringValue
        default: ""
        }
    }

    private func isFlag(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
