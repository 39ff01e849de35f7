/// Levenshtein's distance between words: how many letters are inserted, deleted or replaced to make one from the other.
package enum EditDistance {
    package static func between(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left), Array(right))
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in right.enumerated() {
                let replaced = diagonal + (letter == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }

    /// The nearest of some words, of several equally near ones the first in order of the alphabet; nil if there are no words.
    package static func nearest(to word: String, among words: some Sequence<String>) -> String? {
        words.map { (word: $0, distance: between(word, $0)) }.min { ($0.distance, $0.word) < ($1.distance, $1.word) }?.word
    }

    /// The nearest word if it is near enough to be meant: at most a third of the letters differ, or one.
    package static func suggestion(for word: String, among words: some Sequence<String>) -> String? {
        nearest(to: word, among: words).flatMap { between(word, $0) <= max(1, word.count / 3) ? $0 : nil }
    }
}
