import Engagement

/// One JSON object per participant: all that the store knows, with its types. The custom fields are in an object of their own, so
/// that no tag can equal another member. `first_reported` has the run of each report, `occurred_at` the time.
struct ParticipantJSON: RowFormat {
    let columns: [TableColumn] = []
    private let settings: ExportSettings
    private let fields: FieldObject

    init(_ settings: ExportSettings) {
        self.settings = settings
        fields = FieldObject(settings)
    }

    func appendHeader(to buffer: inout ByteBuffer) {}

    func append(_ row: ParticipantRow, to buffer: inout ByteBuffer) {
        let campaign = settings.campaigns[row.campaignID]
        buffer.append("{")
        buffer.append(key: "campaign_id", isFirst: true)
        buffer.append(json: row.campaignID)
        buffer.append(key: "campaign_name")
        buffer.append(json: campaign?.name)
        buffer.append(key: "campaign_sent_at")
        buffer.append(json: campaign?.sentAt)
        appendContact(of: row, to: &buffer)
        buffer.append(key: "status")
        buffer.append(json: row.attributes?.status)
        appendEngagement(of: row.participant, to: &buffer)
        buffer.append(key: "vanished")
        buffer.append(jsonList: row.vanished.sorted()) { $0.append(json: $1.rawValue) }
        buffer.append(key: "last_updated_at")
        buffer.append(json: row.attributes?.lastUpdatedAt)
        buffer.append(key: "list")
        buffer.append(json: settings.listNames(of: row.campaignID))
        buffer.append(key: "subject")
        buffer.append(json: campaign?.subject)
        buffer.append(key: "fields")
        fields.append(row.attributes?.fields, to: &buffer)
        buffer.append("}\n")
    }

    private func appendContact(of row: ParticipantRow, to buffer: inout ByteBuffer) {
        if let pseudonyms = settings.privacy.pseudonyms {
            buffer.append(key: "person_id")
            let contact = row.participant.contactID
            buffer.append(json: pseudonyms.name(of: row.attributes?.emailAddress, contact: contact))
        } else {
            buffer.append(key: "contact_id")
            buffer.append(json: row.participant.contactID)
            buffer.append(key: "email_address")
            buffer.append(json: row.attributes?.emailAddress)
        }
    }

    private func appendEngagement(of participant: Participant, to buffer: inout ByteBuffer) {
        let flags = participant.firstReported.engagement
        for (name, flag): (StaticString, Bool) in [
            ("opened", flags.opened), ("clicked", flags.clicked), ("bounced", flags.bounced),
            ("complained", flags.complained), ("unsubscribed", flags.unsubscribed), ("engaged", flags.isEngaged),
        ] {
            buffer.append(key: name)
            buffer.append(json: flag)
        }
        buffer.append(key: "opened_at")
        buffer.append(json: participant.occurredAt[.opened])
        buffer.append(key: "clicked_at")
        buffer.append(json: participant.occurredAt[.clicked])
        for (name, kind): (StaticString, ReportKind) in [
            ("bounced_at", .bounced), ("complained_at", .complained), ("unsubscribed_at", .unsubscribed),
        ] {
            buffer.append(key: name)
            buffer.append(json: participant.occurredAt[kind])
        }
        buffer.append(key: "first_reported")
        let runs = ReportKind.allCases.compactMap { kind in participant.firstReported[kind].map { (kind.rawValue, $0) } }
        buffer.append(jsonObject: runs) { $0.append($1) }
        buffer.append(key: "occurred_at")
        let times = ReportKind.allCases.compactMap { kind in participant.occurredAt[kind].map { (kind.rawValue, $0) } }
        buffer.append(jsonObject: times) { $0.append(json: $1) }
    }
}
