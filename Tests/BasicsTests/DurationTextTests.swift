import Basics
import Testing

@Suite("Durations as words")
struct DurationTextTests {
    @Test(
        "the two largest units",
        arguments: [
            (0, "0 s"), (1, "1 s"), (0.2, "1 s"), (59, "59 s"), (59.5, "1 min"), (60, "1 min"), (61, "1 min 1 s"),
            (200, "3 min 20 s"), (3_599, "59 min 59 s"), (3_600, "1 h"), (3_659, "1 h"), (7_500, "2 h 5 min"),
            (86_400, "24 h"), (4_334_700, "1,204 h 5 min"), (-5, "0 s"),
        ] as [(Double, String)])
    func text(seconds: Double, expected: String) { #expect(DurationText.text(seconds: seconds) == expected) }

    @Test(
        "a duration of a flag is read",
        arguments: [
            ("0", 0), ("90", 90), ("90s", 90), ("10m", 600), ("10min", 600), ("2h", 7_200), ("744h", 2_678_400), ("", nil),
            ("745h", nil), ("-1", nil), ("1.5h", nil), ("10 m", nil), ("m", nil), ("9999999999", nil), ("1d", nil), ("１", nil),
        ] as [(String, Int?)])
    func reading(text: String, seconds: Int?) {
        #expect(DurationText.duration(text) == seconds.map { Duration.seconds($0) })
    }

    @Test("no number makes it crash", arguments: [Double.nan, .infinity, -.infinity, .greatestFiniteMagnitude])
    func impossible(seconds: Double) { #expect(!DurationText.text(seconds: seconds).isEmpty) }
}
