package import Testing

/// Waits until a condition holds, looking fifty times a second.
///
/// - Parameters:
///   - limit: when the test fails instead; far beyond what the condition needs on a busy machine.
///   - what: the condition in words, for the failure.
package func eventually(
    within limit: Duration = .seconds(60), _ what: Comment, sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        try #require(ContinuousClock.now < deadline, "\(what) not within \(limit)", sourceLocation: sourceLocation)
        try await Task.sleep(for: .milliseconds(20))
    }
}
