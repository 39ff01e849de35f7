import Basics
import Foundation
import TestSupport
import Testing

@Suite("Grouped numbers")
struct GroupedNumberTests {
    @Test(
        "whole numbers",
        arguments: [
            (0, "0"), (7, "7"), (999, "999"), (1_000, "1,000"), (129_483, "129,483"), (1_000_000, "1,000,000"),
            (-1_204, "−1,204"),
            (.min, "−9,223,372,036,854,775,808"),
        ])
    func count(number: Int, text: String) { #expect(GroupedNumber.text(number) == text) }

    @Test("thousands of numbers read back, and look as Foundation's")
    func agreesWithFoundation() {
        let formatter = NumberFormatter()
        formatter.locale = Locale(identifier: "en_US")
        formatter.numberStyle = .decimal
        formatter.minusSign = "−"
        var random = SeededGenerator(seed: 2)
        for _ in 0..<2_000 {
            let number = Int(truncatingIfNeeded: random.next()) >> random.int(0...63)
            let text = GroupedNumber.text(number)
            #expect(text == formatter.string(from: NSNumber(value: number)))
            #expect(Int(text.replacing(",", with: "").replacing("−", with: "-")) == number)
        }
    }

    @Test("decimals are rounded as printf does")
    func decimals() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<2_000 {
            // Quarters are exact in binary, so halves of a decimal occur.
            let value = Double(random.int(-400_000...400_000)) / 4
            for decimals in 0...2 {
                let expected = String(format: "%.\(decimals)f", value)
                let text = GroupedNumber.text(value, decimals: decimals)?.replacing(",", with: "").replacing("−", with: "-")
                #expect(text == (Double(expected) == 0 ? expected.replacing("-", with: "") : expected))
            }
        }
    }

    @Test(
        "what is no number, or beyond an Int, gives no text",
        arguments: [Double.nan, .infinity, -.infinity, 1e300, -9.3e18])
    func impossible(value: Double) { #expect(GroupedNumber.text(value, decimals: 1) == nil) }

    @Test("zeros fill a number up, behind its sign")
    func padding() {
        #expect(7.padded(to: 2) == "07" && 123.padded(to: 2) == "123" && 0.padded(to: 4) == "0000")
        #expect((-7).padded(to: 2) == "-07" && Int.min.padded(to: 4) == "-9223372036854775808")
        #expect((10 as UInt64).padded(to: 16, radix: 16) == "000000000000000a")
    }
}
