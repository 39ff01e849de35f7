import Basics
import Engagement
import TestSupport
import Testing

@testable import Metrics

@Suite("What is kept of a campaign's rows")
struct MeasuredRowsTests {
    private static func rows(seed: UInt64, count: Int) -> MeasuredRows {
        var random = SeededGenerator(seed: seed)
        let sentAt: Timestamp? = random.chance(20) ? nil : Timestamp(seconds: Int64(random.int(-5...2_000_000_000)))
        var measurer = CampaignMeasurer(sentAt: sentAt)
        for number in 0..<count {
            var participant = Participant(contactID: "\(number)", firstReported: FirstReported())
            for kind in ReportKind.allCases where random.chance(50) {
                participant.firstReported[kind] = RunNumber(random.int(0...9))
                if random.chance(70) { participant.occurredAt[kind] = Timestamp(seconds: Int64(random.int(-9...2_000_000_000))) }
            }
            let person = random.chance(10) ? nil : "person\(random.int(0...count))@d\u{e9}\(random.int(0...5)).example"
            measurer.add(participant, vanished: random.chance(20) ? [.opened, .sent] : [], person: person)
        }
        return MeasuredRows(measurer.measurement, digests: (0..<random.int(0...3)).map { _ in random.next() })
    }

    @Test("bytes hold everything", arguments: 1...20)
    func roundTrip(seed: Int) throws {
        let rows = Self.rows(seed: UInt64(seed), count: seed * 7)
        #expect(try MeasuredRows(bytes: rows.bytes) == rows)
    }

    @Test("bytes that are not what was written are an error, and never a crash")
    func damage() throws {
        let bytes = Self.rows(seed: 3, count: 12).bytes
        for length in 0..<bytes.count {
            #expect(throws: CompactReader.Damaged.self) { try MeasuredRows(bytes: Array(bytes.prefix(length))) }
        }
        #expect(throws: CompactReader.Damaged.self) { try MeasuredRows(bytes: bytes + [0]) }
        var random = SeededGenerator(seed: 4)
        for _ in 0..<2_000 {
            var damaged = bytes
            for _ in 0...random.int(0...3) { damaged[random.int(0...damaged.count - 1)] = UInt8(random.int(0...255)) }
            guard damaged != bytes else { continue }
            #expect(throws: CompactReader.Damaged.self) { try MeasuredRows(bytes: damaged) }
            // As if they had been written so.
            var writer = CompactWriter()
            writer.append(fixed: FNV1a.hash(damaged[8...]))
            writer.append(damaged[8...])
            _ = try? MeasuredRows(bytes: writer.bytes)
        }
    }

    @Test("numbers of every size come back", arguments: [0, 1, -1, 63, 64, -64, -65, 127, 128, .max, .min] as [Int64])
    func numbers(number: Int64) throws {
        var writer = CompactWriter()
        writer.append(number)
        writer.append("\u{e9}")
        writer.append(fixed: UInt64(bitPattern: number))
        var reader = CompactReader(writer.bytes)
        #expect(try reader.number() == number)
        #expect(try reader.text() == "\u{e9}")
        #expect(try reader.fixed() == UInt64(bitPattern: number))
        #expect(reader.isAtEnd)
    }
}
