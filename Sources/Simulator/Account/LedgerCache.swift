import Synchronization

/// The ledgers that were used last, up to a number of rows. Any ledger can be computed again.
final class LedgerCache: Sendable {
    private struct State {
        var ledgers: [Int: (ledger: Ledger, used: Int)] = [:]
        var rows = 0
        var clock = 0
    }

    private let plan: AccountPlan
    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter limit: rows of `sent` reports to keep, about 12 bytes each.
    init(plan: AccountPlan, limit: Int = 400_000) {
        self.plan = plan
        self.limit = limit
    }

    func ledger(of campaign: Int) -> Ledger {
        let known = state.withLock { state -> Ledger? in
            state.clock += 1
            state.ledgers[campaign]?.used = state.clock
            return state.ledgers[campaign]?.ledger
        }
        if let known { return known }
        // Computed outside the lock: two tasks may compute it at once, with the same result.
        let ledger = LedgerBuilder.build(plan, plan.campaigns[campaign])
        state.withLock { state in
            guard state.ledgers[campaign] == nil else { return }
            state.ledgers[campaign] = (ledger, state.clock)
            state.rows += ledger.sent.count
            while state.rows > limit,
                let oldest = state.ledgers.filter({ $0.key != campaign }).min(by: { $0.value.used < $1.value.used })
            {
                state.ledgers[oldest.key] = nil
                state.rows -= oldest.value.ledger.sent.count
            }
        }
        return ledger
    }
}
