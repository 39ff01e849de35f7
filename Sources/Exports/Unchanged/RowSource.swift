import Files

/// Gives rows of published files piece by piece, through one piece of memory for all of them.
final class RowSource {
    private var chunk = [UInt8](repeating: 0, count: 1 << 18)

    /// - Parameters:
    ///   - part: from the beginning of a row to the end of one.
    ///   - body: is called with what comes next, and returns how much of it it has used; the rest comes again, with more.
    /// - Throws: ``ExportError/Code/outdated`` if the file is not what it was.
    func read(
        _ part: Range<Int>, of path: String, _ body: (ArraySlice<UInt8>) throws(ExportError) -> Int
    ) throws(ExportError) {
        let file = try explainingFileErrors(path) { () throws(FileError) in try OpenFile(reading: path) }
        var offset = part.lowerBound
        while offset < part.upperBound {
            let count = try explainingFileErrors(path) { () throws(FileError) in try file.fill(&chunk, from: offset) }
            let used = try body(chunk[..<min(count, part.upperBound - offset)])
            offset += used
            if used > 0 { continue }
            // A row that is longer than the memory, unless there is no more of the part.
            guard count == chunk.count, offset + count < part.upperBound else { throw Self.outdated(path) }
            chunk += chunk
        }
    }

    static func outdated(_ path: String) -> ExportError {
        ExportError(
            .outdated, file: path,
            "\(path) is not as it was published: rows of it can't be taken over. Nothing was published; run it again.")
    }
}
