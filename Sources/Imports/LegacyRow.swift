package import Basics
package import Engagement

/// A row of the old scripts' CSV: one contact in one campaign, without the contact's id.
package struct LegacyRow: Hashable, Sendable {
    package var campaignName: String
    /// The day on which the campaign was sent, in UTC.
    package var sentOn: CivilDate?
    /// Nil for a contact that was deleted at the provider.
    package var emailAddress: String?
    package var status: String?
    /// The fields that are not blank, by the tags that the old scripts used.
    package var fields: [FieldTag: FieldValue]
    /// The kinds that the row has, and always ``ReportKind/sent``. An open beside a click is left out: the old scripts set it with
    /// every click, so it is no evidence of an open, and a click implies an open here, too.
    package var reports: Set<ReportKind>

    /// - Throws: ``ImportError`` with the line.
    init(_ cells: [String], in file: String, line: Int) throws(ImportError) {
        guard cells.count == LegacyLayout.columns.count else {
            throw ImportError(
                file: file, line: line,
                "there \(cells.count == 1 ? "is 1 cell" : "are \(cells.count) cells") where the header has \(LegacyLayout.columns.count)."
            )
        }
        var values: [String: String] = [:]
        for (column, cell) in zip(LegacyLayout.columns, cells) { values[column] = Self.unguarded(cell) }
        // Spreadsheets and people leave blanks around what is not meant to have any.
        for column in ["campaign_sent_at", "email", "status"] + ReportKind.engagement.map(\.rawValue) {
            values[column] = values[column].map { Blanks.trimmed($0) }
        }
        func filled(_ column: String) -> String? { values[column].flatMap { $0.isEmpty ? nil : $0 } }

        campaignName = values["campaign_name"] ?? ""
        emailAddress = filled("email")
        status = filled("status")
        fields = [:]
        for (column, tag) in LegacyLayout.fields { fields[tag] = filled(column).map(FieldValue.text) }
        reports = [.sent]
        for kind in ReportKind.engagement {
            let word = values[kind.rawValue] ?? ""
            switch word.lowercased() {
            case "yes": reports.insert(kind)
            case "no": break
            default:
                throw ImportError(file: file, line: line, "\(kind.rawValue) is “\(word)”, which is neither Yes nor No.")
            }
        }
        if reports.contains(.clicked) { reports.remove(.opened) }
        if let day = filled("campaign_sent_at") {
            guard let time = Timestamp("\(day)T00:00:00Z"), time.date.text == day else {
                throw ImportError(file: file, line: line, "campaign_sent_at is “\(day)”, which is no day such as 2026-11-23.")
            }
            sentOn = time.orNilBefore2000?.date
        }
    }

    /// Midnight in UTC of the day of sending.
    package var sentAt: Timestamp? { sentOn.map { Timestamp(seconds: Int64($0.daysSinceEpoch) * 86_400) } }

    /// Removes the apostrophe that keeps spreadsheets from reading a cell as a formula.
    private static func unguarded(_ cell: String) -> String {
        guard cell.utf8.first == UInt8(ascii: "'"), let second = cell.utf8.dropFirst().first,
            "=+-@\t\r".utf8.contains(second)
        else { return cell }
        return String(cell.dropFirst())
    }
}
