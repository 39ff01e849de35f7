/// Lets one task at a time run a section of code with `await`s in it. An actor alone would let the next task in at the first
/// `await`.
///
/// It ignores cancellation: a cancelled task waits for its turn like any other. Every section is a merge of bounded size that
/// runs to its end, so the wait is short, and no waiter can be forgotten.
actor AsyncMutex {
    private var isLocked = false
    private var waiters: [CheckedContinuation<Void, Never>] = []

    func lock() async {
        if isLocked {
            await withCheckedContinuation { waiters.append($0) }
        } else {
            isLocked = true
        }
    }

    func unlock() {
        if waiters.isEmpty {
            isLocked = false
        } else {
            waiters.removeFirst().resume()
        }
    }
}
