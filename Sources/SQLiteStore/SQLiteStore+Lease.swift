extension SQLiteStore {
    package func acquireLease(holder: String) async throws { try await lease.acquire(holder: holder) }
    package func renewLease() async throws { try await lease.renew() }
    package func releaseLease() async throws { await lease.release() }
}
