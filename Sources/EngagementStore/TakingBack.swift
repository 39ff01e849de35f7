public import Engagement

/// Undoing: a run as a whole, or a person.
public protocol TakingBack: Sendable {
    /// Takes the store back to what it was before the run began: drops `first_reported ≥ run`, replays the journal backwards,
    /// voids every certificate of each campaign and kind that the dropped runs have walked, drops open walks, and marks the runs rolled back.
    /// Killed half-way, the same call again finishes it.
    func rollback(to run: RunNumber) async throws -> RollbackOutcome

    /// Removes contacts with all that is known of them (participants, records, journal), adds what they counted to ``forgottenCounts()``,
    /// and keeps the tombstones.
    func forget(_ contacts: [ContactID], tombstones: [Tombstone]) async throws -> ForgetOutcome

    func tombstones() async throws -> Set<Tombstone>

    /// By campaign and report: how many forgotten contacts it lists. Only ever raised.
    func forgottenCounts() async throws -> [CampaignID: [ReportKind: Int]]
    func raiseForgottenCount(campaign: CampaignID, kind: ReportKind, to count: Int) async throws
}

public struct RollbackOutcome: Hashable, Sendable {
    public var runs: [RunNumber]
    public var removedParticipants: Int
    public var loweredParticipants: Int
    public var restoredContacts: Int
    public var removedCampaigns: Int

    public init(
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

public struct ForgetOutcome: Hashable, Sendable {
    public var contacts: Int
    public var participants: Int
    public var journalEntries: Int

    public init(contacts: Int = 0, participants: Int = 0, journalEntries: Int = 0) {
        self.contacts = contacts
        self.participants = participants
        self.journalEntries = journalEntries
    }
}

/// Differences that somebody has looked at and accepted.
public protocol Remembering: Sendable {
    func acceptedDifferences() async throws -> [AcceptedDifference]
    func accept(_ difference: AcceptedDifference) async throws
}

/// `verify --accept CAMPAIGN KIND`: rows and summary differ for good, by so much. It alarms again when it grows.
public struct AcceptedDifference: Hashable, Sendable, Codable {
    public var campaignID: CampaignID
    public var kind: ReportKind
    /// How far the stored rows lie outside of what the summary says.
    public var difference: Int

    public init(campaignID: CampaignID, kind: ReportKind, difference: Int) {
        self.campaignID = campaignID
        self.kind = kind
        self.difference = difference
    }
}
