package import Basics
package import Engagement

/// The figures of everybody who took part in a campaign that is not excluded, found by the address: about 70 bytes each.
package struct PeopleFigures: Sendable {
    private var people: [PersonHash] = []
    /// Where the figures of each person begin.
    private var places: [Int] = []
    /// Of each person, as a place among all tiers.
    private var tiers: [UInt8] = []
    private var writer = CompactWriter()
    private var lists: [ListID] = []
    private var listPlaces: [ListID: Int] = [:]

    package init() {}

    package var count: Int { people.count }

    /// People must come in order of their hashes.
    mutating func append(_ person: PersonHash, _ figures: PersonFigures, in tier: RecencyTier) {
        people.append(person)
        tiers.append(UInt8(RecencyTier.allCases.firstIndex(of: tier) ?? 0))
        places.append(writer.bytes.count)
        for membership in figures.memberships where listPlaces[membership.list] == nil {
            listPlaces[membership.list] = lists.count
            lists.append(membership.list)
        }
        figures.write(to: &writer, lists: listPlaces)
    }

    /// - Returns: nil for somebody who took part in none.
    package func figures(of person: Person) throws(CompactReader.Damaged) -> PersonFigures? {
        let hash = PersonHash(person)
        let index = people.partitioningIndex { $0 >= hash }
        guard index < people.count, people[index] == hash else { return nil }
        return try figures(at: places[index])
    }

    private func figures(at place: Int) throws(CompactReader.Damaged) -> PersonFigures {
        var reader = CompactReader(writer.bytes, at: place)
        return try PersonFigures(from: &reader, lists: lists)
    }

    /// Calls with all figures as bytes, then with whose they are, and each person's tier: where all are the same, files say the same of
    /// everybody.
    package func forEachPart(_ body: ([UInt8]) -> Void) {
        body(writer.bytes)
        var writer = CompactWriter()
        for list in lists { writer.append(Array(list.utf8)) { $0.append(byte: $1) } }
        for person in people {
            writer.append(fixed: person.high)
            writer.append(fixed: person.low)
        }
        body(writer.bytes)
        body(tiers)
    }
}
