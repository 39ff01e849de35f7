package import Engagement

/// How rows become lines of a file: one conformance a shape.
protocol RowFormat {
    associatedtype Row: Sendable

    /// What the data package says of the file; of NDJSON it says nothing.
    var columns: [TableColumn] { get }

    func appendHeader(to buffer: inout ByteBuffer)

    /// One line with its end. Mutating, as what rows have in common is formatted once and kept.
    mutating func append(_ row: Row, to buffer: inout ByteBuffer)
}

extension RowFormat {
    func appendHeader(to buffer: inout ByteBuffer) {
        for (index, column) in columns.enumerated() {
            if index > 0 { buffer.append(ByteBuffer.comma) }
            buffer.append(cell: column.name)
        }
        buffer.endRow()
    }
}

/// `csv` or `ndjson`.
package enum ExportFormat: String, CaseIterable, Sendable {
    /// RFC 4180, UTF-8, CRLF, a header row, formulas guarded.
    case csv
    /// One JSON object a line: the lossless twin, with typed values and nulls.
    case ndjson
}

/// Which columns a CSV of participants has.
package enum ExportLayout: String, CaseIterable, Sendable {
    /// The columns of the site's own files.
    case standard
    /// The 21 columns that the old scripts wrote.
    case legacy
}

/// What every row is formatted with.
package struct ExportSettings: Sendable {
    package var campaigns: [CampaignID: Campaign]
    /// Every tag that any record or list of the account holds.
    package var fieldTags: [FieldTag]
    /// From a field's spelling to the tag it is joined under (`kWhs` to `kWh`).
    package var fieldAliases: [FieldTag: FieldTag]
    package var privacy: Privacy
    /// Flags as they were when this run had ended; nil: as they are.
    package var asOf: RunNumber?

    package init(
        campaigns: [CampaignRecord], fieldTags: [FieldTag], fieldAliases: [FieldTag: FieldTag] = [:],
        privacy: Privacy = .full, asOf: RunNumber? = nil
    ) {
        self.campaigns = Dictionary(campaigns.map { ($0.id, $0.campaign) }) { first, _ in first }
        self.fieldTags = fieldTags
        self.fieldAliases = fieldAliases
        self.privacy = privacy
        self.asOf = asOf
    }
}
