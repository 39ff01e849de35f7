/// Collects the body of a response. A class, because curl holds its address.
final class BodySink {
    /// The most bytes that are taken.
    let limit: Int
    private(set) var isOverfull = false
    private var bytes: [UInt8] = []

    init(limit: Int) { self.limit = limit }

    /// - Returns: false if the chunk would exceed the limit; it is dropped then.
    func append(_ chunk: UnsafeRawBufferPointer) -> Bool {
        isOverfull = bytes.count + chunk.count > limit
        if !isOverfull { unsafe bytes.append(contentsOf: chunk) }
        return !isOverfull
    }

    /// Returns what has come and empties the sink.
    func removeAll() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }
}
