package import Engagement
import Files

/// Writes rows to files. The same rows give the same bytes. Memory holds one batch of rows and one buffer per file, however large
/// the store is.
package struct Exporter: Sendable {
    let settings: ExportSettings

    package init(_ settings: ExportSettings) { self.settings = settings }

    /// Reads the participants once and writes every planned file.
    ///
    /// - Parameters:
    ///   - rows: in ``Campaign`` order, all that match the query of any of the files.
    ///   - locate: gives the path in the file system to write a path of the site to, in a folder that exists.
    /// - Returns: the files in the order of the plan.
    /// - Throws: ``ExportError``, and the errors of the rows. The files that were written until then are incomplete.
    package func write(
        _ files: [ParticipantFile], from rows: some AsyncSequence<[ParticipantRow], any Error>,
        locate: @escaping (String) throws -> String
    ) async throws -> [ExportedFile] {
        try await write(files, from: { _ in rows }, index: nil, earlier: nil, locate: locate).files
    }

    /// The same, but rows of campaigns that are as they were are taken over from the files of the site before.
    ///
    /// - Parameters:
    ///   - rows: of all other campaigns; those of contacts that are kept need no record.
    ///   - index: what the rows are made of; see ``index(run:program:campaigns:change:)``.
    /// - Returns: the files in the order of the plan, and where which rows lie in them.
    package func write(
        _ files: [ParticipantFile], from rows: (KeptContacts) -> some AsyncSequence<[ParticipantRow], any Error>,
        index: RowIndex?,
        earlier: EarlierRows?, locate: @escaping (String) throws -> String
    ) async throws -> (files: [ExportedFile], index: RowIndex?) {
        // Under `privacy: aggregates` there are none, and nothing has to be read.
        guard let file = files.first else { return ([], nil) }
        try refuseAggregates(file.path)
        let format = ParticipantCSV(settings)
        var pass = try ParticipantPass(files, format: format, index: index, earlier: earlier) { file, format in
            try TableFile(
                path: file.path, scope: file.scope, description: file.description, format: format, isOptional: file.isOptional,
                locate: locate)
        }
        for try await batch in rows(format.kept) {
            try Task.checkCancellation()
            for row in batch { try pass.append(row) }
        }
        return try pass.finish()
    }

    /// Reads the people once and writes every planned file, as above.
    /// - Parameter unchanged: files that are only described, as they are taken over.
    package func write(
        _ files: [PeopleFile], from people: some AsyncSequence<[PersonRow], any Error>,
        unchanged: [String: PeopleIndex.File] = [:], locate: @escaping (String) throws -> String
    ) async throws -> [ExportedFile] {
        guard let file = files.first else { return [] }
        try refuseAggregates(file.path)
        var pass = try peoplePass(files, unchanged: unchanged, locate: locate)
        for try await batch in people {
            try Task.checkCancellation()
            for person in batch { try pass.append(person) }
        }
        return try pass.finish()
    }

    func peoplePass(
        _ files: [PeopleFile], unchanged: [String: PeopleIndex.File], locate: @escaping (String) throws -> String
    ) throws -> PeoplePass {
        try PeoplePass(files, format: PersonCSV(settings), pseudonyms: settings.privacy.pseudonyms) { file, format in
            try TableFile(
                path: file.path, scope: .account, description: file.description, format: format,
                takenOver: unchanged[file.path], locate: locate)
        }
    }

    /// What the rows of each campaign are made of.
    /// - Parameters:
    ///   - program: tells one build of the program from another.
    ///   - campaigns: those whose rows are written, in the order of the rows.
    ///   - change: the number of the newest change of a campaign's rows.
    package func index(
        run: RunNumber, program: String, campaigns ids: [CampaignID], change: (CampaignID) -> Int64
    ) -> RowIndex {
        let format = ParticipantCSV(settings)
        return RowIndex(
            run: run,
            format: RowIndex.Format(
                program: program, fields: format.fields.columns.map { [$0.name] + $0.spellings },
                pseudonym: settings.privacy.pseudonyms?.name(of: "")),
            campaigns: ids,
            origins: ids.map { id in
                let campaign = settings.campaigns[id]
                let cells = [campaign?.name, campaign?.sentAt?.iso8601, campaign?.subject, settings.listNames(of: id)]
                return RowIndex.Origin(change: change(id), cells: cells)
            })
    }

    /// Rows to be added that take the place of those of the same contacts.
    package func updatedRows() -> UpdatedRows { UpdatedRows(format: ParticipantCSV(settings)) }

    /// Writes participants to one file or standard output. A file is written whole or not at all.
    ///
    /// - Parameters:
    ///   - rows: those of contacts that are kept need no record.
    ///   - byteOrderMark: for Excel; only a CSV can have one.
    package func export(
        _ rows: (KeptContacts?) -> some AsyncSequence<[ParticipantRow], any Error>, as format: ExportFormat,
        layout: ExportLayout = .standard,
        byteOrderMark: Bool = false, to destination: ExportDestination
    ) async throws -> ExportedFile {
        try refuseAggregates(destination.name)
        switch (format, layout) {
        case (.ndjson, _):
            return try await stream(rows(nil), as: ParticipantJSON(settings), to: destination)
        case (.csv, .standard):
            let format = ParticipantCSV(settings)
            return try await stream(rows(format.kept), as: format, byteOrderMark: byteOrderMark, to: destination)
        case (.csv, .legacy):
            guard settings.privacy == .full else {
                throw ExportError(
                    .refused, file: destination.name,
                    "The legacy layout consists of addresses and fields, which the setting `privacy` does not let leave the store. "
                        + "Leave out --layout legacy, or set `privacy: full`.")
            }
            return try await stream(rows(nil), as: LegacyCSV(settings), byteOrderMark: byteOrderMark, to: destination)
        }
    }

    /// Writes people to one file or standard output, as above.
    package func export(
        _ people: some AsyncSequence<[PersonRow], any Error>, as format: ExportFormat, byteOrderMark: Bool = false,
        to destination: ExportDestination
    ) async throws -> ExportedFile {
        try refuseAggregates(destination.name)
        let pseudonyms = settings.privacy.pseudonyms
        let key = pseudonyms.map { pseudonyms in { (row: PersonRow) in pseudonyms.name(of: row.person) } }
        return switch format {
        case .csv:
            try await stream(people, as: PersonCSV(settings), byteOrderMark: byteOrderMark, orderedBy: key, to: destination)
        case .ndjson: try await stream(people, as: PersonJSON(settings), orderedBy: key, to: destination)
        }
    }

    /// - Parameter pseudonym: what to order the rows by; nil keeps their order.
    func stream<Format: RowFormat>(
        _ rows: some AsyncSequence<[Format.Row], any Error>, as format: Format, byteOrderMark: Bool = false,
        orderedBy pseudonym: ((Format.Row) -> String)? = nil, to destination: ExportDestination
    ) async throws -> ExportedFile {
        let (file, replacement) = try destination.open()
        var format = format
        var order = PseudonymOrder()
        var buffer = ByteBuffer()
        if byteOrderMark { buffer.append(TableFile.byteOrderMark) }
        format.appendHeader(to: &buffer)
        try file.append(buffer)
        var count = 0
        for try await batch in rows {
            try Task.checkCancellation()
            buffer.clear()
            for row in batch {
                format.append(row, to: &buffer)
                guard let pseudonym else { continue }
                try order.add(buffer, pseudonym: pseudonym(row), mark: 0)
                buffer.clear()
            }
            try file.append(buffer)
            count += batch.count
        }
        try order.forEach { line, _ in try file.append(line) }
        let hash = try file.finish()
        try explainingFileErrors(destination.name) { () throws(FileError) in try replacement?.commit() }
        return ExportedFile(
            path: destination.name, scope: nil, description: "", rows: count, bytes: file.bytes, sha256: hash,
            columns: format.columns)
    }

    func refuseAggregates(_ file: String) throws(ExportError) {
        guard settings.privacy == .aggregates else { return }
        throw ExportError(
            .refused, file: file,
            "\(file) was not written: the setting `privacy: aggregates` lets no row of a contact leave the store.")
    }
}
