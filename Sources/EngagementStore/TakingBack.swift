package import Engagement

/// Undoing: a run as a whole, or a person.
package protocol TakingBack: Sendable {
    /// Takes the store back to what it was before the run began: drops `first_reported ≥ run`, replays the journal
    /// backwards, removes contacts and campaigns first seen by the run or a later one, voids every certificate of
    /// each campaign and kind of which the dropped runs have left one, drops all open walks, and marks the runs
    /// rolled back. Lists, notes, tombstones, counts of forgotten contacts and accepted differences stay. Killed
    /// half-way, the same call again finishes it.
    /// - Throws: ``StoreError/Code/notFound`` for a run that never began; run 0 is none.
    func rollback(to run: RunNumber) async throws -> RollbackOutcome

    /// Removes contacts with all that is known of them (participants, records, journal), adds what they counted to
    /// ``forgottenCounts()``, and keeps the tombstones. Contacts of whom nothing is stored count nothing.
    func forget(_ contacts: [ContactID], tombstones: [Tombstone]) async throws -> ForgetOutcome

    func tombstones() async throws -> Set<Tombstone>

    /// By campaign and report: how many forgotten contacts it lists. Only ever raised, by ``forget(_:tombstones:)``
    /// as well.
    func forgottenCounts() async throws -> [CampaignID: [ReportKind: Int]]
    func raiseForgottenCount(campaign: CampaignID, kind: ReportKind, to count: Int) async throws
}

package struct RollbackOutcome: Hashable, Sendable {
    /// The runs that this call has marked, in order.
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

package struct ForgetOutcome: Hashable, Sendable {
    package var contacts: Int
    package var participants: Int
    package var journalEntries: Int

    package init(contacts: Int = 0, participants: Int = 0, journalEntries: Int = 0) {
        self.contacts = contacts
        self.participants = participants
        self.journalEntries = journalEntries
    }
}

/// Differences that somebody has looked at and accepted.
package protocol Remembering: Sendable {
    func acceptedDifferences() async throws -> [AcceptedDifference]
    func accept(_ difference: AcceptedDifference) async throws
}

/// `verify --accept CAMPAIGN KIND`: rows and summary differ for good, by so much. It alarms again when it grows.
package struct AcceptedDifference: Hashable, Sendable, Codable {
    package var campaignID: CampaignID
    package var kind: ReportKind
    /// How far the stored rows lie outside of what the summary says.
    package var difference: Int

    package init(campaignID: CampaignID, kind: ReportKind, difference: Int) {
        self.campaignID = campaignID
        self.kind = kind
        self.difference = difference
    }
}
