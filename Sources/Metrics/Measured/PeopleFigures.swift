package import Engagement

/// The figures of everybody who took part in a campaign that is not excluded, found by the address.
package struct PeopleFigures: Sendable {
    private var people: [PersonHash] = []
    private var figures: [PersonFigures] = []

    package init() {}

    package var count: Int { people.count }

    /// People must come in order of their hashes.
    mutating func append(_ person: PersonHash, _ figures: PersonFigures) {
        people.append(person)
        self.figures.append(figures)
    }

    /// Nil for somebody who took part in none.
    package subscript(person: Person) -> PersonFigures? {
        let hash = PersonHash(person)
        var (low, high) = (0, people.count)
        while low < high {
            let middle = (low + high) / 2
            if people[middle] < hash { low = middle + 1 } else { high = middle }
        }
        return low < people.count && people[low] == hash ? figures[low] : nil
    }
}
