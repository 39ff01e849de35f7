import Basics
import Engagement

/// The part that people took in one campaign, or in some of it: about 30 bytes each, by hashes of the person and of the contact.
struct PackedPeople {
    private var writer = CompactWriter()

    var bytes: [UInt8] { writer.bytes }

    mutating func add(_ participant: Participant, person: PersonHash) {
        var (reports, timed): (UInt8, UInt8) = (0, 0)
        for kind in ReportKind.allCases where participant.firstReported.isReported(kind) {
            let bit = UInt8(1) << UInt8(kind.index)
            reports |= bit
            if kind != .sent, participant.occurredAt[kind] != nil { timed |= bit }
        }
        writer.append(fixed: person.high)
        writer.append(fixed: person.low)
        writer.append(fixed: ContactHash(of: participant.contactID).bits)
        writer.append(byte: reports)
        writer.append(byte: timed)
        for kind in ReportKind.allCases where timed & (1 << UInt8(kind.index)) != 0 {
            writer.append(participant.occurredAt[kind]?.seconds ?? 0)
        }
    }
}

extension CompactReader {
    /// Whose part comes next; the part is skipped.
    mutating func ownerOfPart() throws(Damaged) -> (person: PersonHash, contact: ContactHash) {
        let (person, contact) = (try personHash(), ContactHash(bits: try fixed()))
        _ = try byte()
        for _ in 0..<(try byte()).nonzeroBitCount { _ = try number() }
        return (person, contact)
    }

    /// What the contact did, without its id and with whatever run as the first.
    mutating func part() throws(Damaged) -> (contact: ContactHash, participant: Participant) {
        _ = try personHash()
        let contact = ContactHash(bits: try fixed())
        let (reports, timed) = (try byte(), try byte())
        guard timed & ~reports == 0, reports < 64 else { throw Damaged() }
        var participant = Participant(contactID: "", firstReported: FirstReported())
        for kind in ReportKind.allCases {
            let bit = UInt8(1) << UInt8(kind.index)
            if reports & bit != 0 { participant.firstReported[kind] = 1 }
            if timed & bit != 0 { participant.occurredAt[kind] = Timestamp(seconds: try number()) }
        }
        return (contact, participant)
    }

    private mutating func personHash() throws(Damaged) -> PersonHash { PersonHash(high: try fixed(), low: try fixed()) }
}
