import Basics
import EngagementStore
import Publishing

/// How long a command waits for a store or an output that another process holds.
package struct Patience: Sendable {
    private let limit: Duration
    private let onWait: @Sendable (_ sentence: String) -> Void

    /// How often it asks whether the holder has ended.
    private static let interval = Duration.milliseconds(250)

    /// Gives up at once.
    package static let none = Patience(limit: .zero) { _ in }

    /// - Parameter onWait: told once, with a sentence on who holds it, before the wait.
    package init(limit: Duration, onWait: @escaping @Sendable (_ sentence: String) -> Void) {
        self.limit = limit
        self.onWait = onWait
    }

    /// Runs the body again while it throws that another process holds something, until it does not or the time is over.
    func waiting<Result>(for body: () async throws -> Result) async throws -> Result {
        let deadline = ContinuousClock.now + limit
        var hasWaited = false
        while true {
            do { return try await body() } catch  where Self.isLocked(error) && ContinuousClock.now < deadline {
                if !hasWaited { onWait("\(error) Waiting up to \(DurationText.text(limit)).") }
                hasWaited = true
            }
            try await Task.sleep(for: Self.interval)
        }
    }

    private static func isLocked(_ error: any Error) -> Bool {
        (error as? StoreError)?.code == .leased || (error as? PublishingError)?.isLocked == true
    }
}
