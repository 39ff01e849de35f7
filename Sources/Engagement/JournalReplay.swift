/// What a part of the journal replaced. Of each thing the oldest entry counts, as it holds what was there before.
package struct JournalReplay: Sendable {
    /// A contact in a campaign.
    package struct Key: Hashable, Sendable {
        package var campaignID: CampaignID
        package var contactID: ContactID

        package init(_ campaignID: CampaignID, _ contactID: ContactID) {
            self.campaignID = campaignID
            self.contactID = contactID
        }
    }

    /// Old records of contacts; nil as a value where there was none.
    package private(set) var records: [ContactID: Attributes?] = [:]
    package private(set) var campaigns: [CampaignID: CampaignRecord] = [:]
    package private(set) var times: [Key: OccurredAt] = [:]
    /// By report: true if the contact was marked as vanished.
    package private(set) var marks: [Key: [ReportKind: Bool]] = [:]

    package init(oldestFirst entries: some Sequence<JournalEntry>) {
        for entry in entries { add(entry.change) }
    }

    private mutating func add(_ change: JournalEntry.Change) {
        switch change {
        case .attributes(let contact, let old):
            if records[contact] == nil { records[contact] = .some(old) }
        case .occurredAt(let campaign, let contact, let old):
            if times[Key(campaign, contact)] == nil { times[Key(campaign, contact)] = old }
        case .vanished(let campaign, let contact, let kind): addMark(Key(campaign, contact), kind, wasVanished: false)
        case .returned(let campaign, let contact, let kind): addMark(Key(campaign, contact), kind, wasVanished: true)
        case .campaign(let campaign, let old):
            if campaigns[campaign] == nil { campaigns[campaign] = old }
        }
    }

    private mutating func addMark(_ key: Key, _ kind: ReportKind, wasVanished: Bool) {
        if marks[key]?[kind] == nil { marks[key, default: [:]][kind] = wasVanished }
    }

    // MARK: As of an earlier run; the entries must be those of all runs after it

    /// A contact's record as it was when run `run` had ended; nil if a later run saw the first one.
    package func attributes(of contact: ContactID, now: Attributes?, asOf run: RunNumber) -> Attributes? {
        (records[contact] ?? now).flatMap { $0.run > run ? nil : $0 }
    }

    /// A participant as it was when run `run` had ended; nil if it was none.
    package func participant(_ participant: Participant, of campaign: CampaignID, asOf run: RunNumber) -> Participant? {
        var past = participant
        if let times = times[Key(campaign, participant.contactID)] { past.occurredAt = times }
        return past.asOf(run)
    }

    /// A row as it was when run `run` had ended; nil if it was no participant.
    package func row(_ row: ParticipantRow, asOf run: RunNumber) -> ParticipantRow? {
        guard let participant = participant(row.participant, of: row.campaignID, asOf: run) else { return nil }
        var past = row
        past.participant = participant
        past.attributes = attributes(of: participant.contactID, now: row.attributes, asOf: run)
        for (kind, wasVanished) in marks[Key(row.campaignID, participant.contactID)] ?? [:] {
            if wasVanished { past.vanished.insert(kind) } else { past.vanished.remove(kind) }
        }
        return past
    }
}
