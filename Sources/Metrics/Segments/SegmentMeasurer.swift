package import Engagement

/// Who of each list is in which segment, found in one pass over the participants, in any order.
///
/// What people did counts over all campaigns and lists, except excluded campaigns. Who may be mailed is decided for each list by
/// itself: nobody who ever unsubscribed from a campaign to that list or complained about one, nobody to whom one bounced within 180
/// days or hard. EmailOctopus' rows don't tell hard bounces from soft ones, so a bounce counts as hard until something gets through.
///
/// A contact is a member of one list. Which one, EmailOctopus' reports don't say: it is the list that all its campaigns have in
/// common. Where that is none, or several, the contact is a member of none here; and what it did counts against the person on
/// every list that any of its campaigns went to.
package struct SegmentMeasurer: Sendable {
    /// A bounce younger than this keeps a person out of a list's segments.
    private static let bounceSeconds: Int64 = 180 * 86_400

    /// A person who may be mailed, as far as the reports tell.
    package struct Candidate: Hashable, Sendable {
        package var person: Person
        /// The person's contacts that are members of the list: usually one.
        package var members: [ContactID]
        /// All of the person's contacts that may be members of it.
        package var contacts: [ContactID]
        package var segments: Set<SegmentFile>
    }

    private let records: [CampaignRecord]
    private let places: [CampaignID: Int]
    private let excluded: Set<CampaignID>
    private let tracked: Set<CampaignID>
    private let end: Timestamp
    private var people: [Person: Member] = [:]

    private struct Member {
        var participations: [PackedParticipation] = []
        var contacts: [ContactID: Contact] = [:]
    }

    fileprivate struct Contact {
        /// The lists that all of its campaigns have in common; nil before the first.
        var common: Set<ListID>?
        var all: Set<ListID> = []
        var hasLeft = false
        var bounces: [(at: Timestamp?, sentAt: Timestamp?)] = []
        var lastDelivery: Timestamp?

        /// The one it is a member of; nil where that can't be told.
        var list: ListID? { common?.count == 1 ? common?.first : nil }
    }

    /// - Parameters:
    ///   - campaigns: of the account, measured, excluded ones included.
    ///   - end: of the run that is shown.
    package init(_ campaigns: [MeasuredCampaign], end: Timestamp) {
        records = campaigns.map(\.record)
        places = Dictionary(campaigns.enumerated().map { ($1.id, $0) }) { first, _ in first }
        excluded = Set(campaigns.filter(\.isExcluded).map(\.id))
        tracked = Set(campaigns.filter(\.isTracked).map(\.id))
        self.end = end
    }

    /// A row without an address, or of a campaign without a record, counts for nobody.
    package mutating func add(_ row: ParticipantRow) {
        guard let person = row.attributes?.person, let place = places[row.campaignID] else { return }
        people[person, default: Member()].contacts[row.participant.contactID, default: Contact()]
            .add(row.participant, of: records[place].campaign)
        guard !excluded.contains(row.campaignID) else { return }
        people[person]?.participations.append(PackedParticipation(row.participant, campaign: place))
    }

    /// By list, in order of the addresses.
    package func candidates() -> [ListID: [Candidate]] {
        var result: [ListID: [Candidate]] = [:]
        for (person, member) in people {
            let measured = PersonMeasurement(member.participations.map { $0.participation(in: records) }, tracked: tracked)
            let segments = Set(SegmentFile.allCases.filter { measured.belongs(to: $0, at: end) })
            guard !segments.isEmpty else { continue }
            let barred = member.contacts.values.filter(isBarred).reduce(into: Set<ListID>()) { $0.formUnion($1.all) }
            let ids = member.contacts.keys.sorted(by: utf8Less)
            let lists = Set(member.contacts.values.compactMap(\.list)).subtracting(barred)
            for list in lists {
                result[list, default: []].append(
                    Candidate(
                        person: person, members: ids.filter { member.contacts[$0]?.list == list },
                        contacts: ids.filter { member.contacts[$0]?.all.contains(list) ?? false }, segments: segments))
            }
        }
        return result.mapValues { $0.sorted { utf8Less($0.person, $1.person) } }
    }

    private func isBarred(_ contact: Contact) -> Bool {
        contact.hasLeft
            || contact.bounces.contains { bounce in
                guard let time = bounce.at ?? bounce.sentAt else { return true }
                if end.seconds - time.seconds < Self.bounceSeconds { return true }
                guard let sentAt = bounce.sentAt, let delivery = contact.lastDelivery else { return true }
                return delivery <= sentAt
            }
    }
}

extension SegmentMeasurer.Contact {
    fileprivate mutating func add(_ participant: Participant, of campaign: Campaign) {
        let lists = Set(campaign.listIDs)
        all.formUnion(lists)
        common = common.map { $0.intersection(lists) } ?? lists
        let reported = participant.firstReported
        if reported.isReported(.unsubscribed) || reported.isReported(.complained) { hasLeft = true }
        if reported.isReported(.bounced) {
            bounces.append((participant.occurredAt[.bounced], campaign.sentAt))
        } else if reported.isReported(.sent), let sentAt = campaign.sentAt {
            lastDelivery = lastDelivery.map { max($0, sentAt) } ?? sentAt
        }
    }
}
