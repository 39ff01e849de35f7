import Basics

/// Numbers as every page and command writes them, without a locale: 129,483 and 11.8%.
package enum Format {
    /// Shown where a denominator is 0.
    package static let notAvailable = "n/a"

    /// `129,483`
    package static func count(_ number: Int) -> String { GroupedNumber.text(number) }

    /// `+1,204`, `−3`, `±0`
    package static func change(_ number: Int) -> String {
        number == 0 ? "±0" : number > 0 ? "+\(count(number))" : count(number)
    }

    /// Always with one decimal, as `verify` prints it: `11.8%`; `n/a` of nothing.
    package static func percent(_ number: Int, of whole: Int) -> String {
        whole > 0 ? fixed(Double(number) * 100 / Double(whole), decimals: 1) + "%" : notAvailable
    }

    /// `11.8%`, below one per cent with two decimals: `0.12%`; `n/a` for nil.
    package static func percent(_ share: Double?) -> String {
        guard let share else { return notAvailable }
        if share == 0 { return "0%" }
        return share > 0 && share < 0.000_05 ? "<0.01%" : number(share * 100) + "%"
    }

    package static func percent(_ rate: Rate) -> String { percent(rate.value) }

    /// The 95 % interval, each end with as many decimals as a rate of its size: `11.6–12.0%`, `0–0.23%`; `n/a` where there is
    /// none.
    package static func interval(_ rate: Rate) -> String {
        guard let interval = rate.interval else { return notAvailable }
        let low = interval.lowerBound == 0 ? "0" : number(interval.lowerBound * 100)
        return "\(low)–\(number(interval.upperBound * 100))%"
    }

    /// `11.8% (11.6–12.0%)`
    package static func percentAndInterval(_ rate: Rate) -> String {
        rate.interval == nil ? percent(rate) : "\(percent(rate)) (\(interval(rate)))"
    }

    /// A difference of two shares in percentage points: `+1.2 points`, `−0.04 points`.
    package static func points(_ difference: Double) -> String { "\(signedPoints(difference)) points" }

    /// `−0.04 to +1.2 points`
    package static func points(_ low: Double, to high: Double) -> String { "\(signedPoints(low)) to \(points(high))" }

    private static func signedPoints(_ difference: Double) -> String {
        let text = number(difference.magnitude * 100)
        let isZero = text.utf8.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }
        return (isZero ? "±" : difference < 0 ? "−" : "+") + text
    }

    /// `1 hour`, `36 hours`, `3 days`: hours since sending.
    package static func age(hours: Int) -> String {
        if hours >= 48 || hours == 24, hours % 24 == 0 { return hours == 24 ? "1 day" : "\(count(hours / 24)) days" }
        return hours == 1 ? "1 hour" : "\(count(hours)) hours"
    }

    /// `36 hours`, `3 days`, `27 days and 6 hours`: days from two on.
    package static func exactAge(hours: Int) -> String {
        if hours < 48 { return counted(hours, "hour") }
        let rest = hours % 24
        return counted(hours / 24, "day") + (rest == 0 ? "" : " and \(counted(rest, "hour"))")
    }

    /// How old a campaign is: hours up to two days, then whole days.
    package static func roundedAge(hours: Int) -> String { age(hours: hours >= 48 ? hours / 24 * 24 : max(1, hours)) }

    /// Two decimals below 1, else one.
    private static func number(_ value: Double) -> String { fixed(value, decimals: value.magnitude < 0.995 ? 2 : 1) }

    /// Rounds a half to the even digit, as printf does, so that other programs print the same text; `n/a` for what is
    /// no number.
    static func fixed(_ value: Double, decimals: Int) -> String {
        GroupedNumber.text(value, decimals: decimals) ?? notAvailable
    }
}

/// `69 campaigns`, `1 campaign`
package func counted(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(Format.count(number)) \(number == 1 ? one : many ?? one + "s")"
}
