extension RandomAccessCollection {
    /// Where the elements begin for which a condition holds, in a collection that has all those for which it doesn't before them;
    /// the end if there are none. As in swift-algorithms; it asks log₂ of the count.
    @inlinable
    package func partitioningIndex(where belongsInSecond: (Element) throws -> Bool) rethrows -> Index {
        var (low, count) = (startIndex, count)
        while count > 0 {
            let half = count / 2
            let middle = index(low, offsetBy: half)
            if try belongsInSecond(self[middle]) {
                count = half
            } else {
                low = index(after: middle)
                count -= half + 1
            }
        }
        return low
    }
}
