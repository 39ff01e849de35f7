/// How often a provider may be asked.
public struct RateLimit: Hashable, Sendable {
    /// Requests a second; 0 means no limit.
    public var rate: Double
    /// Tokens at the start, and at most.
    public var burst: Double

    public init(rate: Double, burst: Double) {
        self.rate = rate
        self.burst = max(1, burst)
    }

    public static let unlimited = RateLimit(rate: 0, burst: 1)

    public var isUnlimited: Bool { rate <= 0 }

    /// The shortest time in seconds that so many requests can take.
    public func floor(requests: Int) -> Double {
        isUnlimited ? 0 : max(0, Double(requests) - burst) / rate
    }
}
