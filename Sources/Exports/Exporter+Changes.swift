package import Engagement

extension Exporter {
    /// Reads the participants once and writes a file for each ``ListingChange``.
    ///
    /// - Parameters:
    ///   - rows: in ``Campaign`` order, all participants that the changes name.
    ///   - changes: those of the journal between the two runs.
    /// - Returns: the files; those without rows only if the plan includes them.
    package func write(
        _ plan: ChangePlan, listings rows: some AsyncSequence<[ParticipantRow], any Error>, changes: JournalChanges,
        locate: @escaping (String) throws -> String
    ) async throws -> [ExportedFile] {
        try refuseAggregates(plan.folder)
        var format = ListedParticipantCSV(settings)
        let tables = try ListingChange.allCases.map { change in
            try TableFile(
                path: plan.path(of: ChangeFile(change)), scope: plan.scope, description: ChangePlan.description(of: change),
                format: format, isOptional: plan.leavesOutEmptyFiles, locate: locate)
        }
        let tablesByChange = Dictionary(uniqueKeysWithValues: zip(ListingChange.allCases, tables))
        var line = ByteBuffer()
        for try await batch in rows {
            try Task.checkCancellation()
            for row in batch {
                for kind in ReportKind.allCases {
                    let listing = JournalChanges.Listing(
                        campaignID: row.campaignID, contactID: row.participant.contactID, kind: kind)
                    guard let change = changes.change(of: listing) else { continue }
                    line.clear()
                    format.append(ListedParticipant(kind: kind, row: row), to: &line)
                    try tablesByChange[change]?.append(row: line)
                }
            }
        }
        return try tables.compactMap { try $0.finish() }
    }

    /// Writes the file of contacts whose address changed.
    package func write(
        _ plan: ChangePlan, addresses: [AddressChange], locate: @escaping (String) throws -> String
    ) throws -> [ExportedFile] {
        try refuseAggregates(plan.folder)
        let format = AddressChangeCSV(settings)
        let table = try TableFile(
            path: plan.path(of: .changedAddresses), scope: plan.scope, description: ChangePlan.addressesDescription,
            format: format, isOptional: plan.leavesOutEmptyFiles, locate: locate)
        var line = ByteBuffer()
        for change in addresses {
            line.clear()
            format.append(change, to: &line)
            try table.append(row: line)
        }
        return try table.finish().map { [$0] } ?? []
    }
}
