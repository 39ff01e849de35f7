import Engagement
import Synchronization

/// How the provider spells the ids that we keep in another case: its own spelling is what it is asked with.
final class Spellings: Sendable {
    private let spellings = Mutex<[String: String]>([:])

    /// Remembers how a listing spells an id.
    func note(_ spelling: String?) {
        guard let spelling else { return }
        let id = canonicalID(spelling)
        if id != spelling { spellings.withLock { $0[id] = spelling } }
    }

    /// The provider's spelling of an id, as far as it is known.
    func spelling(of id: String) -> String { spellings.withLock { $0[id] } ?? id }
}
