import Basics

/// Numbers as text, without a locale, so that the same chart gives the same bytes everywhere.
enum NumberText {
    /// `129,483.5`: see ``GroupedNumber``; `n/a` for what is no number.
    static func grouped(_ value: Double, decimals: Int) -> String {
        GroupedNumber.text(value, decimals: decimals) ?? "n/a"
    }

    /// A coordinate: at most one decimal, and none where it would be 0.
    static func coordinate(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let (whole, rest) = (tenths.magnitude / 10, tenths.magnitude % 10)
        return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
    }
}
