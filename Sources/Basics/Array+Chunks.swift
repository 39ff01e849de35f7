extension Array {
    /// Slices of at most so many elements, in order; none of an empty array.
    ///
    /// - Parameter size: at least 1.
    package func chunks(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
