import Engagement

/// One JSON object per person, over all campaigns.
struct PersonJSON: RowFormat {
    let columns: [TableColumn] = []
    private let pseudonyms: Pseudonyms?
    private let fields: FieldObject

    init(_ settings: ExportSettings) {
        pseudonyms = settings.privacy.pseudonyms
        fields = FieldObject(settings)
    }

    func appendHeader(to buffer: inout ByteBuffer) {}

    func append(_ row: PersonRow, to buffer: inout ByteBuffer) {
        buffer.append("{")
        if let pseudonyms {
            buffer.append(key: "person_id", isFirst: true)
            buffer.append(json: pseudonyms.name(of: row.person))
        } else {
            buffer.append(key: "email_address", isFirst: true)
            buffer.append(json: row.person)
        }
        let counts: [(StaticString, Int)] = [
            ("campaigns", row.campaigns), ("opened", row.opened), ("clicked", row.clicked),
        ]
        for (name, count) in counts {
            buffer.append(key: name)
            buffer.append(count)
        }
        let times: [(StaticString, Timestamp?)] = [
            ("first_campaign_at", row.firstCampaignAt), ("last_opened_at", row.lastOpenedAt),
            ("last_clicked_at", row.lastClickedAt),
        ]
        for (name, time) in times {
            buffer.append(key: name)
            buffer.append(json: time)
        }
        buffer.append(key: "fields")
        fields.append(row.attributes?.fields, to: &buffer)
        buffer.append("}\n")
    }
}
