/// Numbers with commas between thousands, in no locale: the same value gives the same bytes on every machine.
package enum GroupedNumber {
    /// `129,483`; a negative number begins with U+2212 (−).
    package static func text(_ number: Int) -> String { (number < 0 ? "−" : "") + grouped(number.magnitude) }

    /// `129,483.5`: rounded to so many decimals (0, 1 or 2), a half to the even digit as printf does. What rounds to 0 has no
    /// sign. Nil if the value is not finite, or too large for an `Int`.
    package static func text(_ value: Double, decimals: Int) -> String? {
        let scale = decimals == 0 ? 1 : decimals == 1 ? 10 : 100
        let rounded = (value.magnitude * Double(scale)).rounded(.toNearestOrEven)
        guard rounded.isFinite, let scaled = Int(exactly: rounded) else { return nil }
        let sign = value < 0 && scaled > 0 ? "−" : ""
        let whole = grouped((scaled / scale).magnitude)
        return decimals == 0 ? sign + whole : "\(sign)\(whole).\((scaled % scale).padded(to: decimals))"
    }

    private static func grouped(_ number: UInt) -> String {
        let digits = String(number)
        var output = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { output.append(",") }
            output.append(digit)
        }
        return output
    }
}
