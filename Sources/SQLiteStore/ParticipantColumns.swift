import Engagement
import GRDB

/// What is selected for a ``ParticipantRow``: of a participant `p` and its contact `c`.
enum ParticipantColumns {
    static let list =
        "p.contact_id, \(Columns.list(Columns.participant, of: "p")), p.vanished, \(Columns.list(Columns.record, of: "c"))"

    static let contactID = 0
    static let participant = contactID + 1
    static let vanished = participant + Columns.participant.count
    static let record = vanished + 1
    /// Where columns that follow begin.
    static let end = record + Columns.record.count
}

extension ParticipantRow {
    /// - Parameter row: ``ParticipantColumns``.
    init(_ row: Row, campaign: CampaignID) throws {
        let contact: ContactID = row[ParticipantColumns.contactID]
        let (participant, marks): (Participant, Int?) = try row.reading(
            "participant (campaign \(campaign), contact_id \(contact))"
        ) {
            (
                try row.participant(contact, from: ParticipantColumns.participant),
                try row.number(ParticipantColumns.vanished, "vanished")
            )
        }
        let attributes = try row.reading("contact (contact_id \(contact))") {
            try row.attributes(from: ParticipantColumns.record)
        }
        self.init(
            campaignID: campaign, participant: participant, attributes: attributes,
            vanished: VanishingMarks.kinds(in: marks ?? 0))
    }
}
