import Engagement
import EngagementStore

/// The records of contacts that later runs have replaced, as they were when a run had ended.
struct ReplacedRecords: Sendable {
    /// More are not looked at one by one: then reading everything costs no more.
    private static let limit = 4_000

    /// Nil for a contact of whom none was known.
    private(set) var old: [ContactID: Attributes?] = [:]

    /// In order (UTF-8 bytes).
    var contacts: [ContactID] { old.keys.sorted(by: utf8Less) }

    /// - Returns: nil if they are too many.
    init?(since run: RunNumber, of runs: [Run], in store: any StoreReader) async throws {
        for later in runs where later.number > run {
            for try await batch in store.journal(ofRun: later.number) {
                for entry in batch {
                    // The first entry says what was there before all of them.
                    guard case .attributes(let contact, let record) = entry.change, old[contact] == nil else { continue }
                    old[contact] = .some(record)
                }
                guard old.count <= Self.limit else { return nil }
            }
        }
    }
}
