import Metrics
import TestSupport
import Testing

@Suite("Newcombe's interval for a difference")
struct RateDifferenceTests {
    /// The first eight are the examples (a) … (h) of Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 10, which
    /// prints them to four decimals; more digits, and the last two, from the two Wilson intervals of scipy 1.17.1
    /// (`binomtest(x, n).proportion_ci(0.95, 'wilson')`), squared and added by hand.
    @Test(
        "as published",
        arguments: [
            (Rate(56, of: 70), Rate(48, of: 80), 0.052431472402364815, 0.3338726540369059, true),
            (Rate(9, of: 10), Rate(3, of: 10), 0.17052272393450302, 0.8090179735354881, true),
            (Rate(6, of: 7), Rate(2, of: 7), 0.0582279274823122, 0.8062496375242278, true),
            (Rate(5, of: 56), Rate(0, of: 29), -0.03813714790353688, 0.1925600138551116, false),
            (Rate(0, of: 10), Rate(0, of: 20), -0.16112515805281935, 0.27753279986288926, false),
            (Rate(0, of: 10), Rate(0, of: 10), -0.27753279986288926, 0.27753279986288926, false),
            (Rate(10, of: 10), Rate(0, of: 20), 0.6790860371419147, 1.0, true),
            (Rate(10, of: 10), Rate(0, of: 10), 0.6075093504305242, 1.0, true),
            (Rate(210, of: 1_800), Rate(1_480, of: 12_000), -0.021918695998457964, 0.010013733901485206, false),
            (Rate(260, of: 1_800), Rate(1_480, of: 12_000), 0.004504559420257313, 0.03905906336810986, true),
        ])
    func published(first: Rate, second: Rate, low: Double, high: Double, isMoreThanNoise: Bool) throws {
        let difference = try #require(RateDifference(first, second))
        #expect(abs(difference.low - low) < 1e-12)
        #expect(abs(difference.high - high) < 1e-12)
        #expect(difference.isClear == isMoreThanNoise)
    }

    @Test("it contains the difference, stays within −1…1, and is mirrored when the sides are exchanged")
    func laws() throws {
        var random = SeededGenerator(seed: 1998)
        for _ in 0..<5_000 {
            let rates = (0..<2).map { _ in
                let n = random.int(1...[8, 500, 200_000][random.int(0...2)])
                return Rate(random.int(0...n), of: n)
            }
            let difference = try #require(RateDifference(rates[0], rates[1]))
            #expect(difference.low <= difference.value && difference.value <= difference.high)
            #expect(difference.low >= -1 && difference.high <= 1)
            let turned = try #require(RateDifference(rates[1], rates[0]))
            #expect(abs(turned.low + difference.high) < 1e-12 && abs(turned.high + difference.low) < 1e-12)
            #expect(turned.isClear == difference.isClear)
            #expect(try #require(RateDifference(rates[0], rates[0])).isClear == false)
            #expect(difference.isClear == (difference.low > 0 || difference.high < 0))
        }
    }

    @Test("there is none where one side is n/a")
    func none() {
        #expect(RateDifference(Rate(0, of: 0), Rate(1, of: 2)) == nil)
        #expect(RateDifference(Rate(1, of: 2), Rate(3, of: 2)) == nil)
    }
}
