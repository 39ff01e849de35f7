import Foundation

/// How the opens of a campaign, and what follows from them, are distributed over the time since it was sent.
enum DecayCurve {
    /// Shares of all opens, with the seconds since sending after which they have come: a few from machines within seconds, half
    /// of the others within four hours, the last after a month.
    private static let knots: [(share: Double, seconds: Double)] = [
        (0, 2), (0.06, 20), (0.10, 300), (0.30, 3_600), (0.50, 14_400), (0.70, 50_000), (0.85, 130_000),
        (0.94, 345_600), (0.985, 864_000), (1, 2_592_000),
    ]

    /// The seconds since sending after which the share has opened: the inverse of ``share(by:)``.
    static func seconds(at share: Double) -> Double {
        for (lower, upper) in zip(knots, knots.dropFirst()) where share < upper.share {
            let part = (share - lower.share) / (upper.share - lower.share)
            return lower.seconds * pow(upper.seconds / lower.seconds, part)
        }
        return knots[knots.count - 1].seconds
    }

    /// The share of all opens that come within so many seconds.
    static func share(by seconds: Double) -> Double {
        guard seconds > knots[0].seconds else { return 0 }
        for (lower, upper) in zip(knots, knots.dropFirst()) where seconds < upper.seconds {
            let part = log(seconds / lower.seconds) / log(upper.seconds / lower.seconds)
            return lower.share + part * (upper.share - lower.share)
        }
        return 1
    }

    /// How likely people read in each hour of the day in UTC: most in American mornings and evenings, few at night.
    static let activity: [Double] = [
        0.55, 0.45, 0.32, 0.22, 0.12, 0.07, 0.05, 0.05, 0.06, 0.10, 0.22, 0.42,
        0.68, 0.86, 1.00, 0.97, 0.92, 0.85, 0.80, 0.74, 0.70, 0.72, 0.76, 0.68,
    ]

    /// Weekends are quieter; 1970-01-01 was a Thursday.
    static func activity(at unixSeconds: Int64) -> Double {
        let weekday = (unixSeconds / 86_400 + 4) % 7
        return activity[Int(unixSeconds / 3_600 % 24)] * (weekday == 0 || weekday == 6 ? 0.6 : 1)
    }
}
