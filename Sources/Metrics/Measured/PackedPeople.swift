import Basics
import Engagement

/// The part that people took in one campaign: about 30 bytes each, by hashes of the person and of the contact.
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

    mutating func add(_ participant: Participant, person: PersonHash) {
        count += 1
        Row(participant, person: person).write(to: &writer)
    }

    mutating func trim() { writer.trim() }

    /// Calls with every person and where the row is.
    func forEach(_ body: (PersonHash, _ place: Int) -> Void) throws(CompactReader.Damaged) {
        var reader = CompactReader(bytes)
        while !reader.isAtEnd {
            let place = reader.place
            body(try Row.person(skippingRestIn: &reader), place)
        }
    }

    /// What a contact did, without its id.
    func participant(at place: Int) throws(CompactReader.Damaged) -> (contact: ContactHash, participant: Participant) {
        var reader = CompactReader(bytes, at: place)
        let row = try Row(from: &reader)
        return (row.contact, row.participant)
    }
}

/// All that measuring people needs of one participant.
private struct Row {
    let person: PersonHash
    let contact: ContactHash
    /// A bit for each report, by its place among all.
    private let reports: UInt8
    /// A bit for each report but `sent` that has a time.
    private let timed: UInt8
    /// In order of the reports.
    private let times: [Int64]

    init(_ participant: Participant, person: PersonHash) {
        var (reports, timed): (UInt8, UInt8) = (0, 0)
        var times: [Int64] = []
        for kind in ReportKind.allCases where participant.firstReported.isReported(kind) {
            let bit = UInt8(1) << UInt8(kind.index)
            reports |= bit
            guard kind != .sent, let time = participant.occurredAt[kind] else { continue }
            timed |= bit
            times.append(time.seconds)
        }
        (self.person, contact) = (person, ContactHash(of: participant.contactID))
        (self.reports, self.timed, self.times) = (reports, timed, times)
    }

    init(from reader: inout CompactReader) throws(CompactReader.Damaged) {
        person = PersonHash(high: try reader.fixed(), low: try reader.fixed())
        contact = ContactHash(bits: try reader.fixed())
        (reports, timed) = (try reader.byte(), try reader.byte())
        guard timed & ~reports == 0, reports < 64 else { throw CompactReader.Damaged() }
        var times: [Int64] = []
        for _ in 0..<timed.nonzeroBitCount { times.append(try reader.number()) }
        self.times = times
    }

    static func person(skippingRestIn reader: inout CompactReader) throws(CompactReader.Damaged) -> PersonHash {
        let person = PersonHash(high: try reader.fixed(), low: try reader.fixed())
        (_, _) = (try reader.fixed(), try reader.byte())
        for _ in 0..<(try reader.byte()).nonzeroBitCount { _ = try reader.number() }
        return person
    }

    func write(to writer: inout CompactWriter) {
        writer.append(fixed: person.high)
        writer.append(fixed: person.low)
        writer.append(fixed: contact.bits)
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
