/// The nearest known name to one that is not known.
enum EditDistance {
    /// Nil if none is near enough to be meant: more than a third of its letters differ.
    static func nearest(to name: String, in known: some Sequence<String>) -> String? {
        let best = known.map { (name: $0, distance: distance(Array(name), Array($0))) }
            .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
        return best.flatMap { $0.distance <= max(1, name.count / 3) ? $0.name : nil }
    }

    /// Levenshtein's: letters inserted, deleted or replaced.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var previous = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                current.append(min(previous[column] + (letter == other ? 0 : 1), previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[right.count]
    }
}
