import Engagement

/// One pass over the people that writes every planned file. Rows with pseudonyms are ordered by them before they are written.
struct PeoplePass {
    private let format: PersonCSV
    private let pseudonyms: Pseudonyms?
    private let files: [(selection: PeopleFile.Selection, table: TableFile)]
    private var order = PseudonymOrder()
    private var line = ByteBuffer()

    init(
        _ files: [PeopleFile], format: PersonCSV, pseudonyms: Pseudonyms?,
        open: (PeopleFile, PersonCSV) throws -> TableFile
    ) throws {
        precondition(files.count <= UInt32.bitWidth, "a mark has one bit per file")
        self.format = format
        self.pseudonyms = pseudonyms
        self.files = try files.map { ($0.selection, try open($0, format)) }
    }

    mutating func append(_ person: PersonRow) throws {
        var mark: UInt32 = 0
        for (index, file) in files.enumerated() where file.selection.contains(person) { mark |= 1 << index }
        guard mark != 0 else { return }
        line.clear()
        format.append(person, to: &line)
        if let pseudonyms {
            try order.add(line, pseudonym: pseudonyms.name(of: person.person), mark: mark)
        } else {
            try write(line, mark)
        }
    }

    func finish() throws -> [ExportedFile] {
        try order.forEach(write)
        return try files.compactMap { try $0.table.finish() }
    }

    private func write(_ line: ByteBuffer, _ mark: UInt32) throws {
        for (index, file) in files.enumerated() where mark & 1 << index != 0 { try file.table.append(row: line) }
    }
}
