/// A logarithm made of exactly specified operations, so that coordinates are the same bytes with every C library.
enum Logarithm {
    static func base2(_ value: Double) -> Double {
        // value = m · 2^e with 1 ≤ m < 2; each squaring of m yields one more binary digit.
        var mantissa = value.significand
        var (result, digit) = (Double(value.exponent), 0.5)
        for _ in 0..<30 {
            mantissa *= mantissa
            if mantissa >= 2 {
                mantissa /= 2
                result += digit
            }
            digit /= 2
        }
        return result
    }
}
