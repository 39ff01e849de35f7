import Engagement
import EngagementStore
import Exports
import Publishing

/// What a store keeps of the CSVs of a published site: where whose rows lie in them.
struct PublishedRows: Codable {
    /// Of these files as they were published (``Publishing/OutputClaim/liveMark(of:)``).
    private let files: String
    private let index: RowIndex

    /// Kept once for each output.
    private static func kind(_ claim: OutputClaim) throws -> MeasureKind {
        MeasureKind("table rows:\(try claim.resolvedOutput())", version: 3)
    }

    /// Nil where no site is published.
    /// - Parameter index: of the site.
    init?(_ index: RowIndex, of claim: OutputClaim) throws {
        guard let files = try claim.liveMark(of: index.paths) else { return nil }
        self.files = files
        self.index = index
    }

    /// Nil if nothing is known, or if the files are not as they were published.
    static func last(at claim: OutputClaim, in store: any StoreReader) async throws -> RowIndex? {
        guard let kept = try await store.keptMeasure(try kind(claim)),
            let rows = KeptMeasure.value(of: kept.bytes, PublishedRows.self), rows.index.isSound,
            try claim.liveMark(of: rows.index.paths) == rows.files
        else { return nil }
        return rows.index
    }

    func keep(at claim: OutputClaim, in store: any StoreWriter, at numbers: ChangeNumbers) async throws {
        try await store.keep([KeptMeasure(self, change: numbers.store)], as: try Self.kind(claim))
    }
}
