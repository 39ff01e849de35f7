import Engagement
import Foundation
import TestSupport
import Testing

@testable import Exports

@Suite("Updated rows")
struct UpdatedRowsTests {
    /// Names, addresses and fields with quotation marks, line breaks, and texts that look like the beginning of another row.
    private static func row(_ number: Int, _ random: inout SeededGenerator) -> ParticipantRow {
        let texts = [
            "plain", "", "two\r\nlines", "a \"quoted\" word", "\"", "\r\n", "=1+1", "c,,,contact-\(number + 1),a",
            "x\r\nc,,,contact-\(number + 1),a@example.com", String(repeating: "long ", count: random.int(0...30)),
        ]
        return Samples.row(
            "c", number < 10 ? "contact-\(number)" : "contact,\"\(number)\"", [.sent: 1], address: random.pick(texts),
            fields: ["City": .text(random.pick(texts))], status: random.pick(texts))
    }

    private static let settings = ExportSettings(campaigns: [], fieldTags: ["City"])

    @Test(
        "Rows take the places of those of the same contacts, however the bytes come and whatever is in them", arguments: 1...300)
    func replacesRows(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let count = random.int(0...12)
        let old = (0..<count).map { Self.row($0, &random) }
        let changed = old.indices.filter { _ in random.int(0...2) == 0 }
        var new = old
        var updates = UpdatedRows(format: ParticipantCSV(Self.settings))
        for index in changed {
            new[index] = Self.row(index, &random)
            updates.append(new[index])
        }
        let (before, after) = (Self.bytes(of: old), Self.bytes(of: new))
        var copy = UpdatedCopy(updates.lines(of: "c", in: .all))
        var written: [UInt8] = []
        var (rest, size) = (before[...], 1)
        while !rest.isEmpty {
            let used = copy.add(rest.prefix(size)) { written += $0 }
            rest = rest.dropFirst(used)
            size = used == 0 ? size + 10 : random.int(1...200)
        }
        #expect(copy.isComplete)
        #expect(String(decoding: written, as: UTF8.self) == String(decoding: after, as: UTF8.self))
    }

    @Test("A row whose contact is not in the file, a file that ends within a row, and one that is shorter are noticed")
    func noticesOtherFiles() async throws {
        var random = SeededGenerator(seed: 1)
        let rows = (0..<3).map { Self.row($0, &random) }
        var updates = UpdatedRows(format: ParticipantCSV(Self.settings))
        updates.append(rows[1])
        let lines = updates.lines(of: "c", in: .all)
        let whole = Self.bytes(of: rows)
        try await withTemporaryFolder { folder in
            func copy(_ bytes: [UInt8], size: Int? = nil) throws -> [UInt8] {
                try Data(bytes).write(to: URL(filePath: "\(folder)/old.csv"))
                let file = try OutputFile(path: "\(folder)/new.csv", name: "new.csv")
                try file.append(0..<(size ?? bytes.count), of: "\(folder)/old.csv", from: RowSource(), updated: lines)
                _ = try file.finish()
                return [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/new.csv")))
            }
            let copied = try copy(whole)
            #expect(copied == whole)
            // Longer than what is read at a time.
            let long = [UInt8](repeating: UInt8(ascii: "x"), count: 600_000) + [UInt8(ascii: "\n")]
            let copiedLong = try copy(long + whole)
            #expect(copiedLong == long + whole)
            let others = [[rows[0], rows[2]], [rows[0]], []].map(Self.bytes) + [Self.bytes(of: Array(rows[...1])).dropLast()]
            for other in others {
                let error = #expect(throws: ExportError.self) { _ = try copy(other) }
                #expect(error?.code == .outdated)
            }
            #expect(throws: ExportError.self) { _ = try copy(whole, size: whole.count + 1) }
        }
    }

    private static func bytes(of rows: [ParticipantRow]) -> [UInt8] {
        var (format, buffer) = (ParticipantCSV(settings), ByteBuffer())
        for row in rows { format.append(row, to: &buffer) }
        return buffer.bytes
    }
}
