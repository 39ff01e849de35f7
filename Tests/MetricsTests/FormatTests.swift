import Testing

@testable import Metrics

@Suite("Numbers as text")
struct FormatTests {
    @Test("changes", arguments: [(0, "±0"), (3, "+3"), (1_204, "+1,204"), (-17, "−17")])
    func change(number: Int, text: String) { #expect(Format.change(number) == text) }

    /// Python: f"{100 * x / n:.1f}%"
    @Test(
        "shares of participants, as verify prints them",
        arguments: [
            (15_234, 129_483, "11.8%"), (3_421, 129_483, "2.6%"), (16_892, 129_483, "13.0%"), (0, 5, "0.0%"), (5, 5, "100.0%"),
            (1, 400, "0.2%"), (3, 400, "0.8%"), (0, 0, "n/a"),
        ])
    func percentOf(number: Int, whole: Int, text: String) { #expect(Format.percent(number, of: whole) == text) }

    @Test(
        "shares on pages",
        arguments: [
            (0.1176, "11.8%"), (1, "100.0%"), (0.0123, "1.2%"), (0.0012, "0.12%"), (0.00995, "1.0%"), (0.0099, "0.99%"),
            (0.00001, "<0.01%"), (0, "0%"), (nil, "n/a"),
        ] as [(Double?, String)])
    func percent(share: Double?, text: String) { #expect(Format.percent(share) == text) }

    @Test("intervals")
    func interval() {
        #expect(Format.interval(Rate(15_234, of: 127_950)) == "11.7–12.1%")
        #expect(Format.interval(Rate(2, of: 960)) == "0.06–0.76%")
        #expect(Format.interval(Rate(1, of: 29)) == "0.61–17.2%")
        #expect(Format.interval(Rate(0, of: 20)) == "0–16.1%")
        #expect(Format.interval(Rate(20, of: 20)) == "83.9–100.0%")
        #expect(Format.interval(Rate(0, of: 0)) == "n/a")
        #expect(Format.percentAndInterval(Rate(2, of: 960)) == "0.21% (0.06–0.76%)")
        #expect(Format.percentAndInterval(Rate(0, of: 0)) == "n/a")
    }

    @Test(
        "differences in points",
        arguments: [
            (0.0121, "+1.2 points"), (-0.0121, "−1.2 points"), (0.0004, "+0.04 points"), (-0.000001, "±0.00 points"),
        ])
    func points(difference: Double, text: String) { #expect(Format.points(difference) == text) }

    @Test(
        "ages", arguments: [(1, "1 hour"), (12, "12 hours"), (24, "1 day"), (36, "36 hours"), (48, "2 days"), (720, "30 days")])
    func age(hours: Int, text: String) { #expect(Format.age(hours: hours) == text) }

    @Test("ages of campaigns", arguments: [(0, "1 hour"), (1, "1 hour"), (36, "36 hours"), (71, "2 days"), (756, "31 days")])
    func roundedAge(hours: Int, text: String) { #expect(Format.roundedAge(hours: hours) == text) }
}
