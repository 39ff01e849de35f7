/// A store of an account's engagement, in all its roles. SQLite and MongoDB implement it; the contract suite in
/// `Tests/Support` states in detail what they promise, and both run it.
///
/// Functions take the narrowest role that they need: ``StoreReader``, ``StoreWriter`` or ``StoreAdministration``. Only
/// whoever opens a store needs this one, to close it again.
///
/// All methods throw ``StoreError``, or `CancellationError` in a cancelled task. A write is durable when it returns
/// (SQLite: committed to the WAL; MongoDB: `w: majority`). A write that was killed halfway is completed by the same call
/// again. One process writes at a time, under the lease of ``StoreWriter``; readers need no lease.
package protocol EngagementStore: StoreAdministration {
    /// Makes what a backup copies complete. Called when a command has ended well, before ``close()``.
    func completeFiles() async throws

    /// Releases the lease and closes files and connections. The store must not be used afterwards.
    func close() async
}

extension EngagementStore {
    /// A server keeps its own files.
    package func completeFiles() async throws {}
}
