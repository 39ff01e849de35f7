import Engagement
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

    @Test("Rows take the places of those of the same contacts, however the bytes come and whatever is in them", arguments: 1...300)
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
        var rest = before[...]
        while !rest.isEmpty {
            let chunk = rest.prefix(random.int(1...200))
            copy.add(chunk) { written += $0 }
            rest = rest.dropFirst(chunk.count)
        }
        #expect(copy.isComplete)
        #expect(String(decoding: written, as: UTF8.self) == String(decoding: after, as: UTF8.self))
    }

    @Test("A row whose contact is not in the file, and a file that ends within a row, are noticed")
    func noticesOtherFiles() {
        var random = SeededGenerator(seed: 1)
        let rows = (0..<3).map { Self.row($0, &random) }
        var updates = UpdatedRows(format: ParticipantCSV(Self.settings))
        updates.append(rows[1])
        let lines = updates.lines(of: "c", in: .all)
        func isComplete(_ bytes: [UInt8]) -> Bool {
            var copy = UpdatedCopy(lines)
            copy.add(bytes[...]) { _ in }
            return copy.isComplete
        }
        #expect(isComplete(Self.bytes(of: rows)))
        #expect(!isComplete(Self.bytes(of: [rows[0], rows[2]])))
        #expect(!isComplete(Self.bytes(of: [rows[0]])))
        #expect(!isComplete(Self.bytes(of: [])))
        #expect(!isComplete(Self.bytes(of: Array(rows[...1])).dropLast()))
    }

    private static func bytes(of rows: [ParticipantRow]) -> [UInt8] {
        var (format, buffer) = (ParticipantCSV(settings), ByteBuffer())
        for row in rows { format.append(row, to: &buffer) }
        return buffer.bytes
    }
}
