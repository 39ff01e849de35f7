import Engagement

/// One pass over the people that feeds every planned file.
struct PeoplePass {
    private let format: PersonCSV
    private var files: [(selection: PeopleFile.Selection, table: TableFile)]
    private var line = ByteBuffer()

    init(_ files: [PeopleFile], format: PersonCSV, open: (PeopleFile, PersonCSV) throws -> TableFile) throws {
        self.format = format
        self.files = try files.map { ($0.selection, try open($0, format)) }
    }

    mutating func append(_ person: PersonRow) throws {
        line.clear()
        format.append(person, to: &line)
        for index in files.indices where files[index].selection.contains(person) {
            try files[index].table.append(row: line)
        }
    }

    func finish() throws -> [ExportedFile] { try files.flatMap { try $0.table.finish() } }
}
