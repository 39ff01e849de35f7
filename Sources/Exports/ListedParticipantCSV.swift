import Engagement

/// One row per participant and report: the report, then the columns of ``ParticipantCSV``.
struct ListedParticipantCSV: RowFormat {
    private var participant: ParticipantCSV

    init(_ settings: ExportSettings) { participant = ParticipantCSV(settings, reserved: [Self.report.name]) }

    private static let report = TableColumn("report", .text, "The report that lists, or listed, the recipient")

    var primaryKey: [String] { participant.primaryKey.isEmpty ? [] : [Self.report.name] + participant.primaryKey }

    var columns: [TableColumn] { [Self.report] + participant.columns }

    mutating func append(_ listed: ListedParticipant, to buffer: inout ByteBuffer) {
        buffer.append(cell: listed.kind.rawValue)
        buffer.append(ByteBuffer.comma)
        participant.append(listed.row, to: &buffer)
    }
}
