import Basics
package import Engagement
package import Metrics
import Workbook

/// The figures of the pages as tables. They are the same values, and no row is a contact's, so that there are such tables
/// whatever the privacy.
package struct FigureTables: Sendable {
    package let tables: [FigureTable]
    private let title: String

    /// - Parameters:
    ///   - account: as the pages show it.
    ///   - lists: of the account, with or without campaigns.
    ///   - title: of the site.
    package init(_ account: AccountMetrics, lists: [ContactList], title: String, privacy: PrivacyLevel) {
        self.title = title
        let shown = privacy == .full
        tables = FigureFile.allCases.map { file in
            switch file {
            case .campaigns: .campaigns(account, showsAddresses: shown)
            case .links: .links(account, showsQueries: shown)
            case .lists: .lists(account, lists)
            case .months: .months(account)
            case .mailboxProviders: .mailboxProviders(account)
            case .audience: .audience(account)
            }
        }
    }

    package static let workbookDescription = "All these tables as sheets of one workbook, for Excel, LibreOffice or Numbers."

    /// Writes the tables, and the workbook of all of them.
    ///
    /// - Parameter locate: gives the path in the file system to write a path of the site to, in a folder that exists.
    /// - Returns: the workbook, then a CSV for each table.
    package func write(locate: @escaping (String) throws -> String) throws -> [ExportedFile] {
        [try writeWorkbook(locate: locate)] + (try tables.compactMap { try write($0, locate: locate) })
    }

    private func write(_ table: FigureTable, locate: @escaping (String) throws -> String) throws -> ExportedFile? {
        let format = FigureCSV(columns: table.columns, primaryKey: table.primaryKey)
        let file = try TableFile(
            path: SiteLayout.figures(table.file), scope: .figures, description: table.description, format: format, locate: locate)
        var line = ByteBuffer()
        for row in table.rows {
            line.clear()
            format.append(row, to: &line)
            try file.append(row: line)
        }
        return try file.finish()
    }

    private func writeWorkbook(locate: (String) throws -> String) throws -> ExportedFile {
        let path = SiteLayout.workbook
        let location = try locate(path)
        let sheets = tables.map { table in
            WorkbookSheet(name: table.file.rawValue, heads: table.columns.map(\.name), rows: table.rows)
        }
        do throws(WorkbookError) {
            try Workbook.write(sheets + [Self.columnSheet(tables)], title: title, to: location)
        } catch {
            throw ExportError(.cannotWrite, file: path, error.description.replacing(location, with: path))
        }
        let (bytes, hash) = try OutputFile.measure(location, name: path)
        return ExportedFile(
            path: path, scope: .figures, description: Self.workbookDescription,
            rows: tables.reduce(0) { $0 + $1.rowCount }, bytes: bytes, sha256: hash, columns: [])
    }

    /// What each column of each sheet means.
    private static func columnSheet(_ tables: [FigureTable]) -> WorkbookSheet {
        WorkbookSheet(
            name: "columns", heads: ["sheet", "column", "meaning"],
            rows: tables.flatMap { table in
                table.columns.map { column in
                    let zone = column.kind == .time ? ". In UTC" : ""
                    return [.text(table.file.rawValue), .text(column.name), .text((column.description ?? "") + zone)]
                }
            })
    }
}
