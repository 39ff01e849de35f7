/// How many people there are: distinct addresses, and those that opened or clicked anything.
package struct PeopleCounts: Hashable, Sendable, Codable {
    package var people: Int
    package var engaged: Int

    package init(people: Int = 0, engaged: Int = 0) {
        self.people = people
        self.engaged = engaged
    }
}
