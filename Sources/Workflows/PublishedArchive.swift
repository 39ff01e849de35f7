import Engagement
import EngagementStore
import Foundation

/// The updates that a published site shows. Its pages and CSVs of an update can't be made again where the store does not know it.
struct PublishedArchive: Sendable {
    /// Ids, oldest first.
    let runs: [String]

    private struct Entry: Decodable {
        var id: String
    }

    /// - Parameter json: `data/runs.json` of the site; nil where there is no site.
    init(json: [UInt8]?, output: String) throws {
        guard let json else {
            runs = []
            return
        }
        do { runs = try JSONDecoder().decode([Entry].self, from: Data(json)).map(\.id) } catch {
            throw WorkflowError(
                .otherArchive,
                "\(output)/\(SiteLayout.runs) can't be read, so it can't be seen which updates the site shows. Put the file back, "
                    + "or give --replace-archive, which keeps the old site beside the new one.")
        }
    }

    /// The updates that are on the site and not in the store.
    func missing(in store: any StoreReader) async throws -> [String] {
        if runs.isEmpty { return [] }
        let known = Set(try await store.runs().map(\.id))
        return runs.filter { !known.contains($0) }
    }

    static func refusal(of missing: [String], output: String, store: String) -> WorkflowError {
        let range = missing.count == 1 ? missing[0] : "\(missing[0]) to \(missing[missing.count - 1])"
        return WorkflowError(
            .otherArchive,
            "\(output) shows \(missing.count == 1 ? "an update" : "\(missing.count) updates") (\(range)) that \(store) does not have: the site was made from another store, "
                + "and nothing was changed. Name that store with --store, choose another --output, or give --replace-archive, "
                + "which keeps the old site as \(output).replaced-DATE.")
    }
}
