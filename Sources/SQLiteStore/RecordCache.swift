import Engagement
import Synchronization

/// The records of contacts that a pass over participants has read: a person of a few dozen campaigns is decoded once, not with every
/// campaign. That is half of what reading the participants of an ordinary account costs.
///
/// Memory is bounded: once full, what is there stays, so that a pass in the same order of contacts in each campaign still finds it.
final class RecordCache: Sendable {
    private static let capacity = 16_384

    private struct State {
        /// The store's change number when the records were read.
        var change: Int64?
        var records: [ContactID: Attributes] = [:]
    }

    private let state = Mutex(State())

    /// Calls with the records that are known, none of them older than a change number of the store; keeps what is added to them.
    func using<Value>(at change: Int64, _ body: (inout [ContactID: Attributes]) throws -> Value) rethrows -> Value {
        try state.withLock { state in
            if state.change != change { state = State(change: change) }
            return try body(&state.records)
        }
    }

    static func hasRoom(in records: [ContactID: Attributes]) -> Bool { records.count < capacity }
}
