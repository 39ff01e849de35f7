import Basics

/// How long a server asks to be left alone.
enum RetryAfter {
    /// Nothing honest asks for longer; a wrong clock or a value in milliseconds would.
    static let longest = 300.0

    /// Seconds from now, or nil where the server doesn't say (or names a moment that has passed).
    ///
    /// EmailOctopus sends `X-RateLimit-Retry-After`, whose unit its documentation leaves open: a value above 1e9 is a
    /// Unix time, as frameworks like Symfony send it, else seconds. `Retry-After` is RFC 9110 §10.2.3: seconds or a
    /// date.
    static func seconds(_ headers: [String: String], unixTime: Double) -> Double? {
        let waits = ["x-ratelimit-retry-after", "retry-after"].compactMap { headers[$0].flatMap(moment) }.map {
            $0 > 1e9 ? $0 - unixTime : $0
        }
        return waits.first { $0 > 0 }.map { min($0, longest) }
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
        guard clock.count == 3, date.isValid, (0..<24).contains(clock[0]), clock[1...].allSatisfy((0...60).contains) else {
            return nil
        }
        return Double(CivilTime(date: date, hour: clock[0], minute: clock[1], second: clock[2]).secondsSinceEpoch)
    }
}
