import Engagement

/// One row per person, over all campaigns.
struct PersonCSV: RowFormat {
    private static let address = TableColumn("email_address", .text, "The person's address in lower case")
    private static let pseudonym = TableColumn(
        "person_id", .text, "A keyed hash of the address: the same person has the same one everywhere")
    private static let history = [
        TableColumn("campaigns", .count, "Campaigns sent to this person"),
        TableColumn("opened", .count, "Campaigns opened, or clicked, which implies it"),
        TableColumn("clicked", .count, "Campaigns clicked"),
        TableColumn("first_campaign_at", .time, "When the first of the campaigns was sent"),
        TableColumn("last_opened_at", .time, "The latest first open of a campaign; blank where no time is known"),
        TableColumn("last_clicked_at", .time, "The latest first click of a campaign; blank where no time is known"),
    ]

    let columns: [TableColumn]
    var primaryKey: [String] { [pseudonyms == nil ? Self.address.name : Self.pseudonym.name] }
    private let pseudonyms: Pseudonyms?
    private let fields: FieldColumns

    init(_ settings: ExportSettings) {
        pseudonyms = settings.privacy.pseudonyms
        fields = FieldColumns(
            tags: settings.fieldTags, aliases: settings.fieldAliases, conflicting: settings.conflictingTags,
            reserved: ([Self.address, Self.pseudonym] + Self.history).map(\.name), privacy: settings.privacy)
        columns = [pseudonyms == nil ? Self.address : Self.pseudonym] + Self.history + fields.tableColumns
    }

    func append(_ row: PersonRow, to buffer: inout ByteBuffer) {
        if let pseudonyms {
            buffer.append(raw: pseudonyms.name(of: row.person))
        } else {
            buffer.append(cell: row.person)
        }
        for count in [row.campaigns, row.opened, row.clicked] {
            buffer.append(ByteBuffer.comma)
            buffer.append(count)
        }
        for time in [row.firstCampaignAt, row.lastOpenedAt, row.lastClickedAt] {
            buffer.append(ByteBuffer.comma)
            buffer.append(cell: time)
        }
        fields.append(row.attributes?.fields, to: &buffer)
        buffer.endRow()
    }
}
