/// Everything one person took part in: what people's measurements are made of.
package struct PersonParticipations: Hashable, Sendable {
    package var person: Person
    /// One entry a contact and campaign, in any order.
    package var participations: [Participation]

    package init(person: Person, participations: [Participation]) {
        self.person = person
        self.participations = participations
    }
}
