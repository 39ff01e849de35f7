import Metrics
import TestSupport
import Testing

@Suite("Wilson's interval")
struct WilsonIntervalTests {
    /// Worked out with scipy 1.17.1:
    /// `scipy.stats.binomtest(x, n).proportion_ci(confidence_level=0.95, method='wilson')`.
    /// The first four are also printed, to four decimals, in Newcombe, Statistics in Medicine 17 (1998) 857–872, table I.
    @Test(
        "as scipy works it out",
        arguments: [
            (81, 263, 0.2552885198782742, 0.36620957698280004),
            (15, 148, 0.06238639953073629, 0.16048724172330803),
            (0, 20, 0.0, 0.16112515805281935),
            (1, 29, 0.006113214292762667, 0.17175521879320282),
            (20, 20, 0.8388748419471808, 1.0),
            (5, 10, 0.236593090512564, 0.7634069094874361),
            (15_234, 127_950, 0.11729901340372975, 0.12084812709167639),
            (3_421, 15_234, 0.2180068915290862, 0.23125893639812706),
            (1, 129_483, 1.3633042436167302e-06, 4.374906976198307e-05),
        ])
    func scipy(x: Int, n: Int, low: Double, high: Double) throws {
        let interval = try #require(WilsonInterval.of(x, outOf: n))
        #expect(abs(interval.lowerBound - low) < 1e-12)
        #expect(abs(interval.upperBound - high) < 1e-12)
    }

    @Test("it contains the estimate, stays within 0…1, is symmetric, and narrows as n grows")
    func laws() throws {
        var random = SeededGenerator(seed: 1927)
        for _ in 0..<5_000 {
            let n = random.int(1...[10, 1_000, 10_000_000][random.int(0...2)])
            let x = random.int(0...n)
            let interval = try #require(WilsonInterval.of(x, outOf: n))
            let value = Double(x) / Double(n)
            #expect(interval.contains(value))
            #expect(interval.lowerBound >= 0 && interval.upperBound <= 1 && interval.lowerBound < interval.upperBound)
            let mirrored = try #require(WilsonInterval.of(n - x, outOf: n))
            #expect(abs(1 - mirrored.upperBound - interval.lowerBound) < 1e-12)
            #expect(abs(1 - mirrored.lowerBound - interval.upperBound) < 1e-12)
            let wider = try #require(WilsonInterval.of(x, outOf: n))
            let narrower = try #require(WilsonInterval.of(x * 4, outOf: n * 4))
            #expect(narrower.upperBound - narrower.lowerBound < wider.upperBound - wider.lowerBound)
        }
    }

    @Test("there is none where x of n is no proportion", arguments: [(0, 0), (3, 0), (-1, 5), (6, 5), (1, -1)])
    func none(x: Int, n: Int) { #expect(WilsonInterval.of(x, outOf: n) == nil) }
}
