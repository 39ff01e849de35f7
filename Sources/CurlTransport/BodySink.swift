import HTTP

/// Collects the body of a response. A class, because curl holds its address.
final class BodySink {
    /// Why a chunk was not taken.
    enum Problem {
        /// The response is larger than ``BodySink/limit``.
        case tooLarge
        /// All responses under way are larger than their budget.
        case noRoom
    }

    /// The most bytes that may arrive, skipped ones included.
    let limit: Int
    private(set) var problem: Problem?
    let budget: BodyBudget
    private var skipper: MemberSkipper?
    private var arrived = 0
    private var bytes: [UInt8] = []

    init(limit: Int, skippedMember: String?, budget: BodyBudget) {
        self.limit = limit
        self.budget = budget
        skipper = skippedMember.map(MemberSkipper.init(name:))
    }

    deinit { budget.giveBack(bytes.count) }

    /// - Returns: false if the chunk would exceed the limit or the budget; it is dropped then.
    func append(_ chunk: UnsafeRawBufferPointer) -> Bool {
        guard chunk.count <= limit - arrived else { return fail(.tooLarge) }
        arrived += chunk.count
        let before = bytes.count
        if skipper == nil {
            unsafe bytes.append(contentsOf: chunk)
        } else {
            unsafe skipper?.append(chunk, to: &bytes)
        }
        guard budget.take(bytes.count - before) else {
            bytes.removeSubrange(before...)
            return fail(.noRoom)
        }
        return true
    }

    /// Returns what has come and empties the sink.
    func removeAll() -> [UInt8] {
        budget.giveBack(bytes.count)
        defer { bytes = [] }
        return bytes
    }

    private func fail(_ problem: Problem) -> Bool {
        self.problem = problem
        return false
    }
}
