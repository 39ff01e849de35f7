import Basics

/// How many participants had responded when so many full hours had passed since sending; only those with a time.
package struct HourCurve: Hashable, Sendable {
    /// The hours since sending at which charts and comparisons show a curve.
    package static let shownHours = [1, 2, 3, 4, 6, 8, 12, 18, 24, 36, 48, 72, 96, 120, 168, 240, 336, 504, 720]

    /// The hours that brought any, ascending; 0 is the first hour, and what the provider dates before the sending.
    package let hours: [Int]
    /// The sum up to the end of each of ``hours``.
    package let sums: [Int]

    /// - Parameter counts: how many responded in each hour since sending.
    package init(_ counts: [Int: Int] = [:]) {
        var total = 0
        let sorted = counts.filter { $0.value > 0 }.sorted { $0.key < $1.key }
        hours = sorted.map(\.key)
        sums = sorted.map { entry in
            total += entry.value
            return total
        }
    }

    /// Everybody with a time.
    package var total: Int { sums.last ?? 0 }

    /// How many had responded when so many full hours had passed: in hour 0 up to hour `limit − 1`.
    package func count(within limit: Int) -> Int {
        let end = hours.partitioningIndex { $0 >= limit }
        return end == 0 ? 0 : sums[end - 1]
    }

    /// Nil for hours and sums that don't belong together.
    init?(hours: [Int], sums: [Int]) {
        let isAscending =
            zip(hours, hours.dropFirst()).allSatisfy { $0 < $1 } && zip(sums, sums.dropFirst()).allSatisfy { $0 < $1 }
        guard hours.count == sums.count, isAscending else { return nil }
        (self.hours, self.sums) = (hours, sums)
    }
}
