/// Rows of a CSV on their way into another one, of which some are replaced.
struct UpdatedCopy {
    private var updates: ArraySlice<UpdatedRows.Line>

    init(_ updates: [UpdatedRows.Line]) { self.updates = updates[...] }

    /// Whether every row that was to be replaced has come.
    var isComplete: Bool { updates.isEmpty }

    /// - Parameters:
    ///   - bytes: what comes next, from the beginning of a row.
    ///   - write: takes what comes out of it.
    /// - Returns: how many of the bytes were used; the others are the beginning of a row, and come again with the rest of it.
    mutating func add<Failure: Error>(
        _ bytes: ArraySlice<UInt8>, write: (ArraySlice<UInt8>) throws(Failure) -> Void
    ) throws(Failure) -> Int {
        var (copied, start) = (bytes.startIndex, bytes.startIndex)
        while let update = updates.first {
            let found = RowScanner.row(beginningWith: update.key, from: start, in: bytes)
            start = found.end
            guard let row = found.row else { break }
            try write(bytes[copied..<row.lowerBound])
            try write(update.bytes)
            updates.removeFirst()
            copied = row.upperBound
        }
        // Behind the last replaced row everything is as it was.
        if updates.isEmpty { start = bytes.endIndex }
        try write(bytes[copied..<start])
        return start - bytes.startIndex
    }
}
