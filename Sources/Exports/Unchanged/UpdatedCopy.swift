/// Rows of a CSV on their way into another one, of which some are replaced.
struct UpdatedCopy {
    private var updates: ArraySlice<UpdatedRows.Line>
    /// The beginning of a row that has not ended yet.
    private var rest: [UInt8] = []

    init(_ updates: [UpdatedRows.Line]) { self.updates = updates[...] }

    /// Whether every row that was to be replaced has come, and the last one has ended.
    var isComplete: Bool { updates.isEmpty && rest.isEmpty }

    /// - Parameters:
    ///   - bytes: what comes next.
    ///   - write: takes what comes out of it.
    mutating func add<Failure: Error>(
        _ bytes: ArraySlice<UInt8>, write: (ArraySlice<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        // Behind the last replaced row everything is as it was.
        if updates.isEmpty, rest.isEmpty { return try write(bytes) }
        let bytes = rest.isEmpty ? bytes : (rest + bytes)[...]
        var (copied, start) = (bytes.startIndex, bytes.startIndex)
        while let update = updates.first, let end = RowScanner.end(ofRowAt: start, in: bytes) {
            if update.replaces(bytes[start..<end]) {
                try write(bytes[copied..<start])
                try write(update.bytes)
                updates.removeFirst()
                copied = end
            }
            start = end
        }
        if updates.isEmpty { start = bytes.endIndex }
        try write(bytes[copied..<start])
        rest = Array(bytes[start...])
    }
}
