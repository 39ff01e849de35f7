import EngagementStore
import Files

/// The right to write to a store, which one process has at a time.
enum Lease {
    /// Three times within the minute after which a store gives up a lease that is not renewed.
    private static let renewal = Duration.seconds(15)

    /// Runs the body while the store's lease is held and renewed.
    /// - Throws: ``StoreError`` with the code `leased` where another process holds it for longer than the patience lasts, and
    ///   what the body throws.
    static func holding<Result: Sendable>(
        _ store: any StoreWriter, _ patience: Patience = .none, for body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await patience.waiting { try await store.acquireLease(holder: CurrentProcess.holder) }
        do {
            let result = try await withTaskCancellationHandler {
                try await renewing(store, while: body)
            } onCancel: {
                store.prepareToEnd()
            }
            try await store.releaseLease()
            return result
        } catch {
            // The first error says more than one of releasing would; a lease that is not released expires. A task of its
            // own, as a cancelled one can't write.
            await Task { [store] in _ = try? await store.releaseLease() }.value
            throw error
        }
    }

    private static func renewing<Result: Sendable>(
        _ store: any StoreWriter, while body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                do {
                    while true {
                        try await Task.sleep(for: renewal)
                        try await store.renewLease()
                    }
                } catch  where Task.isCancelled {
                    // What becomes of a cancelled body is the body's to say: it may come to its end all the same.
                    return nil
                }
            }
            defer { group.cancelAll() }
            while let finished = try await group.next() {
                if let finished { return finished }
            }
            throw CancellationError()
        }
    }
}
