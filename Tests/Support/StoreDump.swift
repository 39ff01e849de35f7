import Engagement
package import EngagementStore

/// Everything that a store's contract allows to read, as lines of text by section: comparable, and readable where two differ. What
/// has no defined order is sorted; the journal's numbers, which only define the order, are left out.
package struct StoreDump: Hashable, Sendable {
    package private(set) var sections: [Section: [String]] = [:]

    package enum Section: String, CaseIterable, Sendable, Comparable {
        case runs, reconciliations, campaigns, lists, certificates, certificatesOfRuns, openWalks, participants, people,
            contacts,
            counts, peopleCounts, hours, vanished, reported, identity, fieldTags,
            journal, history,
            tombstones, forgotten, accepted, notes, firstRuns, recordKeys, listSizes

        package static func < (left: Section, right: Section) -> Bool { left.rawValue < right.rawValue }
    }

    /// The sections that a rollback restores. It leaves runs, lists and forgotten people alone, removes open walks and
    /// certificates, and lowers the keys of records.
    package static let takenBack: Set<Section> = [
        .campaigns, .participants, .people, .contacts, .counts, .peopleCounts, .hours, .vanished, .reported, .identity,
        .fieldTags, .journal, .history,
    ]

    /// - Parameter notes: the notes to read.
    package init(of store: any EngagementStore, notes: [StoreNote] = []) async throws {
        try await readRuns(store)
        try await readCampaigns(store)
        try await readRows(store)
        try await readMeasurements(store)
        sections[.tombstones] = try await store.tombstones().map { "\($0.subject.rawValue) \($0.hash)" }.sorted()
        sections[.forgotten] = lines(try await store.forgottenCounts())
        sections[.accepted] = try await store.acceptedDifferences()
            .map { "\($0.campaignID) \($0.kind.rawValue) \($0.difference)" }.sorted()
        sections[.firstRuns] = try await store.knownContacts().collected().map {
            "\($0.id) \($0.firstRun) \(line($0.attributes))"
        }
        sections[.recordKeys] = try await store.knownContacts().collected().map { "\($0.id) \($0.attributes.key)" }
        sections[.listSizes] = try await store.listSizes().map { "\($0)" }
        for note in notes { sections[.notes, default: []].append("\(note.name)=\(try await store.note(note) ?? "nil")") }
    }

    /// A dump with only these sections.
    package func only(_ names: Set<Section>) -> StoreDump {
        var dump = self
        dump.sections = sections.filter { names.contains($0.key) }
        return dump
    }

    /// The first difference of each section, for a person; empty if both are equal.
    package func differences(from other: StoreDump) -> [String] {
        Section.allCases.compactMap { section in
            let (mine, theirs) = (sections[section] ?? [], other.sections[section] ?? [])
            guard mine != theirs else { return nil }
            let place = zip(mine, theirs).enumerated().first { $1.0 != $1.1 }?.offset ?? min(mine.count, theirs.count)
            let (here, there) = (mine.dropFirst(place).first ?? "nothing", theirs.dropFirst(place).first ?? "nothing")
            return "\(section.rawValue), line \(place + 1) of \(mine.count) and \(theirs.count):\n  \(here)\n  \(there)"
        }
    }

    private mutating func readRuns(_ store: any EngagementStore) async throws {
        let runs = try await store.runs()
        sections[.runs] = runs.map(line)
        for run in runs {
            if let reconciliation = try await store.reconciliation(of: run.number) {
                sections[.reconciliations, default: []].append("\(run.number): \(reconciliation)")
            }
            sections[.certificatesOfRuns, default: []] += try await store.certificates(of: run.number).map(line)
                .sorted()
        }
        for number in [0] + runs.map(\.number) {
            let entries = try await store.journal(ofRun: number).collected()
            sections[.journal, default: []] += entries.map(line).sorted()
        }
    }

    private mutating func readCampaigns(_ store: any EngagementStore) async throws {
        let campaigns = try await store.campaigns()
        sections[.campaigns] = campaigns.map(line)
        sections[.lists] = try await store.lists().map { "\($0)" }
        // Within a campaign and report the newest comes first; the order of those is undefined.
        let grouped = Dictionary(grouping: try await store.certificates()) { "\($0.campaignID) \($0.kind.rawValue)" }
        sections[.certificates] = grouped.sorted { $0.key < $1.key }.flatMap { $0.value.map(line) }
        sections[.openWalks] = try await store.openWalks().map(line).sorted()
        for campaign in campaigns {
            for kind in ReportKind.allCases {
                let contacts = try await store.reportedContacts(campaign: campaign.id, kind: kind).collected()
                sections[.reported, default: []] += contacts.map {
                    "\(campaign.id) \(kind.rawValue) \($0.id) \($0.isVanished)"
                }
            }
        }
    }

    private mutating func readRows(_ store: any EngagementStore) async throws {
        let rows = try await store.participants(ParticipantQuery()).collected()
        sections[.participants] = rows.map(line)
        sections[.people] = try await store.people(asOf: nil, excluding: []).collected().map(line)
        for id in Set(rows.map(\.participant.contactID)).sorted(by: utf8Less) {
            for contact in try await store.contacts(matching: id) {
                sections[.contacts, default: []].append("\(contact.id) \(line(contact.attributes))")
            }
        }
        for run in try await store.runs() where run.state != .rolledBack {
            let past = try await store.participants(ParticipantQuery(asOf: run.number)).collected().map(line)
            sections[.history, default: []] += past.map { "\(run.number): \($0)" }
            let people = try await store.people(asOf: run.number, excluding: []).collected().map(line)
            sections[.history, default: []] += people.map { "\(run.number): \($0)" }
        }
    }

    private mutating func readMeasurements(_ store: any EngagementStore) async throws {
        sections[.counts] = try await store.counts(asOf: nil)
            .filter { $0.value != Counts() }.map { "\($0.key) \($0.value)" }.sorted()
        sections[.peopleCounts] = ["\(try await store.peopleCounts(asOf: nil, excluding: []))"]
        sections[.hours] = try await store.hourCounts().map { "\($0)" }.sorted()
        sections[.vanished] = lines(try await store.vanishedCounts())
        sections[.identity] = ["\(try await store.identityAudit())"]
        sections[.fieldTags] = try await store.fieldTags()
    }
}
