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
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let day = Int(words[1]), let year = Int(words[3]),
            let month = months.firstIndex(of: String(words[2])), (1...31).contains(day), (1970...9999).contains(year)
        else { return nil }
        let clock = words[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3 else { return nil }
        // Howard Hinnant's days_from_civil: years begin in March, so that a leap day is a year's last.
        let shiftedYear = month < 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 10) % 12) + 2) / 5 + day - 1
        let days = shiftedYear * 365 + shiftedYear / 4 - shiftedYear / 100 + shiftedYear / 400 + dayOfYear - 719_468
        return Double(days * 86_400 + clock[0] * 3_600 + clock[1] * 60 + clock[2])
    }
}
