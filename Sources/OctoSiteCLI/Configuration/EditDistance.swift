/// How far two words are apart: insertions, deletions and replacements of letters (Levenshtein).
enum EditDistance {
    static func between(_ left: String, _ right: String) -> Int {
        let (a, b) = (Array(left), Array(right))
        var row = Array(0...b.count)
        for (i, letter) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in b.enumerated() {
                let replaced = diagonal + (letter == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
            }
        }
        return row[b.count]
    }

    /// The nearest of some words; the first of several equally near ones. `words` must not be empty.
    static func nearest(to word: String, among words: [String]) -> String {
        words.min { between(word, $0) < between(word, $1) } ?? word
    }
}
