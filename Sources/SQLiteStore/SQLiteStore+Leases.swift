extension SQLiteStore {
    public func acquireLease(holder: String) async throws { try await lease.acquire(holder: holder) }
    public func renewLease() async throws { try await lease.renew() }
    public func releaseLease() async throws { await lease.release() }
}
