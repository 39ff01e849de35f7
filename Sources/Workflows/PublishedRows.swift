import Engagement
import EngagementStore
import Exports
import Foundation
import Publishing

/// What a store keeps of the CSVs of a published site: where whose rows lie in them.
struct PublishedRows: Codable {
    /// Of the files as they were published (``Publishing/OutputClaim/liveMark()``).
    var site: String
    var index: RowIndex

    /// Kept once for each output.
    private static func kind(_ claim: OutputClaim) throws -> MeasureKind {
        MeasureKind("table rows:\(try claim.resolvedOutput())", version: 1)
    }

    /// Nil if nothing is known, or if the site is not as it was published.
    static func last(at claim: OutputClaim, in store: any StoreReader) async throws -> RowIndex? {
        // Of another build, or damaged: then all rows are read.
        guard let kept = try await store.keptMeasures(try kind(claim)).first(where: { $0.campaignID == nil }),
            let rows = try? JSONDecoder().decode(PublishedRows.self, from: Data(kept.bytes)), rows.index.isSound,
            try claim.liveMark() == rows.site
        else { return nil }
        return rows.index
    }

    func keep(at claim: OutputClaim, in store: any StoreWriter, at numbers: ChangeNumbers) async throws {
        let measure = KeptMeasure(campaignID: nil, change: numbers.store, bytes: Array(try JSONEncoder().encode(self)))
        try await store.keep([measure], as: try Self.kind(claim))
    }
}
