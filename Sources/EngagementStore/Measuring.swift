package import Engagement

/// What the store adds up by itself, where the data is. Arrays come in no particular order, and zeros are left out.
package protocol Measuring: Sendable {
    /// By campaign, as it was when run `asOf` had ended (nil: now). Campaigns without participants may be missing.
    func counts(asOf: RunNumber?) async throws -> [CampaignID: Counts]

    /// One campaign's, now.
    func counts(of campaign: CampaignID) async throws -> Counts

    /// Distinct addresses in any case among the participants of all campaigns but the excluded ones: all, and those
    /// who opened or clicked one of those campaigns. With `asOf`, the addresses of then.
    func peopleCounts(asOf: RunNumber?, excluding: Set<CampaignID>) async throws -> PeopleCounts

    /// How many participants each run was the first to find in each report: the whole history, without copies.
    func gains() async throws -> [Gain]

    /// By hours since sending; only kinds opened and clicked, only participants with a time, of campaigns with one. A
    /// time before the sending counts in hour 0.
    func hourCounts() async throws -> [HourCount]

    /// By quarter of an hour; as above.
    func quarterHourCounts() async throws -> [QuarterHourCount]

    /// By mailbox provider, ``mailDomain(of:)``. Participants without an address are left out.
    func domainCounts() async throws -> [DomainCounts]

    /// Participants whose open came at most so many seconds after their own `sent` time (else the campaign's); those
    /// without one of both times are left out.
    func quickOpens(within seconds: Int) async throws -> [CampaignID: Int]

    /// Participants marked as vanished, by campaign and kind; zeros are left out.
    func vanishedCounts() async throws -> [CampaignID: [ReportKind: Int]]

    /// One address under several contact ids; one contact under which, in the journal or now, more than one address
    /// was seen. Case makes no difference.
    func identityAudit() async throws -> IdentityAudit

    /// Every field tag that any contact's record or list holds, in order of its UTF-8 bytes.
    func fieldTags() async throws -> [FieldTag]
}

/// Rows in a fixed order, so that the same store gives the same bytes.
package protocol Streaming: Sendable {
    /// In ``Campaign`` order, then by contact id (UTF-8 bytes). Attributes, times and marks are as they are now; with
    /// `asOf`, as they were. A campaign that nobody has saved stands where an unsent one would.
    func participants(_ query: ParticipantQuery) -> RowBatches<ParticipantRow>

    /// Everybody with an address who is a participant of a campaign not excluded, by address (UTF-8 bytes). Counts
    /// are of distinct campaigns not excluded, and so is the rest; the record is the newest of the participating
    /// contacts' ones. With `asOf`, everything but the campaigns' sending times is as it was.
    func people(asOf: RunNumber?, excluding: Set<CampaignID>) -> RowBatches<PersonRow>
}

/// The story of one contact.
package protocol Explaining: Sendable {
    /// Contacts with this id, or this address in any case; with an address, also those who once had it. By id (UTF-8
    /// bytes). A participant of whom no record was ever seen has none here.
    func contacts(matching text: String) async throws -> [ContactRecord]

    /// The records of those of the contacts of whom one was known when run `asOf` had ended (nil: now), by id.
    func contacts(_ ids: [ContactID], asOf: RunNumber?) async throws -> [ContactRecord]

    /// In ``Campaign`` order, then by contact id.
    func participations(of contacts: [ContactID]) async throws -> [ParticipantRow]

    /// What runs changed about these contacts and their participations, oldest first.
    func journal(of contacts: [ContactID]) async throws -> [JournalEntry]

    /// What a run changed, in order.
    func journal(ofRun run: RunNumber) -> RowBatches<JournalEntry>
}
