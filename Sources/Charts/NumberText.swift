/// Numbers as text, without a locale, so that the same chart gives the same bytes everywhere.
enum NumberText {
    /// `129,483.5`: commas between thousands, as many decimals as asked for (0 … 2), the half rounded to even.
    static func grouped(_ value: Double, decimals: Int) -> String {
        let scale = [1, 10, 100][decimals]
        let scaled = Int((value.magnitude * Double(scale)).rounded(.toNearestOrEven))
        let digits = String(scaled / scale)
        var output = value < 0 && scaled > 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { output.append(",") }
            output.append(digit)
        }
        guard decimals > 0 else { return output }
        let fraction = String(scaled % scale)
        return output + "." + String(repeating: "0", count: decimals - fraction.count) + fraction
    }

    /// A coordinate: at most one decimal, and none where it would be 0.
    static func coordinate(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let (whole, rest) = (tenths.magnitude / 10, tenths.magnitude % 10)
        return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
    }
}
