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
    /// Reads everybody once, and writes every planned file of people and one for each list and segment. All of them are open at a
    /// time.
    ///
    /// - Parameters:
    ///   - people: in order of the addresses.
    ///   - unchanged: files that are only described, as they are taken over.
    package func write(
        _ files: [PeopleFile] = [], segmentsOf lists: some Collection<ContactList>,
        from people: some AsyncSequence<[ExportedPerson], any Error>, status: StatusSource,
        unchanged: [String: PeopleIndex.File] = [:], locate: @escaping (String) throws -> String
    ) async throws -> [ExportedFile] {
        if let file = files.first { try refuseAggregates(file.path) }
        if let list = lists.first { try refuseSegments(SiteLayout.segment(.active, of: list.id)) }
        var pass = try peoplePass(files, unchanged: unchanged, locate: locate)
        var segments = try SegmentPass(lists, status: status, unchanged: unchanged, locate: locate)
        for try await batch in people {
            try Task.checkCancellation()
            for person in batch {
                if !files.isEmpty { try pass.append(person.row) }
                for row in person.segments { try segments.append(row) }
            }
        }
        return try pass.finish() + segments.finish()
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
