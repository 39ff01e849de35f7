/// One contact in one campaign: what the reports say of it.
package struct Participant: Hashable, Sendable {
    package var contactID: ContactID
    package var firstReported: FirstReported
    package var occurredAt: OccurredAt

    package init(contactID: ContactID, firstReported: FirstReported, occurredAt: OccurredAt = OccurredAt()) {
        self.contactID = contactID
        self.firstReported = firstReported
        self.occurredAt = occurredAt
    }

    /// Joins what is known of the same contact in the same campaign.
    package mutating func join(_ other: Participant) {
        firstReported.join(other.firstReported)
        occurredAt.join(other.occurredAt)
    }

    package func joined(with other: Participant) -> Participant {
        var result = self
        result.join(other)
        return result
    }

    /// Without times of reports that do not list it; nil if no report lists it, as then it is no participant.
    package var normalized: Participant? { limited(to: firstReported) }

    /// What was known when run `last` had ended, with the times known now; nil if it was no participant then.
    package func asOf(_ last: RunNumber) -> Participant? { limited(to: firstReported.asOf(last)) }

    /// What was known before run `run` began, with the times known now; nil if it was no participant then.
    package func before(_ run: RunNumber) -> Participant? { limited(to: firstReported.before(run)) }

    private func limited(to reported: FirstReported) -> Participant? {
        guard !reported.isEmpty else { return nil }
        return Participant(contactID: contactID, firstReported: reported, occurredAt: occurredAt.limited(to: reported))
    }

    /// The times that the journal keeps when run `run` replaces this stored participant with a joined one: those of all
    /// reports known before the run. Nil if none of them changes: times of the run's own reports are dropped by a rollback
    /// anyway.
    package func timesToJournal(replacedBy joined: Participant, in run: RunNumber) -> OccurredAt? {
        let known = firstReported.before(run)
        let old = occurredAt.limited(to: known)
        return old == joined.occurredAt.limited(to: known) ? nil : old
    }
}
