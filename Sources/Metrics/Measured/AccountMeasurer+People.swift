import Basics
package import Engagement

/// What is measured of everybody.
package struct MeasuredPeople: Sendable {
    package var audience: Audience
    package var summary: PeopleSummary
    package var figures = PeopleFigures()

    package var counts: PeopleCounts { PeopleCounts(people: summary.people, engaged: summary.engaged) }
}

extension AccountMeasurer {
    /// A campaign, as it counts for people.
    fileprivate struct Origin {
        let sentAt: Timestamp?
        let isTracked: Bool
        let isExcluded: Bool
        /// Nil for a campaign without a record, which an old database may have: no page shows it, and no list is known of it.
        let lists: Set<ListID>?
    }

    /// One person's part in one campaign, under one contact id: where it is.
    private struct Part {
        let person: PersonHash
        /// The place of the campaign in the order of sending.
        let origin: Int32
        let place: Int32
    }

    /// Measures everybody.
    ///
    /// - Parameters:
    ///   - measured: the account's campaigns, measured.
    ///   - end: of the run that is shown.
    package func people(
        of measured: [MeasuredCampaign], end: Timestamp, in calendar: LocalCalendar
    ) throws -> MeasuredPeople {
        let (origins, places) = origins(measured)
        var result = MeasuredPeople(
            audience: Audience(campaigns: measured, end: end, in: calendar), summary: PeopleSummary(asOf: end))
        var (parts, person): ([Part], PersonParts) = ([], PersonParts())
        for band in 0..<PeopleBands.count {
            var reader = CompactReader(try bands.bytes(of: band))
            try Self.read(&reader, places, into: &parts)
            var start = 0
            while start < parts.count {
                person.removeAll()
                var next = start
                while next < parts.count, parts[next].person == parts[start].person {
                    let part = parts[next]
                    reader.move(to: Int(part.place))
                    let (contact, participant) = try reader.part()
                    person.add(contact, participant, to: origins[Int(part.origin)], at: part.origin)
                    next += 1
                }
                // Whose row came first must not show: parts of those who have moved come last.
                person.contacts.sort { $0.contact.bits < $1.contact.bits }
                result.add(parts[start].person, person, end: end)
                start = next
            }
        }
        return result
    }

    /// The campaigns in the order in which one person's mailings are looked at, and the place of each source among them; -1 for one that
    /// does not count.
    private func origins(_ measured: [MeasuredCampaign]) -> ([Origin], places: [Int32]) {
        let tracked = Set(measured.filter(\.isTracked).map(\.id))
        // One set for all campaigns that went to the same lists: those are the same at a glance.
        var sets: Set<Set<ListID>> = []
        var lists: [CampaignID: Set<ListID>] = [:]
        for campaign in measured {
            lists[campaign.id] = sets.insert(Set(campaign.record.campaign.listIDs)).memberAfterInsert
        }
        let order = sources.indices.filter { sources[$0].isWhole }.sorted {
            let (left, right) = (sources[$0].id, sources[$1].id)
            return Mailing.precedes((sentAt[left] ?? nil, left), (sentAt[right] ?? nil, right))
        }
        var places = Array(repeating: Int32(-1), count: sources.count)
        for (place, source) in order.enumerated() { places[source] = Int32(place) }
        let origins = order.map { source in
            let id = sources[source].id
            return Origin(
                sentAt: sentAt[id] ?? nil, isTracked: tracked.contains(id), isExcluded: excluded.contains(id), lists: lists[id])
        }
        return (origins, places)
    }

    /// Those of one person follow each other, in the order of the campaigns.
    private static func read(
        _ reader: inout CompactReader, _ places: [Int32], into parts: inout [Part]
    ) throws(CompactReader.Damaged) {
        parts.removeAll(keepingCapacity: true)
        while !reader.isAtEnd {
            let source = try reader.int()
            guard places.indices.contains(source) else { throw CompactReader.Damaged() }
            let place = Int32(reader.place)
            let person = try reader.ownerOfPart().person
            if places[source] >= 0 { parts.append(Part(person: person, origin: places[source], place: place)) }
        }
        parts.sort { $0.person == $1.person ? $0.origin < $1.origin : $0.person < $1.person }
    }

    /// What one person did; used again for the next one.
    fileprivate struct PersonParts {
        /// Of campaigns with a record.
        var mailings: [Mailing] = []
        var others: [Mailing] = []
        var contacts: [ContactStanding] = []
        private var last: Int32 = -1

        mutating func removeAll() {
            mailings.removeAll(keepingCapacity: true)
            others.removeAll(keepingCapacity: true)
            contacts.removeAll(keepingCapacity: true)
            last = -1
        }

        /// - Parameter place: of the campaign; those of one campaign follow each other.
        mutating func add(_ contact: ContactHash, _ participant: Participant, to origin: Origin, at place: Int32) {
            let index = contacts.firstIndex { $0.contact == contact } ?? contacts.endIndex
            if index == contacts.endIndex { contacts.append(ContactStanding(contact)) }
            // What a contact did through an excluded campaign counts against it.
            if let lists = origin.lists { contacts[index].add(participant, lists: lists, sentAt: origin.sentAt) }
            if origin.isExcluded { return }
            contacts[index].isCounted = true
            if origin.lists == nil {
                Self.add(participant, to: origin, &others, isNew: place != last)
            } else {
                Self.add(participant, to: origin, &mailings, isNew: place != last)
            }
            last = place
        }

        private static func add(_ participant: Participant, to origin: Origin, _ mailings: inout [Mailing], isNew: Bool) {
            if isNew { mailings.append(Mailing(sentAt: origin.sentAt, isTracked: origin.isTracked)) }
            mailings[mailings.count - 1].add(participant)
        }
    }
}

extension MeasuredPeople {
    fileprivate mutating func add(_ hash: PersonHash, _ person: AccountMeasurer.PersonParts, end: Timestamp) {
        guard !person.mailings.isEmpty || !person.others.isEmpty else { return }
        var own = PersonFigures()
        for mailing in person.mailings { own.add(mailing) }
        for mailing in person.others { own.add(mailing) }
        for contact in person.contacts where contact.isCounted { own.contacts.append(contact.contact) }
        let row = own.row(of: "", [])
        summary.add(CollectionOfOne(row))
        if !person.mailings.isEmpty {
            let measured = PersonMeasurement(person.mailings)
            audience.add(measured)
            own.segments = Set(SegmentFile.allCases.filter { measured.belongs(to: $0, at: end) })
            if !own.segments.isEmpty { own.memberships = Membership.all(of: person.contacts, at: end) }
        }
        figures.append(hash, own, in: RecencyTier(of: row, asOf: end))
    }
}
