package import Engagement

/// What everybody may ask of a store, at any time and without the lease.
package protocol StoreReader: Sendable {
    /// The store's name for people, without a password: `sqlite:octo-site.sqlite`.
    var name: String { get }

    /// The store's id, made with it and kept for ever; a copy has the one of its original. Nil as long as nothing was stored.
    func storeID() async throws -> String?

    // MARK: Runs

    /// Every run, oldest first, including those that were rolled back.
    func runs() async throws -> [Run]

    /// The ids of the same, without reading what else is known of them.
    func runIDs() async throws -> [String]

    /// The run before which a rollback takes the store back that is under way or has broken off: until it is completed, a part of
    /// what the store held is missing. Nil where there is none, and in stores that take back in one step.
    func unfinishedRollback() async throws -> RunNumber?

    /// The result of a run's reconciliation; nil if none was saved.
    func reconciliation(of run: RunNumber) async throws -> AccountReconciliation?

    // MARK: Campaigns and lists

    /// Every campaign ever seen, including drafts, in ``Campaign`` order.
    func campaigns() async throws -> [CampaignRecord]

    /// The lists of the account, in order of their ids.
    func lists() async throws -> [ContactList]

    /// How many contacts the lists had in each run that read them all, in order of lists (UTF-8 bytes), then of runs.
    func listSizes() async throws -> [ListSizeReading]

    // MARK: Walks

    /// For each campaign and report, newest first: the newest certificate and the two newest complete ones, unless they
    /// are voided. Newest means saved last. The order of campaigns and reports is undefined.
    func certificates() async throws -> [Certificate]

    /// The certificates that a run saved, except voided ones.
    func certificates(of run: RunNumber) async throws -> [Certificate]

    /// Walks that broke off and can be resumed.
    func openWalks() async throws -> [OpenWalk]

    /// The contacts stored as reported, in order of their ids.
    func reportedContacts(campaign: CampaignID, kind: ReportKind) -> RowBatches<ReportedContact>

    // MARK: Measures, computed where the data is. Arrays have no particular order; zeros are left out.

    /// Counts by campaign, as they were at the end of run `asOf` (nil: now). Campaigns without participants may be missing.
    func counts(asOf: RunNumber?) async throws -> [CampaignID: Counts]

    /// The current counts of one campaign.
    func counts(of campaign: CampaignID) async throws -> Counts

    /// Distinct people among the participants of all campaigns except the excluded ones: all of them, and those who opened
    /// or clicked one of those campaigns. With `asOf`, by the addresses at that time.
    func peopleCounts(asOf: RunNumber?, excluding: Set<CampaignID>) async throws -> PeopleCounts

    /// Opens and clicks by hours since sending. Only participants with a time, in campaigns with a sending time. A time
    /// before the sending counts in hour 0.
    func hourCounts() async throws -> [HourCount]

    /// Participants marked as vanished, by campaign and report.
    func vanishedCounts() async throws -> [CampaignID: [ReportKind: Int]]

    /// Addresses with several contact ids, and contacts that had more than one address, now or in the journal. Case makes
    /// no difference.
    func identityAudit() async throws -> IdentityAudit

    /// Every field tag in any contact's record or list, in order of UTF-8 bytes.
    func fieldTags() async throws -> [FieldTag]

    /// Field tags that differ only in case and of which a record that was merged had two different values, as ``foldedTag(_:)``
    /// gives them. Once here, a tag stays, so that columns do not change from night to night.
    func conflictingTags() async throws -> Set<FieldTag>

    // MARK: Changes

    /// The numbers of the newest changes. What was read after them is of this state or a later one.
    func changeNumbers() async throws -> ChangeNumbers

    /// Everything kept of a kind and version, valid or not, a few at a time: the whole account's first, the parts of a campaign's in
    /// order. What is kept is of the present state: readings as of a run never use it.
    func keptMeasures(_ kind: MeasureKind) -> RowBatches<KeptMeasure>

    /// What the channels of notifications remember, in order of their names (UTF-8 bytes).
    func notifyMemories() async throws -> [NotifyMemory]

    // MARK: Rows, in a fixed order, so that the same store gives the same bytes

    /// Participants in ``Campaign`` order, then by contact id (UTF-8 bytes). Attributes, times and marks are the current
    /// ones; with `asOf`, those of that time. A campaign without a record is ordered like an unsent one.
    ///
    /// - Parameter kept: contacts whose rows may come without attributes, as the consumer has kept what it needs of them; not of rows
    ///   as they were at another time. It may grow during the pass.
    func participants(_ query: ParticipantQuery, keeping kept: KeptContacts?) -> RowBatches<ParticipantRow>

    /// Everybody with an address who is a participant of a campaign that is not excluded, by address (UTF-8 bytes). Counts
    /// and times cover only campaigns that are not excluded; a campaign counts once. The record is the newest one of the
    /// participating contacts. With `asOf`, everything except the campaigns' sending times is as it was.
    func people(asOf: RunNumber?, excluding: Set<CampaignID>) -> RowBatches<PersonRow>

    /// The records of all contacts with an address, as they were at the end of run `asOf` (nil: now), in order of the address in
    /// lower case (UTF-8 bytes), then of ids.
    func contactsByAddress(asOf: RunNumber?) -> RowBatches<ContactRecord>

    // MARK: The history of contacts

    /// Contacts with this id, or with this address in any case, now or in the past. In order of ids (UTF-8 bytes). A
    /// participant whose record was never seen has none here.
    func contacts(matching text: String) async throws -> [ContactRecord]

    /// The records of these contacts as they were at the end of run `asOf` (nil: now), in order of ids. Contacts without a
    /// record at that time are left out.
    func contacts(_ ids: [ContactID], asOf: RunNumber?) async throws -> [ContactRecord]

    /// In ``Campaign`` order, then by contact id.
    func participations(of contacts: [ContactID]) async throws -> [ParticipantRow]

    /// What runs changed about these contacts and their participations, oldest first.
    func journal(of contacts: [ContactID]) async throws -> [JournalEntry]

    /// What a run changed, in order.
    func journal(ofRun run: RunNumber) -> RowBatches<JournalEntry>

    // MARK: Forgotten people, accepted differences, notes

    func tombstones() async throws -> Set<Tombstone>

    /// By campaign and report: how many forgotten contacts it lists.
    func forgottenCounts() async throws -> [CampaignID: [ReportKind: Int]]

    func acceptedDifferences() async throws -> [AcceptedDifference]

    /// The value of a note; nil if there is none.
    func note(_ note: StoreNote) async throws -> String?

    // MARK: The old scripts

    /// What the team's old scripts have written that ``StoreWriter/adoptLegacyData(slug:isForgotten:)`` would adopt or repair.
    func legacyTraces() async throws -> LegacyTraces
}

extension StoreReader {
    /// The same, each row with its contact's record.
    package func participants(_ query: ParticipantQuery) -> RowBatches<ParticipantRow> { participants(query, keeping: nil) }

    /// A kind of store that the old scripts never wrote to has no traces of them.
    package func legacyTraces() async throws -> LegacyTraces { LegacyTraces() }

    /// A store that takes back in one step has no half of it.
    package func unfinishedRollback() async throws -> RunNumber? { nil }

    /// The addresses of all contacts, in lower case and in order of their UTF-8 bytes; one that several contacts have comes as often.
    package func addresses() -> RowBatches<Person> {
        contactsByAddress(asOf: nil).flatMap { contact in contact.attributes?.person.map { [$0] } ?? [] }
    }

    /// The current records of these contacts; contacts without a record are left out.
    package func records(of ids: [ContactID]) async throws -> [ContactID: Attributes] {
        try await contacts(ids, asOf: nil).reduce(into: [:]) { $0[$1.id] = $1.attributes }
    }
}
