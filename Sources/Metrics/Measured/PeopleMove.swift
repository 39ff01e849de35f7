import Basics
import Engagement

/// Gives the parts of moved participants to other people, in what was kept of a campaign.
struct PeopleMove {
    /// Whose the parts were that have not come yet.
    private var leaving: [ContactHash: PersonHash] = [:]
    /// Those who had no part.
    private var coming: Set<ContactHash> = []
    /// Everybody's new parts.
    private(set) var arriving = PackedPeople()

    init(_ moved: [MovedParticipant]) {
        for participant in moved where !participant.participant.firstReported.isEmpty {
            let contact = ContactHash(of: participant.participant.contactID)
            if let before = participant.before { leaving[contact] = PersonHash(before) } else { coming.insert(contact) }
            if let now = participant.now { arriving.add(participant.participant, person: PersonHash(now)) }
        }
    }

    /// False as long as somebody's old part has not been found.
    var isComplete: Bool { leaving.isEmpty }

    /// The parts of everybody else.
    /// - Throws: ``CompactReader/Damaged`` if a moved participant's part is not the one that was expected.
    mutating func rest(of people: [UInt8]) throws(CompactReader.Damaged) -> [UInt8] {
        var (reader, rest, copied) = (CompactReader(people), [UInt8](), 0)
        while !reader.isAtEnd {
            let start = reader.place
            let (person, contact) = try reader.ownerOfPart()
            guard !coming.contains(contact) else { throw CompactReader.Damaged() }
            guard let expected = leaving.removeValue(forKey: contact) else { continue }
            guard expected == person else { throw CompactReader.Damaged() }
            rest += people[copied..<start]
            copied = reader.place
        }
        return copied == 0 ? people : rest + people[copied...]
    }
}
