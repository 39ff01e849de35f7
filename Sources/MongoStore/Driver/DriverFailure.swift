import CMongoC
import EngagementStore

/// A call that libmongoc or the server did not carry out.
struct DriverFailure: Error {
    /// What a person is told.
    let error: StoreError
    /// True if the same call may succeed a moment later: a node went away, and another one takes its place.
    let passes: Passing

    enum Passing: Hashable {
        case no
        /// Only where the server has answered before: else there is none.
        case ifServerIsKnown
        case yes
    }

    init(_ error: bson_error_t, at address: MongoAddress) {
        self.error = StoreError(error, at: address)
        switch mongoc_error_domain_t(error.domain) {
        case MONGOC_ERROR_SERVER_SELECTION: passes = .ifServerIsKnown
        // A server was chosen, so it has answered; then its connection ended.
        case MONGOC_ERROR_STREAM: passes = .yes
        case MONGOC_ERROR_SERVER, MONGOC_ERROR_WRITE_CONCERN, MONGOC_ERROR_CURSOR, MONGOC_ERROR_COMMAND, MONGOC_ERROR_QUERY:
            passes = Self.passingCodes.contains(error.code) ? .yes : .no
        default: passes = .no
        }
    }

    /// The server's codes for a change of primary, a node that stops, and a cursor that ended with its node
    /// (<https://github.com/mongodb/specifications/blob/master/source/retryable-writes/retryable-writes.md>, `RetryableError`).
    private static let passingCodes: Set<UInt32> = [
        6,  // HostUnreachable
        7,  // HostNotFound
        43,  // CursorNotFound
        63,  // StaleShardVersion
        89,  // NetworkTimeout
        91,  // ShutdownInProgress
        112,  // WriteConflict
        133,  // FailedToSatisfyReadPreference
        134,  // ReadConcernMajorityNotAvailableYet
        150,  // StaleEpoch
        175,  // QueryPlanKilled
        189,  // PrimarySteppedDown
        202,  // NetworkInterfaceExceededTimeLimit
        234,  // RetryChangeStream
        237,  // CursorKilled
        262,  // ExceededTimeLimit
        9001,  // SocketException
        10058,  // LegacyNotPrimary
        10107,  // NotWritablePrimary
        11600,  // InterruptedAtShutdown
        11602,  // InterruptedDueToReplStateChange
        13388,  // StaleConfig
        13435,  // NotPrimaryNoSecondaryOk
        13436,  // NotPrimaryOrSecondary
    ]
}
