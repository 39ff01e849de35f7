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

    /// After the custom fields, so that the columns of the first release keep their places.
    private static let laterColumns = [
        TableColumn("bounced_at", .time, "When it bounced; blank where EmailOctopus gives no time"),
        TableColumn("complained_at", .time, "When it was reported as spam; blank where EmailOctopus gives no time"),
        TableColumn("unsubscribed_at", .time, "When the contact unsubscribed; blank where EmailOctopus gives no time"),
        TableColumn("list", .text, "The lists that the campaign went to, joined by +"),
        TableColumn("subject", .text, "The campaign's subject"),
    ]

    let columns: [TableColumn]
    /// One person may have several contacts in a campaign, so that pseudonyms tell no two rows apart.
    let primaryKey: [String]
    private let settings: ExportSettings
    let fields: FieldColumns
    /// The first three and the last two cells of the campaign that the last row was of.
    private var campaign: (id: CampaignID, cells: ByteBuffer, lastCells: ByteBuffer)?
    private let contacts = ContactCells()
    /// Contacts whose further rows need no record.
    var kept: KeptContacts { contacts.kept }

    /// - Parameter reserved: names of further columns before these.
    init(_ settings: ExportSettings, reserved others: [String] = []) {
        self.settings = settings
        let contact = settings.privacy.pseudonyms == nil ? Self.contactColumns : Self.pseudonymColumns
        let fixed = Self.campaignColumns + contact + Self.engagementColumns
        // The same names are reserved at every privacy level, so that a field's column keeps its name when the level changes.
        let reserved =
            Self.campaignColumns + Self.contactColumns + Self.pseudonymColumns + Self.engagementColumns + Self.laterColumns
        fields = FieldColumns(
            tags: settings.fieldTags, aliases: settings.fieldAliases, conflicting: settings.conflictingTags,
            reserved: reserved.map(\.name) + others,
            privacy: settings.privacy)
        columns = fixed + fields.tableColumns + Self.laterColumns
        primaryKey = settings.privacy.pseudonyms == nil ? ["campaign_id", "contact_id"] : []
    }

    mutating func append(_ row: ParticipantRow, to buffer: inout ByteBuffer) {
        let campaign = cells(of: row.campaignID)
        let contact = contacts.cells(of: row) { append(row.attributes, of: row.participant.contactID, to: &$0) }
        buffer.append(campaign.first)
        buffer.append(contact.first, of: contacts.buffer)
        buffer.append(FlagCells.all[row.participant.firstReported.engagement])
        buffer.append(ByteBuffer.comma)
        buffer.append(cell: row.participant.occurredAt[.opened])
        buffer.append(ByteBuffer.comma)
        buffer.append(cell: row.participant.occurredAt[.clicked])
        buffer.append(contact.fields, of: contacts.buffer)
        for kind in [ReportKind.bounced, .complained, .unsubscribed] {
            buffer.append(ByteBuffer.comma)
            buffer.append(cell: row.participant.occurredAt[kind])
        }
        buffer.append(campaign.last)
        buffer.endRow()
    }

    /// How many bytes a row has up to the comma behind the contact's id; no two rows of a file have the same ones there. Not of rows with
    /// pseudonyms.
    mutating func keyCount(of row: ParticipantRow) -> Int {
        var contact = ByteBuffer()
        contact.append(cell: row.participant.contactID)
        return cells(of: row.campaignID).first.count + contact.count + 1
    }

    /// - Returns: where the cells of the fields begin.
    private func append(_ attributes: Attributes?, of contact: ContactID, to cells: inout ByteBuffer) -> Int {
        if let pseudonyms = settings.privacy.pseudonyms {
            cells.append(raw: pseudonyms.name(of: attributes?.emailAddress, contact: contact))
        } else {
            cells.append(cell: contact)
            cells.append(ByteBuffer.comma)
            cells.append(cell: attributes?.emailAddress)
        }
        cells.append(ByteBuffer.comma)
        cells.append(cell: attributes?.status)
        let end = cells.count
        fields.append(attributes?.fields, to: &cells)
        return end
    }

    private mutating func cells(of id: CampaignID) -> (first: ByteBuffer, last: ByteBuffer) {
        if let campaign, campaign.id == id { return (campaign.cells, campaign.lastCells) }
        var cells = ByteBuffer()
        cells.append(cell: id)
        cells.append(ByteBuffer.comma)
        cells.append(cell: settings.campaigns[id]?.name)
        cells.append(ByteBuffer.comma)
        cells.append(cell: settings.campaigns[id]?.sentAt)
        cells.append(ByteBuffer.comma)
        var last = ByteBuffer()
        for text in [settings.listNames(of: id), settings.campaigns[id]?.subject] {
            last.append(ByteBuffer.comma)
            last.append(cell: text)
        }
        campaign = (id, cells, last)
        return (cells, last)
    }
}
