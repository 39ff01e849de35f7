import Engagement

/// One pass over subscribers that writes a file for each list and segment.
struct SegmentPass {
    private typealias Table = (format: SegmentCSV, files: [(segment: SegmentFile, table: TableFile)])

    private let lists: [ListID]
    private let tables: [ListID: Table]
    private var line = ByteBuffer()

    init(
        _ lists: some Collection<ContactList>, status: StatusSource, unchanged: [String: PeopleIndex.File],
        locate: @escaping (String) throws -> String
    ) throws {
        self.lists = lists.map(\.id)
        let tables = try lists.map { list -> (ListID, Table) in
            let format = SegmentCSV(list)
            let files = try SegmentFile.allCases.map { segment in
                let description = "Subscribed people of “\(list.title)” \(segment.clause). \(segment.advice) \(status.words)"
                let path = SiteLayout.segment(segment, of: list.id)
                return (
                    segment,
                    try TableFile(
                        path: path, scope: .segments, description: description, format: format, takenOver: unchanged[path],
                        locate: locate)
                )
            }
            return (list.id, (format, files))
        }
        self.tables = Dictionary(tables) { first, _ in first }
    }

    mutating func append(_ row: SegmentRow) throws {
        guard let (format, files) = tables[row.list] else { return }
        line.clear()
        format.append(row, to: &line)
        for (segment, table) in files where row.segments.contains(segment) { try table.append(row: line) }
    }

    /// - Returns: the files in order of the lists.
    func finish() throws -> [ExportedFile] {
        try lists.flatMap { try (tables[$0]?.files ?? []).compactMap { try $0.table.finish() } }
    }
}
