import Basics
import TestSupport
import Testing

@Suite("Edit distance")
struct EditDistanceTests {
    @Test(
        "known distances",
        arguments: [
            ("kitten", "sitting", 3), ("", "", 0), ("", "abc", 3), ("flaw", "lawn", 2), ("privcy", "privacy", 1),
            ("é", "e\u{301}", 0), ("ab", "ba", 2),
        ])
    func known(left: String, right: String, distance: Int) { #expect(EditDistance.between(left, right) == distance) }

    @Test("it is a metric")
    func metric() {
        var random = SeededGenerator(seed: 8)
        func word() -> String { String((0..<random.int(0...6)).map { _ in random.pick(["a", "b", "c"] as [Character]) }) }
        for _ in 0..<500 {
            let (a, b, c) = (word(), word(), word())
            #expect((EditDistance.between(a, b) == 0) == (a == b))
            #expect(EditDistance.between(a, b) == EditDistance.between(b, a))
            #expect(EditDistance.between(a, c) <= EditDistance.between(a, b) + EditDistance.between(b, c))
            #expect((abs(a.count - b.count)...max(a.count, b.count)).contains(EditDistance.between(a, b)))
        }
    }

    @Test("the nearest word, whatever order they come in; a suggestion only if it is near")
    func nearest() {
        let words = ["store", "output", "privacy", "ab", "aa"]
        for words in [words, words.reversed()] {
            #expect(EditDistance.nearest(to: "privcy", among: words) == "privacy")
            #expect(EditDistance.nearest(to: "a", among: words) == "aa")
        }
        #expect(EditDistance.nearest(to: "a", among: []) == nil)
        #expect(EditDistance.suggestion(for: "outptu", among: words) == "output")
        #expect(EditDistance.suggestion(for: "stairs", among: words) == nil)
        #expect(EditDistance.suggestion(for: "b", among: words) == "ab")
    }
}
