package import Engagement

/// What a rollback changed.
package struct RollbackOutcome: Hashable, Sendable {
    /// The runs that this call has marked as rolled back, in order.
    package var runs: [RunNumber]
    /// Participants that no earlier run had found in any report.
    package var removedParticipants: Int
    /// Participants that an earlier run had found in some of their reports.
    package var loweredParticipants: Int
    /// Contacts that have an older record again.
    package var restoredContacts: Int
    package var removedCampaigns: Int

    package init(
        runs: [RunNumber] = [], removedParticipants: Int = 0, loweredParticipants: Int = 0, restoredContacts: Int = 0,
        removedCampaigns: Int = 0
    ) {
        self.runs = runs
        self.removedParticipants = removedParticipants
        self.loweredParticipants = loweredParticipants
        self.restoredContacts = restoredContacts
        self.removedCampaigns = removedCampaigns
    }
}
