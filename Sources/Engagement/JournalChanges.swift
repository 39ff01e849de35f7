/// The changes between the ends of two runs, from the journal: which contacts reports no longer list or list again, and which
/// records were replaced.
///
/// Entries of one contact and report alternate between *vanished* and *returned*, so the first entry shows the state before,
/// and the last one the state after. However often a row vanished and returned, vanished less returned rows are the growth of
/// the number of vanished rows.
package struct JournalChanges: Sendable {
    /// A contact in a report of a campaign.
    package struct Listing: Hashable, Sendable {
        package var campaignID: CampaignID
        package var contactID: ContactID
        package var kind: ReportKind

        package init(campaignID: CampaignID, contactID: ContactID, kind: ReportKind) {
            self.campaignID = campaignID
            self.contactID = contactID
            self.kind = kind
        }
    }

    private struct Span: Sendable {
        var beganByVanishing: Bool
        var endedByVanishing: Bool
    }

    private var spans: [Listing: Span] = [:]
    private var oldAddresses: [ContactID: String?] = [:]

    package init() {}

    /// Adds an entry; the oldest must come first.
    package mutating func add(_ entry: JournalEntry) {
        switch entry.change {
        case .vanished(let campaign, let contact, let kind):
            add(Listing(campaignID: campaign, contactID: contact, kind: kind), vanished: true)
        case .returned(let campaign, let contact, let kind):
            add(Listing(campaignID: campaign, contactID: contact, kind: kind), vanished: false)
        case .attributes(let contact, let old):
            if oldAddresses[contact] == nil { oldAddresses[contact] = .some(old?.emailAddress) }
        case .occurredAt, .campaign: break
        }
    }

    private mutating func add(_ listing: Listing, vanished: Bool) {
        let began = spans[listing]?.beganByVanishing ?? vanished
        spans[listing] = Span(beganByVanishing: began, endedByVanishing: vanished)
    }

    /// Campaigns in whose reports rows vanished or returned.
    package var campaignIDs: Set<CampaignID> { Set(spans.keys.map(\.campaignID)) }

    package func change(of listing: Listing) -> ListingChange? { spans[listing].map(Self.change) }

    /// By kind of change and report; zeros are left out.
    package var listingCounts: [ListingChange: [ReportKind: Int]] {
        spans.reduce(into: [:]) { $0[Self.change($1.value), default: [:]][$1.key.kind, default: 0] += 1 }
    }

    private static func change(_ span: Span) -> ListingChange {
        span.beganByVanishing != span.endedByVanishing ? .wavered : span.endedByVanishing ? .vanished : .returned
    }

    /// Contacts whose record was replaced.
    package var replacedContacts: [ContactID] { oldAddresses.keys.sorted(by: utf8Less) }

    /// Contacts whose address is another person's now, in order of their ids. Case makes no difference; a first address is no
    /// change.
    /// - Parameter records: the records of ``replacedContacts`` at the end of the time.
    package func addressChanges(_ records: some Sequence<ContactRecord>) -> [AddressChange] {
        records.compactMap { record in
            guard let old = oldAddresses[record.id] ?? nil, let person = person(of: old) else { return nil }
            let new = record.attributes?.emailAddress
            return person == Engagement.person(of: new) ? nil : AddressChange(contactID: record.id, old: old, new: new)
        }.sorted { utf8Less($0.contactID, $1.contactID) }
    }
}
