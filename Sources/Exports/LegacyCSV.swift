import Engagement

/// The 21 columns that the team's old scripts wrote for each campaign, so that programs which read those files go on working.
/// The old scripts knew one spelling of each tag and lost the values of lists with another one. Here a column also takes the
/// spellings that `field_aliases` joins, and those that differ only in case.
struct LegacyCSV: RowFormat {
    let columns: [TableColumn]
    private let settings: ExportSettings
    private let fields: FieldColumns

    init(_ settings: ExportSettings) {
        self.settings = settings
        fields = FieldColumns(
            columns: LegacyLayout.fields.map { name, tag in
                FieldColumns.Column(name: name, spellings: Self.spellings(of: tag, in: settings))
            })
        columns =
            [TableColumn("campaign_name"), TableColumn("campaign_sent_at", .date), TableColumn("email")]
            + fields.tableColumns
            + ["opened", "clicked", "bounced", "complained", "unsubscribed"].map { TableColumn($0, .flag) }
            + [TableColumn("status")]
    }

    private static func spellings(of tag: FieldTag, in settings: ExportSettings) -> [FieldTag] {
        let column = settings.fieldAliases[tag] ?? tag
        let others = settings.fieldTags.filter { other in
            other != tag && (settings.fieldAliases[other] ?? other).lowercased() == column.lowercased()
        }
        return [tag] + others.sorted(by: utf8Less)
    }

    func append(_ row: ParticipantRow, to buffer: inout ByteBuffer) {
        let campaign = settings.campaigns[row.campaignID]
        buffer.append(cell: campaign?.name)
        buffer.append(ByteBuffer.comma)
        if let sentAt = campaign?.sentAt { buffer.append(sentAt.date) }
        buffer.append(ByteBuffer.comma)
        buffer.append(cell: row.attributes?.emailAddress)
        fields.append(row.attributes?.fields, to: &buffer)
        let flags = row.participant.firstReported.engagement
        for kind in ReportKind.engagement { buffer.append(flags[kind] ? ",Yes" : ",No") }
        buffer.append(ByteBuffer.comma)
        buffer.append(cell: row.attributes?.status)
        buffer.endRow()
    }
}
