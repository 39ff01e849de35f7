import EmailOctopus
import Synchronization

/// Remembers that the provider refuses everybody, so that this is said once and not for each report.
final class Throttling: Sendable {
    private let message = Mutex<String?>(nil)

    /// The sentence about it; nil as long as the provider answers.
    var problem: String? {
        message.withLock { $0 }.map { "\($0). The run ends without the rest; the next one continues where this one stopped." }
    }

    /// - Returns: a problem's sentence, or nil if this one is said by ``problem``.
    func sentence(_ error: APIError, _ sentence: String) -> String? {
        guard error.isGivenUp else { return sentence }
        message.withLock { $0 = $0 ?? error.message }
        return nil
    }
}
