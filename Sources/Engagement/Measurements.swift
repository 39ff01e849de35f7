/// How many participants first did something in one hour after the campaign was sent (0 = the first hour).
package struct HourCount: Hashable, Sendable, Codable {
    package var campaignID: CampaignID
    package var kind: ReportKind
    package var hour: Int
    package var count: Int

    package init(campaignID: CampaignID, kind: ReportKind, hour: Int, count: Int) {
        self.campaignID = campaignID
        self.kind = kind
        self.hour = hour
        self.count = count
    }
}

/// How many participants first did something in one quarter of an hour of UTC, so that any time zone can be shown.
package struct QuarterHourCount: Hashable, Sendable, Codable {
    package var campaignID: CampaignID
    package var kind: ReportKind
    package var startsAt: Timestamp
    package var count: Int

    package init(campaignID: CampaignID, kind: ReportKind, startsAt: Timestamp, count: Int) {
        self.campaignID = campaignID
        self.kind = kind
        self.startsAt = startsAt
        self.count = count
    }
}

/// One campaign's participants at one mailbox provider: the domain of their addresses, in lower case.
package struct DomainCounts: Hashable, Sendable, Codable {
    package var campaignID: CampaignID
    package var domain: String
    package var counts: Counts

    package init(campaignID: CampaignID, domain: String, counts: Counts) {
        self.campaignID = campaignID
        self.domain = domain
        self.counts = counts
    }
}

/// Distinct addresses.
package struct PeopleCounts: Hashable, Sendable {
    package var people: Int
    package var engaged: Int

    package init(people: Int = 0, engaged: Int = 0) {
        self.people = people
        self.engaged = engaged
    }
}

/// How many participants of a campaign a run was the first to find in a report.
package struct Gain: Hashable, Sendable {
    package var campaignID: CampaignID
    package var run: RunNumber
    /// Nil counts participants who became engaged: whose earlier one of opened and clicked came with this run.
    package var kind: ReportKind?
    package var count: Int

    package init(campaignID: CampaignID, run: RunNumber, kind: ReportKind?, count: Int) {
        self.campaignID = campaignID
        self.run = run
        self.kind = kind
        self.count = count
    }
}

/// Counted over contacts that are participants of something.
package struct IdentityAudit: Hashable, Sendable, Codable {
    package var contacts: Int
    package var people: Int
    /// Addresses that more than one contact id has.
    package var sharedAddresses: Int
    /// Contact ids whose address has changed since they were first seen.
    package var changedAddresses: Int
    /// Contacts of whom no address was ever seen.
    package var withoutAddress: Int

    package init(
        contacts: Int = 0, people: Int = 0, sharedAddresses: Int = 0, changedAddresses: Int = 0, withoutAddress: Int = 0
    ) {
        self.contacts = contacts
        self.people = people
        self.sharedAddresses = sharedAddresses
        self.changedAddresses = changedAddresses
        self.withoutAddress = withoutAddress
    }
}

/// One person over all campaigns: a row of the people's exports.
package struct PersonRow: Hashable, Sendable {
    package var person: Person
    /// Campaigns of which the person is a participant, under however many contact ids.
    package var campaigns: Int
    /// How many of those campaigns the person opened (or clicked), and clicked.
    package var opened: Int
    package var clicked: Int
    package var firstCampaignAt: Timestamp?
    package var lastOpenedAt: Timestamp?
    package var lastClickedAt: Timestamp?
    /// The newest of the records of the person's contacts.
    package var attributes: Attributes?

    package init(
        person: Person, campaigns: Int, opened: Int, clicked: Int, firstCampaignAt: Timestamp? = nil,
        lastOpenedAt: Timestamp? = nil, lastClickedAt: Timestamp? = nil, attributes: Attributes? = nil
    ) {
        self.person = person
        self.campaigns = campaigns
        self.opened = opened
        self.clicked = clicked
        self.firstCampaignAt = firstCampaignAt
        self.lastOpenedAt = lastOpenedAt
        self.lastClickedAt = lastClickedAt
        self.attributes = attributes
    }

    /// The later of the last open and the last click that have a time.
    package var lastEngagedAt: Timestamp? { [lastOpenedAt, lastClickedAt].compactMap { $0 }.max() }
}

/// Which participants an export or a page asks for.
package struct ParticipantQuery: Hashable, Sendable {
    package var filter: Filter
    /// Empty: all campaigns.
    package var campaignIDs: Set<CampaignID>
    /// Only what was known when this run had ended; nil: everything.
    package var asOf: RunNumber?
    /// Only participants who came to match the filter after this run.
    package var since: RunNumber?

    package init(
        filter: Filter = .all, campaignIDs: Set<CampaignID> = [], asOf: RunNumber? = nil, since: RunNumber? = nil
    ) {
        self.filter = filter
        self.campaignIDs = campaignIDs
        self.asOf = asOf
        self.since = since
    }

    package enum Filter: String, Sendable, Codable, CaseIterable {
        case all, engaged, opened, clicked, bounced, complained, unsubscribed
        /// Sent, and neither opened nor clicked nor bounced.
        case unengaged

        package func matches(_ reported: FirstReported) -> Bool {
            let flags = reported.engagement
            return switch self {
            case .all: !reported.isEmpty
            case .engaged: flags.isEngaged
            case .opened: flags.opened
            case .clicked: flags.clicked
            case .bounced: flags.bounced
            case .complained: flags.complained
            case .unsubscribed: flags.unsubscribed
            case .unengaged: reported.isReported(.sent) && !flags.isEngaged && !flags.bounced
            }
        }
    }

    /// What every store's query must agree with, row by row.
    package func matches(_ reported: FirstReported) -> Bool {
        let now = asOf.map(reported.asOf) ?? reported
        guard filter.matches(now) else { return false }
        return since.map { !filter.matches(reported.asOf($0)) } ?? true
    }
}

/// Rows in batches of a thousand or so, pulled by whoever reads them: memory holds one batch, whatever the store holds.
package struct RowBatches<Row: Sendable>: AsyncSequence, Sendable {
    package typealias Element = [Row]
    private let makeNext: @Sendable () -> @Sendable () async throws -> [Row]?

    /// - Parameter makeNext: called once a pass; what it returns yields the next batch, or nil at the end.
    package init(_ makeNext: @escaping @Sendable () -> @Sendable () async throws -> [Row]?) { self.makeNext = makeNext }

    package struct AsyncIterator: AsyncIteratorProtocol {
        let pull: @Sendable () async throws -> [Row]?
        package mutating func next() async throws -> [Row]? { try await pull() }
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(pull: makeNext()) }

    /// The same rows, those of each batch that satisfy a condition.
    package func filter(_ isIncluded: @escaping @Sendable (Row) -> Bool) -> RowBatches {
        RowBatches {
            let pull = makeNext()
            return { try await pull()?.filter(isIncluded) }
        }
    }
}
