import Engagement
import GRDB

/// What is selected for a ``ParticipantRow``: of a participant `p` and its contact `c`.
enum ParticipantColumns {
    static let own = "p.contact_id, \(Columns.list(Columns.participant, of: "p")), p.vanished"
    static let list = "\(own), \(Columns.list(Columns.record, of: "c"))"

    static let contactID = 0
    static let participant = contactID + 1
    static let vanished = participant + Columns.participant.count
    static let record = vanished + 1
    static let count = record + Columns.record.count
}

extension ParticipantRow {
    /// - Parameter row: ``ParticipantColumns/own``.
    init(_ row: some PositionalColumns, campaign: CampaignID) throws {
        let contact: ContactID = try row.text(ParticipantColumns.contactID, "contact_id")
        let (participant, marks): (Participant, Int?) = try row.reading(
            "participant (campaign \(campaign), contact_id \(contact))"
        ) {
            (
                try row.participant(contact, from: ParticipantColumns.participant),
                try row.number(ParticipantColumns.vanished, "vanished")
            )
        }
        self.init(
            campaignID: campaign, participant: participant, attributes: nil, vanished: VanishingMarks.kinds(in: marks ?? 0))
    }

    /// - Parameter row: ``ParticipantColumns/list``.
    init(withRecord row: some PositionalColumns, campaign: CampaignID) throws {
        try self.init(row, campaign: campaign)
        attributes = try row.reading("contact (contact_id \(participant.contactID))") {
            try row.attributes(from: ParticipantColumns.record)
        }
    }
}
