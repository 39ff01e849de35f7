package import Engagement

/// Where the statuses of a segment's contacts come from.
package struct StatusSource: Hashable, Sendable {
    /// When EmailOctopus was last asked.
    package var readAt: Timestamp
    /// True of v1.6, whose status is that of the last report that named the contact.
    package var mayBeOutdated: Bool

    package init(readAt: Timestamp, mayBeOutdated: Bool) {
        self.readAt = readAt
        self.mayBeOutdated = mayBeOutdated
    }

    /// A sentence or two.
    package var words: String {
        "Subscribed by what EmailOctopus said of each contact up to \(readAt.iso8601)."
            + (mayBeOutdated ? " \(Self.warning)" : "")
    }

    package static let warning =
        "EmailOctopus' status may be out of date: update existing contacts, don't resubscribe."
}

extension Exporter {
    /// Reads the subscribers of lists once and writes a file for each list and segment. All of them are open at a time.
    ///
    /// - Parameter rows: in order of the addresses.
    package func write(
        segmentsOf lists: some Collection<ContactList>, from rows: some AsyncSequence<[SegmentRow], any Error>,
        status: StatusSource, locate: @escaping (String) throws -> String
    ) async throws -> [ExportedFile] {
        let tables = try lists.map { list in
            let format = SegmentCSV(list)
            let files = try SegmentFile.allCases.map { segment in
                let path = SiteLayout.segment(segment, of: list.id)
                try refuseSegments(path)
                return (
                    segment,
                    try TableFile(
                        path: path, scope: .segments,
                        description:
                            "Subscribed people of “\(list.title)” \(segment.clause). \(segment.advice) \(status.words)",
                        format: format, locate: locate)
                )
            }
            return (list: list.id, format: format, files: files)
        }
        let byList = Dictionary(tables.map { ($0.list, $0) }) { first, _ in first }
        var line = ByteBuffer()
        for try await batch in rows {
            try Task.checkCancellation()
            for row in batch {
                guard let table = byList[row.list] else { continue }
                line.clear()
                table.format.append(row, to: &line)
                for (segment, file) in table.files where row.segments.contains(segment) { try file.append(row: line) }
            }
        }
        return try tables.flatMap { try $0.files.compactMap { try $0.1.finish() } }
    }

    /// Writes one segment of a list to a file or to standard output.
    package func export(
        _ segment: SegmentFile, of list: ContactList, from rows: RowBatches<SegmentRow>, to destination: ExportDestination
    ) async throws -> ExportedFile {
        try refuseSegments(destination.name)
        return try await stream(
            rows.filter { $0.list == list.id && $0.segments.contains(segment) }, as: SegmentCSV(list), to: destination)
    }

    /// Segments are addresses.
    private func refuseSegments(_ file: String) throws(ExportError) {
        guard settings.privacy != .full else { return }
        throw ExportError(
            .refused, file: file,
            "\(file) was not written: a segment consists of addresses, which the setting `privacy` does not let leave the store. "
                + "Set `privacy: full`.")
    }
}
