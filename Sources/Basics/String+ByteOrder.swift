extension String {
    /// Whether the UTF-8 bytes come before another text's. `String.UTF8View` compares through iterators, which takes several times as
    /// long; thousands of paths and ids are put in order every night.
    package func bytesPrecede(_ other: String) -> Bool {
        var (own, other) = (self, other)
        return own.withUTF8 { left in
            other.withUTF8 { right in
                for place in 0..<min(left.count, right.count) where left[place] != right[place] {
                    return left[place] < right[place]
                }
                return left.count < right.count
            }
        }
    }
}
