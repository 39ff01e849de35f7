import Basics

/// How long a server asks clients to wait before the next request.
enum RetryAfter {
    /// The longest wait that is believed. A wrong clock, or a value in milliseconds, would give a longer one.
    static let longest = Duration.seconds(120)

    /// Taken for a wait that can't be read, is negative, or is longer than ``longest``.
    static let assumed = Duration.seconds(60)

    /// The wait from now on, or nil if the server gives none.
    ///
    /// EmailOctopus sends `X-RateLimit-Retry-After` and doesn't document its unit: a value above 1e9 is read as a Unix
    /// time, as frameworks like Symfony send it, any other value as seconds. `Retry-After` is RFC 9110 §10.2.3: seconds
    /// or a date.
    ///
    /// - Parameter unixTime: the time since 1970-01-01T00:00:00Z.
    static func wait(_ headers: [String: String], unixTime: Duration) -> Duration? {
        let given = ["x-ratelimit-retry-after", "retry-after"].compactMap { headers[$0] }
        let waits = given.map(moment).map { $0.map { $0 > 1e9 ? $0 - unixTime / .seconds(1) : $0 } }
        let believed = waits.compactMap { $0 }.filter { (0...longest / .seconds(1)).contains($0) }
        if let wait = believed.first(where: { $0 > 0 }) { return .seconds(wait) }
        return waits.count > believed.count ? assumed : nil
    }

    private static func moment(_ text: String) -> Double? {
        Double(text).flatMap { $0.isFinite ? $0 : nil } ?? unixTime(ofDate: text)
    }

    /// Reads the one form of date that servers may still write: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
    static func unixTime(ofDate text: String) -> Double? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let day = Int(words[1]), let year = Int(words[3]),
            let month = MonthName.abbreviated.firstIndex(of: String(words[2])), (1970...9999).contains(year)
        else { return nil }
        let clock = words[4].split(separator: ":").compactMap { Int($0) }
        let date = CivilDate(year: year, month: month + 1, day: day)
        guard clock.count == 3, date.isValid, (0...23).contains(clock[0]), (0...59).contains(clock[1]),
            (0...60).contains(clock[2])
        else { return nil }
        return Double(CivilTime(date: date, hour: clock[0], minute: clock[1], second: clock[2]).secondsSinceEpoch)
    }
}
