/// Durations as people read them.
package enum DurationText {
    package static func text(_ duration: Duration) -> String { text(seconds: duration / .seconds(1)) }

    /// `4 s`, `3 min 20 s`, `3 min`, `2 h 5 min`: the two largest units, and one where the other would be 0.
    ///
    /// - Parameter seconds: rounded up to whole seconds; a negative number counts as 0.
    package static func text(seconds: Double) -> String {
        // Beyond any duration, and exact as an Int.
        let whole = Int(min(max(0, seconds.rounded(.up)), 1e15))
        if whole < 60 { return "\(whole) s" }
        if whole < 3_600 { return pair("\(whole / 60) min", whole % 60, "s") }
        return pair("\(GroupedNumber.text(whole / 3_600)) h", whole / 60 % 60, "min")
    }

    /// Reads `90`, `90s`, `10m`, `2h`; nil for anything else, and for more than a month.
    package static func duration(_ text: String) -> Duration? {
        guard let match = text.wholeMatch(of: #/([0-9]{1,9})(s|m|min|h)?/#), let number = Int(match.1) else { return nil }
        let seconds = number * (match.2 == "h" ? 3_600 : match.2 == "m" || match.2 == "min" ? 60 : 1)
        return seconds <= 31 * 86_400 ? .seconds(seconds) : nil
    }

    private static func pair(_ first: String, _ rest: Int, _ unit: String) -> String {
        rest == 0 ? first : "\(first) \(rest) \(unit)"
    }
}
