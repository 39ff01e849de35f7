package import Basics
package import Engagement

/// Everything that is measured from the rows of one campaign: a pure function of them and of the sending time, in bytes that a
/// store can keep until one of them changes.
package struct MeasuredRows: Hashable, Sendable {
    package let campaign: CampaignMeasurement
    /// Who took part, of those with an address.
    package let people: PackedPeople

    package init(_ campaign: CampaignMeasurement, people: PackedPeople) {
        self.campaign = campaign
        self.people = people
    }

    /// The form of ``bytes``; raised with every change of it, or of what is measured.
    package static let version = 1

    package var bytes: [UInt8] {
        var writer = CompactWriter()
        writer.append(campaign)
        writer.append(people.bytes.count)
        return writer.bytes + people.bytes
    }

    /// - Throws: ``CompactReader/Damaged`` for bytes of another form.
    package init(bytes: [UInt8]) throws(CompactReader.Damaged) {
        var reader = CompactReader(bytes)
        campaign = try reader.campaignMeasurement()
        guard try reader.int() == bytes.count - reader.place else { throw CompactReader.Damaged() }
        people = try PackedPeople(Array(bytes[reader.place...]))
    }
}

/// The part that people took in one campaign: about 20 bytes each, by a hash of the person.
package struct PackedPeople: Hashable, Sendable {
    private var writer = CompactWriter()
    package private(set) var count = 0

    package init() {}

    var bytes: [UInt8] { writer.bytes }

    init(_ bytes: [UInt8]) throws(CompactReader.Damaged) {
        var reader = CompactReader(bytes)
        while !reader.isAtEnd {
            _ = try Row(from: &reader)
            count += 1
        }
        writer = CompactWriter(bytes)
    }

    package mutating func add(_ participant: Participant, person: Person) {
        count += 1
        Row(participant, person: person).write(to: &writer)
    }

    /// Calls with every person and where the row is.
    func forEach(_ body: (PersonHash, _ place: Int) -> Void) throws(CompactReader.Damaged) {
        var reader = CompactReader(bytes)
        while !reader.isAtEnd {
            let place = reader.place
            body(try Row(from: &reader).person, place)
        }
    }

    func participant(at place: Int) throws(CompactReader.Damaged) -> Participant {
        var reader = CompactReader(bytes, at: place)
        return try Row(from: &reader).participant
    }
}

/// What a ``PersonMeasurement`` and a ``PeopleSummary`` depend on of one participant.
private struct Row {
    let person: PersonHash
    /// A bit for each report, by its place among all.
    private let reports: UInt8
    /// A bit for each report but `sent` that has a time.
    private let timed: UInt8
    /// In order of the reports.
    private let times: [Int64]

    init(_ participant: Participant, person: Person) {
        var (reports, timed): (UInt8, UInt8) = (0, 0)
        var times: [Int64] = []
        for kind in ReportKind.allCases where participant.firstReported.isReported(kind) {
            let bit = UInt8(1) << UInt8(kind.index)
            reports |= bit
            guard kind != .sent, let time = participant.occurredAt[kind] else { continue }
            timed |= bit
            times.append(time.seconds)
        }
        (self.person, self.reports, self.timed, self.times) = (PersonHash(person), reports, timed, times)
    }

    init(from reader: inout CompactReader) throws(CompactReader.Damaged) {
        person = PersonHash(high: try reader.fixed(), low: try reader.fixed())
        (reports, timed) = (try reader.byte(), try reader.byte())
        guard timed & ~reports == 0, reports < 64 else { throw CompactReader.Damaged() }
        var times: [Int64] = []
        for _ in 0..<timed.nonzeroBitCount { times.append(try reader.number()) }
        self.times = times
    }

    func write(to writer: inout CompactWriter) {
        writer.append(fixed: person.high)
        writer.append(fixed: person.low)
        writer.append(byte: reports)
        writer.append(byte: timed)
        for time in times { writer.append(time) }
    }

    var participant: Participant {
        var participant = Participant(contactID: "", firstReported: FirstReported())
        var time = times.makeIterator()
        for kind in ReportKind.allCases {
            let bit = UInt8(1) << UInt8(kind.index)
            if reports & bit != 0 { participant.firstReported[kind] = 1 }
            if timed & bit != 0 { participant.occurredAt[kind] = time.next().map(Timestamp.init(seconds:)) }
        }
        return participant
    }
}

/// 128 bits that stand for a person, the same in every process. Two people of a million share them by chance less often than a
/// disk fails.
struct PersonHash: Hashable, Sendable, Comparable {
    let high: UInt64
    let low: UInt64

    init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

    init(_ person: Person) {
        var (first, second) = (FNV1a.offsetBasis, UInt64(0x9e37_79b9_7f4a_7c15))
        for byte in person.utf8 {
            first = (first ^ UInt64(byte)) &* FNV1a.prime
            // Another prime, and the high bits mixed into the low ones.
            second = (second ^ UInt64(byte)) &* 0xff51_afd7_ed55_8ccd
            second ^= second >> 32
        }
        (high, low) = (first, second)
    }

    static func < (left: PersonHash, right: PersonHash) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }
}
