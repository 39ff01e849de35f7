package import Basics
package import Engagement

/// What is measured of everybody.
package struct MeasuredPeople: Sendable {
    package var audience: Audience
    package var summary: PeopleSummary
    package var figures = PeopleFigures()

    package var counts: PeopleCounts { PeopleCounts(people: summary.people, engaged: summary.engaged) }
}

extension AccountMeasurer {
    /// A campaign, and who took part in it.
    private struct Source {
        let id: CampaignID
        let sentAt: Timestamp?
        /// Nil for a campaign without a record, which an old database may have: no page shows it, and no list is known of it.
        let lists: Set<ListID>?
        let isExcluded: Bool
        let people: PackedPeople
    }

    /// One person's part in one campaign, under one contact id: where it is.
    private struct Part {
        let person: PersonHash
        let source: Int32
        let place: Int32
    }

    /// Measures everybody.
    ///
    /// - Parameters:
    ///   - measured: the account's campaigns, measured.
    ///   - end: of the run that is shown.
    package func people(
        of measured: [MeasuredCampaign], end: Timestamp, in calendar: LocalCalendar
    ) throws(CompactReader.Damaged) -> MeasuredPeople {
        let tracked = Set(measured.filter(\.isTracked).map(\.id))
        let lists = Dictionary(measured.map { ($0.id, Set($0.record.campaign.listIDs)) }) { first, _ in first }
        // In the order in which one person's mailings are looked at.
        let sources = people.map { id, people in
            Source(
                id: id, sentAt: sentAt[id] ?? nil, lists: lists[id], isExcluded: excluded.contains(id), people: people)
        }.sorted { Mailing.precedes(($0.sentAt, $0.id), ($1.sentAt, $1.id)) }
        var result = MeasuredPeople(
            audience: Audience(campaigns: measured, end: end, in: calendar), summary: PeopleSummary(asOf: end))
        let bands = PersonBand.bands(of: sources.reduce(0) { $0 + $1.people.count }, size: participantsAtOnce)
        var parts: [Part] = []
        for band in bands {
            try Self.read(band, of: sources, into: &parts)
            var start = 0
            while start < parts.count {
                var next = start + 1
                while next < parts.count, parts[next].person == parts[start].person { next += 1 }
                try Self.add(parts[start..<next], of: sources, tracked: tracked, end: end, to: &result)
                start = next
            }
        }
        return result
    }

    /// Those of one person follow each other, in the order of the sources.
    private static func read(
        _ band: PersonBand, of sources: [Source], into parts: inout [Part]
    ) throws(CompactReader.Damaged) {
        parts.removeAll(keepingCapacity: true)
        for (index, source) in sources.enumerated() {
            try source.people.forEach { person, place in
                guard band.contains(person) else { return }
                parts.append(Part(person: person, source: Int32(index), place: Int32(place)))
            }
        }
        parts.sort { $0.person == $1.person ? $0.source < $1.source : $0.person < $1.person }
    }

    private static func add(
        _ parts: ArraySlice<Part>, of sources: [Source], tracked: Set<CampaignID>, end: Timestamp, to result: inout MeasuredPeople
    ) throws(CompactReader.Damaged) {
        var (participations, shown): ([Participation], [Participation]) = ([], [])
        var contacts: [ContactStanding] = []
        for part in parts {
            let source = sources[Int(part.source)]
            let (contact, participant) = try source.people.participant(at: Int(part.place))
            let index = contacts.firstIndex { $0.contact == contact } ?? contacts.endIndex
            if index == contacts.endIndex { contacts.append(ContactStanding(contact)) }
            // What a contact did through an excluded campaign counts against it.
            if let lists = source.lists { contacts[index].add(participant, lists: lists, sentAt: source.sentAt) }
            if source.isExcluded { continue }
            contacts[index].isCounted = true
            let participation = Participation(campaignID: source.id, sentAt: source.sentAt, participant: participant)
            participations.append(participation)
            if source.lists != nil { shown.append(participation) }
        }
        guard let person = parts.first?.person, !participations.isEmpty else { return }
        var figures = PersonFigures(participations)
        figures.contacts = contacts.filter(\.isCounted).map(\.contact)
        result.summary.add([figures.row(of: "", [])])
        if !shown.isEmpty {
            let measured = PersonMeasurement(shown, tracked: tracked)
            result.audience.add(measured)
            figures.segments = Set(SegmentFile.allCases.filter { measured.belongs(to: $0, at: end) })
            if !figures.segments.isEmpty { figures.memberships = Membership.all(of: contacts, at: end) }
        }
        result.figures.append(person, figures)
    }
}
