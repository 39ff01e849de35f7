import Engagement
import Metrics
import TestSupport
import Testing

@Suite("Rates, by their definitions")
struct RatesTests {
    static let counts = Counts(
        participants: 1_010, sent: 1_000, opened: 240, openedReported: 230, clicked: 60, engaged: 240, bounced: 40,
        complained: 2, unsubscribed: 9)

    @Test(
        "each is divided by what the design says",
        arguments: [
            (RateKind.open, 240, 960), (.click, 60, 960), (.clickToOpen, 60, 240), (.engaged, 240, 960),
            (.unsubscribe, 9, 960), (.complaint, 2, 960), (.bounce, 40, 1_000),
        ])
    func definitions(kind: RateKind, numerator: Int, denominator: Int) {
        let rate = Rates(Self.counts)[kind]
        #expect(rate == Rate(numerator, of: denominator))
        #expect(rate.value == Double(numerator) / Double(denominator))
    }

    @Test("nothing to be divided by is n/a, never 0 %", arguments: RateKind.allCases)
    func notAvailable(kind: RateKind) {
        let rate = Rates(Counts(participants: 3, clicked: 3))[kind]
        #expect(rate.value == nil && rate.low == nil && rate.high == nil)
        #expect(Format.percent(rate) == "n/a" && Format.interval(rate) == "n/a")
    }

    @Test("a numerator above its denominator has a value, but no interval")
    func contradiction() {
        let rate = Rate(12, of: 10)
        #expect(rate.value == 1.2 && rate.interval == nil)
    }

    @Test("formulas are written in words")
    func words() {
        #expect(RateKind.clickToOpen.formula == "clicked ÷ opened")
        #expect(RateKind.bounce.formula == "bounced ÷ sent")
        #expect(RateKind.engaged.formula == "opened or clicked ÷ delivered")
    }
}
