import Engagement

/// One row per participant, in the columns of the site's files.
struct ParticipantCSV: RowFormat {
    private static let campaignColumns = [
        TableColumn("campaign_id", .text, "EmailOctopus' id of the campaign"),
        TableColumn("campaign_name", .text, "The campaign's name at EmailOctopus"),
        TableColumn("campaign_sent_at", .time, "When the campaign was sent"),
    ]
    private static let contactColumns = [
        TableColumn("contact_id", .text, "EmailOctopus' id of the contact; one person on two lists has two"),
        TableColumn("email_address", .text, "As EmailOctopus spells it; blank for a contact deleted there"),
    ]
    private static let pseudonymColumns = [
        TableColumn("person_id", .text, "A keyed hash of the address: the same person has the same one everywhere")
    ]
    private static let engagementColumns = [
        TableColumn("status", .text, "The contact's status at EmailOctopus, in its own spelling"),
        TableColumn("opened", .flag, "Reported as opened, or implied by a click"),
        TableColumn("clicked", .flag, "Clicked a link"),
        TableColumn("bounced", .flag, "Bounced, hard or soft"),
        TableColumn("complained", .flag, "Reported the mail as spam"),
        TableColumn("unsubscribed", .flag, "Unsubscribed from this campaign"),
        TableColumn("engaged", .flag, "Opened or clicked"),
        TableColumn("opened_at", .time, "The first open; blank where EmailOctopus gives no time"),
        TableColumn("clicked_at", .time, "The first click; blank where EmailOctopus gives no time"),
    ]

    let columns: [TableColumn]
    private let settings: ExportSettings
    private let fields: FieldColumns
    /// The first three cells of the campaign that the last row was of.
    private var campaign: (id: CampaignID, cells: ByteBuffer)?

    /// - Parameter reserved: names of further columns before these.
    init(_ settings: ExportSettings, reserved others: [String] = []) {
        self.settings = settings
        let contact = settings.privacy.pseudonyms == nil ? Self.contactColumns : Self.pseudonymColumns
        let fixed = Self.campaignColumns + contact + Self.engagementColumns
        // The same names are reserved at every privacy level, so that a field's column keeps its name when the level changes.
        let reserved = Self.campaignColumns + Self.contactColumns + Self.pseudonymColumns + Self.engagementColumns
        fields = FieldColumns(
            tags: settings.fieldTags, aliases: settings.fieldAliases, reserved: reserved.map(\.name) + others,
            privacy: settings.privacy)
        columns = fixed + fields.tableColumns
    }

    mutating func append(_ row: ParticipantRow, to buffer: inout ByteBuffer) {
        appendCampaign(row.campaignID, to: &buffer)
        if let pseudonyms = settings.privacy.pseudonyms {
            buffer.append(raw: pseudonyms.name(of: row.attributes?.emailAddress, contact: row.participant.contactID))
        } else {
            buffer.append(cell: row.participant.contactID)
            buffer.append(ByteBuffer.comma)
            buffer.append(cell: row.attributes?.emailAddress)
        }
        buffer.append(ByteBuffer.comma)
        buffer.append(cell: row.attributes?.status)
        buffer.append(FlagCells.all[row.participant.firstReported.engagement])
        buffer.append(ByteBuffer.comma)
        buffer.append(cell: row.participant.occurredAt[.opened])
        buffer.append(ByteBuffer.comma)
        buffer.append(cell: row.participant.occurredAt[.clicked])
        fields.append(row.attributes?.fields, to: &buffer)
        buffer.endRow()
    }

    private mutating func appendCampaign(_ id: CampaignID, to buffer: inout ByteBuffer) {
        if let campaign, campaign.id == id {
            buffer.append(campaign.cells)
            return
        }
        var cells = ByteBuffer()
        cells.append(cell: id)
        cells.append(ByteBuffer.comma)
        cells.append(cell: settings.campaigns[id]?.name)
        cells.append(ByteBuffer.comma)
        cells.append(cell: settings.campaigns[id]?.sentAt)
        cells.append(ByteBuffer.comma)
        campaign = (id, cells)
        buffer.append(cells)
    }
}
