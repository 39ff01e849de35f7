import Basics
package import Engagement
import FoundationEssentials

/// One campaign's CSV from the old scripts, `campaign_{campaign id}_{name}.csv`. Only the file's name has the campaign's id.
package struct LegacyFile: Sendable {
    package let path: String
    package let campaignID: CampaignID
    /// When the campaign was sent, to the day; nil for a file without rows.
    package let sentAt: Timestamp?

    /// Checks the whole file, from its name to its last row.
    /// - Throws: ``ImportError``, also for a name without a campaign's id.
    package init(path: String) throws(ImportError) {
        self.path = path
        campaignID = try Self.campaign(in: path)
        sentAt = try Self.rows(in: path).first?.sentAt
    }

    static func campaign(in path: String) throws(ImportError) -> CampaignID {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard let match = name.wholeMatch(of: #/campaign_([^_]+)(?:_.*)?\.csv/#.ignoresCase().dotMatchesNewlines()) else {
            throw ImportError(
                file: path,
                "the name does not say which campaign this is. The old scripts named their files "
                    + "campaign_ID_NAME.csv; give it the campaign's id back.")
        }
        return canonicalID(String(match.1))
    }

    /// Reads all rows of the file.
    /// - Throws: ``ImportError`` with the line, for anything that can't be read or contradicts itself.
    package func rows() throws(ImportError) -> [LegacyRow] { try Self.rows(in: path) }

    private static func rows(in path: String) throws(ImportError) -> [LegacyRow] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ImportError(file: path, "the file can't be read. Check that it exists and is yours.")
        }
        var reader = CSVRows(Array(data))
        try checkHeader(try next(of: &reader, path), path)
        var rows: [LegacyRow] = []
        while let found = try next(of: &reader, path) {
            if Blanks.areAll(found.cells) { continue }
            let row = try LegacyRow(found.cells, in: path, line: found.line)
            if let first = rows.first, let difference = difference(row, first) {
                throw ImportError(
                    file: path, line: found.line,
                    "\(difference). A file holds one campaign, the one its name says.")
            }
            rows.append(row)
        }
        return rows
    }

    /// What shows that a row is of another campaign than the first; nil where nothing does.
    private static func difference(_ row: LegacyRow, _ first: LegacyRow) -> String? {
        if row.campaignName != first.campaignName {
            return "this row is of another campaign (“\(row.campaignName)”) than the first (“\(first.campaignName)”)"
        }
        func day(_ row: LegacyRow) -> String { row.sentOn.map { "“\($0.text)”" } ?? "blank" }
        return row.sentOn == first.sentOn
            ? nil : "campaign_sent_at is \(day(row)) in this row, and \(day(first)) in the first"
    }

    private static func next(of reader: inout CSVRows, _ path: String) throws(ImportError) -> CSVRows.Row? {
        do {
            return try reader.next()
        } catch {
            throw ImportError(file: path, line: error.line, error.message)
        }
    }

    private static func checkHeader(_ header: CSVRows.Row?, _ path: String) throws(ImportError) {
        let found = header?.cells ?? []
        if found == LegacyLayout.columns { return }
        if found.count == 1, let separator = [";": "semicolons", "\t": "tabs"].first(where: { found[0].contains($0.key) }) {
            throw ImportError(
                file: path, line: header?.line ?? 1,
                "the cells are separated by \(separator.value). Save the file with commas, as the old scripts wrote it.")
        }
        let place = zip(found, LegacyLayout.columns).enumerated().first { $1.0 != $1.1 }?.offset
        let difference =
            place.map { "column \($0 + 1) is “\(found[$0])” where the old scripts wrote “\(LegacyLayout.columns[$0])”." }
            ?? "there \(found.count == 1 ? "is 1 column" : "are \(found.count) columns") where the old scripts wrote \(LegacyLayout.columns.count)."
        throw ImportError(file: path, line: header?.line ?? 1, "the header is not theirs: \(difference)")
    }
}
