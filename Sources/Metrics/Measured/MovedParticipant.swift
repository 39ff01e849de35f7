package import Engagement

/// A participant whose address is another person's than when the campaign was measured. Nothing else of the participant has changed.
package struct MovedParticipant: Hashable, Sendable {
    let participant: Participant
    /// Nil where there was no address.
    let before: Person?
    /// Nil where there is none.
    let now: Person?

    package init(_ participant: Participant, from before: Person?, to now: Person?) {
        (self.participant, self.before, self.now) = (participant, before, now)
    }
}
