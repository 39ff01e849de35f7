import Engagement
import EngagementStore
import Foundation

/// The updates that a published site shows, and the store that it was made from. The pages and CSVs of an update can't be made again
/// where the store does not know it.
struct PublishedArchive: Sendable {
    /// Ids, oldest first.
    let runs: [String]
    /// The id of the store; nil where the site does not say, as one of release 1.0.0.
    let storeID: String?

    private struct Entry: Decodable {
        var id: String
    }

    private struct Totals: Decodable {
        var store: String?
    }

    /// Whether a site may be published over another one.
    enum Relation: Sendable, Equatable {
        /// There is no site, or it was made from this store.
        case own
        /// The site does not say from which store it was made; this one has all of its updates.
        case nameless
        /// It was made from another store.
        case other(Difference)
    }

    enum Difference: Sendable, Equatable {
        /// Ids of updates that the site shows and the store does not have.
        case missing([String])
        /// The store has all of them, and another id: two stores may have begun an update in the same second.
        case id
    }

    /// - Parameters:
    ///   - runs: `data/runs.json` of the site; nil where there is no site.
    ///   - totals: `data/totals.json` of the site. Where it can't be read, the site does not say.
    init(runs: [UInt8]?, totals: [UInt8]?, output: String) throws {
        guard let runs else {
            self.runs = []
            storeID = nil
            return
        }
        let decoder = JSONDecoder()
        do { self.runs = try decoder.decode([Entry].self, from: Data(runs)).map(\.id) } catch {
            throw WorkflowError(
                .otherArchive,
                "\(output)/\(SiteLayout.runs) can't be read, so it can't be seen which updates the site shows. Put the file back, "
                    + "or give --replace-archive, which keeps the old site beside the new one.")
        }
        storeID = totals.flatMap { try? decoder.decode(Totals.self, from: Data($0)).store }
    }

    func relation(to store: any StoreReader) async throws -> Relation {
        if runs.isEmpty { return .own }
        let known = Set(try await store.runIDs())
        let missing = runs.filter { !known.contains($0) }
        if !missing.isEmpty { return .other(.missing(missing)) }
        guard let storeID else { return .nameless }
        return try await store.storeID() == storeID ? .own : .other(.id)
    }

    /// What is said where the site was made from another store.
    func refusal(_ difference: Difference, output: String, store: String) -> WorkflowError {
        let evidence: String
        switch difference {
        case .missing(let missing):
            let range = missing.count == 1 ? missing[0] : "\(missing[0]) to \(missing[missing.count - 1])"
            evidence =
                "\(output) shows \(missing.count == 1 ? "an update" : "\(missing.count) updates") (\(range)) that \(store) does not "
                + "have: the site was made from another store"
        case .id:
            evidence =
                "\(output) was made from another store than \(store): both have updates of the same time, but the stores have "
                + "different ids"
        }
        return WorkflowError(
            .otherArchive,
            "\(evidence), and nothing was changed. Name that store with --store, choose another --output, or give "
                + "--replace-archive, which keeps the old site as \(output).replaced-DATE.")
    }
}
