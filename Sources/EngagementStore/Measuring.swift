public import Engagement

/// What the store adds up by itself, where the data is.
public protocol Measuring: Sendable {
    /// By campaign, as it was when run `asOf` had ended (nil: now). Campaigns without participants may be missing.
    func counts(asOf: RunNumber?) async throws -> [CampaignID: Counts]

    /// One campaign's, now.
    func counts(of campaign: CampaignID) async throws -> Counts

    /// Distinct addresses among the participants of all campaigns but the excluded ones: all, and those who opened or clicked.
    func peopleCounts(asOf: RunNumber?, excluding: Set<CampaignID>) async throws -> PeopleCounts

    /// How many participants each run was the first to find in each report: the whole history, without copies.
    func gains() async throws -> [Gain]

    /// By hours since sending; only kinds opened and clicked, only participants with a time, of campaigns with one.
    func hourCounts() async throws -> [HourCount]

    /// By quarter of an hour; as above.
    func quarterHourCounts() async throws -> [QuarterHourCount]

    /// By mailbox provider. Participants without an address are left out.
    func domainCounts() async throws -> [DomainCounts]

    /// Participants whose open came at most so many seconds after their own `sent` time (else the campaign's).
    func quickOpens(within seconds: Int) async throws -> [CampaignID: Int]

    /// Participants marked as vanished, by campaign and kind; zeros are left out.
    func vanishedCounts() async throws -> [CampaignID: [ReportKind: Int]]

    /// One address under several contact ids; one contact whose address has changed (from the journal).
    func identityAudit() async throws -> IdentityAudit

    /// Every field tag that any contact's record or list holds, in order of its UTF-8 bytes.
    func fieldTags() async throws -> [FieldTag]
}

/// Rows in a fixed order, so that the same store gives the same bytes.
public protocol Streaming: Sendable {
    /// In ``Campaign`` order, then by contact id (UTF-8 bytes). Attributes are as they are now; with `asOf`, as they were.
    func participants(_ query: ParticipantQuery) -> RowBatches<ParticipantRow>

    /// Everybody with an address who is a participant of a campaign not excluded, by address (UTF-8 bytes).
    func people(asOf: RunNumber?, excluding: Set<CampaignID>) -> RowBatches<PersonRow>
}

/// The story of one contact.
public protocol Explaining: Sendable {
    /// Contacts with this id, or this address in any case; with an address, also those who once had it.
    func contacts(matching text: String) async throws -> [ContactRecord]

    /// In ``Campaign`` order.
    func participations(of contacts: [ContactID]) async throws -> [ParticipantRow]

    /// What runs changed about these contacts, oldest first.
    func journal(of contacts: [ContactID]) async throws -> [JournalEntry]

    /// What a run changed, in order.
    func journal(ofRun run: RunNumber) -> RowBatches<JournalEntry>
}
