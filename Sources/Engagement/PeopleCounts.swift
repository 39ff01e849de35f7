/// Distinct addresses.
package struct PeopleCounts: Hashable, Sendable {
    package var people: Int
    package var engaged: Int

    package init(people: Int = 0, engaged: Int = 0) {
        self.people = people
        self.engaged = engaged
    }
}
