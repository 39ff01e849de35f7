import Engagement
import Exports
import Foundation
import TestSupport
import Testing

@Suite struct ChangesTests {
    private let pseudonyms = Pseudonyms(key: Array(repeating: 7, count: 32))

    private var changes: JournalChanges {
        var changes = JournalChanges()
        let entries: [JournalEntry.Change] = [
            .vanished("c1", "a", .sent), .vanished("c1", "a", .opened), .vanished("c2", "e", .opened),
            .returned("c2", "e", .opened), .returned("c1", "b", .sent),
        ]
        for (index, change) in entries.enumerated() {
            changes.add(JournalEntry(run: 3, sequence: Int64(index), change: change))
        }
        return changes
    }

    private let addresses = [
        AddressChange(contactID: "a", old: "=old@example.com", new: "Ann@example.com"),
        AddressChange(contactID: "b", old: "b@example.com", new: nil),
    ]

    /// The rows of every file of the plan, by its name, without the headers.
    private func write(
        _ privacy: Exports.Privacy = .full, leavesOutEmptyFiles: Bool = false, addresses: [AddressChange]? = nil
    ) async throws -> [String: [[String]]] {
        var result: [String: [[String]]] = [:]
        try await withTemporaryFolder { folder in
            let plan = ChangePlan(folder: "", earlier: 2, later: 3, leavesOutEmptyFiles: leavesOutEmptyFiles)
            let exporter = Exporter(Samples.settings(privacy: privacy))
            let locate = { (path: String) in "\(folder)/\(path)" }
            let rows = Samples.batches(Samples.rows)
            var files = try await exporter.write(plan.gains, from: rows, locate: locate)
            files += try await exporter.write(plan, listings: rows, changes: changes, locate: locate)
            files += try exporter.write(plan, addresses: addresses ?? self.addresses, locate: locate)
            for file in files {
                let bytes = try [UInt8](Data(contentsOf: URL(filePath: "\(folder)/\(file.path)")))
                let rows = try CSVReader.rows(of: bytes)
                #expect(rows.first == file.columns.map(\.name))
                #expect(rows.count == file.rows + 1)
                result[file.path] = Array(rows.dropFirst())
            }
        }
        return result
    }

    @Test func everyKindOfChangeHasItsRows() async throws {
        let files = try await write()
        #expect(
            files.mapValues(\.count) == [
                "newly-engaged.csv": 1, "new-participants.csv": 0, "newly-opened.csv": 1, "newly-clicked.csv": 0,
                "newly-bounced.csv": 0, "newly-complained.csv": 1, "newly-unsubscribed.csv": 1, "vanished.csv": 2,
                "returned.csv": 1, "wavered.csv": 1, "changed-addresses.csv": 2,
            ])
        #expect(files["vanished.csv"]?.map { Array($0.prefix(2)) + [$0[4]] } == [["sent", "c1", "a"], ["opened", "c1", "a"]])
        #expect(files["changed-addresses.csv"] == [["a", "'=old@example.com", "Ann@example.com"], ["b", "b@example.com", ""]])
    }

    @Test func aSiteHasNoFilesWithoutRows() async throws {
        let files = try await write(leavesOutEmptyFiles: true, addresses: [])
        #expect(
            files.keys.sorted() == [
                "newly-complained.csv", "newly-engaged.csv", "newly-opened.csv", "newly-unsubscribed.csv", "returned.csv",
                "vanished.csv", "wavered.csv",
            ])
        let first = ChangePlan(folder: "", earlier: 0, later: 1, leavesOutEmptyFiles: true)
        #expect(!first.gains.contains { $0.path == "new-participants.csv" })
    }

    @Test func dataOfAnOlderDatabaseIsNotNewInTheFirstRun() {
        let run = Run(number: 1, id: "2026-01-10T020000Z", startedAt: Samples.time(9), api: "v2")
        let query = ChangePlan(run, since: nil).gains[0].query
        #expect(query.filter == .engaged)
        #expect(!query.matches(FirstReported(.opened, run: 0)) && query.matches(FirstReported(.opened, run: 1)))
    }

    @Test func pseudonymsReplaceAddresses() async throws {
        let files = try await write(.pseudonyms(pseudonyms, publishedFields: []))
        let cells = Set(files.values.joined().joined())
        #expect(!cells.contains { $0.contains("@") } && !cells.contains("a"))
        #expect(files["changed-addresses.csv"]?.first == ["=old@example.com", "ann@example.com"].map(pseudonyms.name(of:)))
        #expect(files["vanished.csv"]?.first?.contains(pseudonyms.name(of: "ann@example.com")) == true)
    }

    @Test func aggregatesExportNoChange() async throws {
        let error = await #expect(throws: ExportError.self) { _ = try await write(.aggregates) }
        #expect(error?.code == .refused)
    }
}
