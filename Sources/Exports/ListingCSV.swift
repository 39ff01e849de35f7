import Engagement

/// A participant in one of its reports.
struct Listing: Sendable {
    var kind: ReportKind
    var row: ParticipantRow
}

/// One row a participant and report: the report, then the columns of ``ParticipantCSV``.
struct ListingCSV: RowFormat {
    private var participant: ParticipantCSV

    init(_ settings: ExportSettings) { participant = ParticipantCSV(settings, reserved: [Self.report.name]) }

    private static let report = TableColumn("report", .text, "The report that lists, or listed, the participant")

    var columns: [TableColumn] { [Self.report] + participant.columns }

    mutating func append(_ listing: Listing, to buffer: inout ByteBuffer) {
        buffer.append(cell: listing.kind.rawValue)
        buffer.append(ByteBuffer.comma)
        participant.append(listing.row, to: &buffer)
    }
}
