extension Format {
    /// Two shares, each with as many decimals as a rate of its size: `1.3–2.8%`, `0–0.23%`.
    package static func range(_ low: Double, _ high: Double) -> String {
        let first = percent(low)
        return "\(first.hasSuffix("%") ? String(first.dropLast()) : first)–\(percent(high))"
    }
}
