import Metrics
import TestSupport
import Testing

@Suite("Quantiles after Hyndman and Fan, definition 6")
struct QuantileTests {
    private static let ten = [0.013, 0.028, 0.022, 0.019, 0.031, 0.024, 0.027, 0.016, 0.021, 0.025]
    private static let nineteen = ten + [0.020, 0.023, 0.018, 0.029, 0.026, 0.017, 0.0225, 0.0215, 0.0205]
    private static let thirty = (1...30).map { Double($0 * 37 % 101) / 1_000 }

    /// Worked out with NumPy 2.4.6, `numpy.quantile(x, p, method='weibull')`, and SciPy 1.17.1,
    /// `scipy.stats.mstats.mquantiles(x, p, alphap=0, betap=0)`, which agree; p = 0.05, 0.25, 0.5, 0.95.
    @Test(
        "as NumPy and SciPy work them out",
        arguments: [
            (ten, [0.013, 0.01825, 0.023, 0.031]), (nineteen, [0.013, 0.019, 0.022, 0.031]),
            (thirty, [0.00465, 0.02525, 0.0515, 0.09835]),
        ])
    func scipy(values: [Double], expected: [Double]) throws {
        for (p, value) in zip([0.05, 0.25, 0.5, 0.95], expected) {
            #expect(abs(try #require(Quantile.of(p, in: values.sorted())) - value) < 1e-12)
        }
    }

    @Test("of nothing there is none; of one value it is that value")
    func few() {
        #expect(Quantile.of(0.5, in: []) == nil)
        #expect(Quantile.of(0.05, in: [0.3]) == 0.3 && Quantile.of(0.95, in: [0.3]) == 0.3)
    }

    @Test("a usual range needs ten peers, lies within them, and does not depend on their order")
    func range() throws {
        #expect(UsualRange(of: Array(Self.ten.dropLast())) == nil)
        let range = try #require(UsualRange(of: Self.ten))
        #expect(range.low == 0.013 && range.high == 0.031 && range.peers == 10)
        var random = SeededGenerator(seed: 1996)
        for _ in 0..<200 {
            let values = (0..<random.int(10...40)).map { _ in Double(random.int(0...10_000)) / 10_000 }
            let range = try #require(UsualRange(of: values))
            #expect(range.low <= range.median && range.median <= range.high)
            #expect(try range.low >= #require(values.min()) && range.high <= #require(values.max()))
            #expect(UsualRange(of: values.shuffled(using: &random)) == range)
        }
    }

    /// Independent of the distribution, a new value lies within the 5th and 95th percentile of n like it with probability
    /// (rank of high − rank of low) ÷ (n + 1): 0.9 from n = 19 on, 9/11 for n = 10, where the ranks are cut off at 1 and n.
    @Test(
        "a new campaign like its peers lies inside in 90 of 100 cases, with ten of them in 82",
        arguments: [(10, 9.0 / 11), (19, 0.9), (30, 0.9)])
    func coverage(peers: Int, expected: Double) throws {
        var random = SeededGenerator(seed: 19)
        var inside = 0
        let cases = 20_000
        for _ in 0..<cases {
            let values = (0..<peers).map { _ in Double.random(in: 0...1, using: &random) }
            let range = try #require(UsualRange(of: values))
            if (range.low...range.high).contains(Double.random(in: 0...1, using: &random)) { inside += 1 }
        }
        // Four standard errors of a share of 20,000.
        #expect(abs(Double(inside) / Double(cases) - expected) < 4 * (expected * (1 - expected) / Double(cases)).squareRoot())
    }
}
