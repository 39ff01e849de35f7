import Engagement

/// What a stretch of the journal puts back. Of each thing the oldest entry counts, as it would be the last to be
/// replayed; so the writes need no order among themselves.
struct Replay: Sendable {
    private var attributes: [ContactID: Attributes?] = [:]
    private(set) var campaigns: [CampaignID: CampaignRecord] = [:]
    private var times: [Key: OccurredAt] = [:]
    private var marks: [Key: [ReportKind: Bool]] = [:]

    private struct Key: Hashable {
        var campaign: CampaignID
        var contact: ContactID
    }

    init(newestFirst entries: [JournalEntry]) {
        for entry in entries {
            switch entry.change {
            case .attributes(let contact, let old): attributes[contact] = .some(old)
            case .occurredAt(let campaign, let contact, let old): times[Key(campaign: campaign, contact: contact)] = old
            case .vanished(let campaign, let contact, let kind):
                marks[Key(campaign: campaign, contact: contact), default: [:]][kind] = false
            case .returned(let campaign, let contact, let kind):
                marks[Key(campaign: campaign, contact: contact), default: [:]][kind] = true
            case .campaign(let campaign, let old): campaigns[campaign] = old
            }
        }
    }

    var records: [EncodedContact] { attributes.map { EncodedContact($0, $1) } }

    var participantWrites: [Write] {
        let putBack = times.map { key, times in
            Write.update(
                filter: ParticipantDocument.filter(key.campaign, key.contact),
                update: ["$set": ["occurred_at": .document(BSONDocument(times))]])
        }
        let marked = marks.flatMap { key, kinds in
            kinds.map { MongoStore.marking(key.campaign, key.contact, $0, isVanished: $1) }
        }
        return putBack + marked
    }
}
