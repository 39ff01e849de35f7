/// Gives the bytes of a message to curl, piece by piece. A class, because curl holds its address.
final class MessageSource {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var count: Int { bytes.count }

    /// Copies what comes next.
    /// - Returns: how many bytes; 0 at the end.
    func copy(to buffer: UnsafeMutableRawBufferPointer) -> Int {
        let next = bytes[position..<min(bytes.count, position + buffer.count)]
        unsafe buffer.copyBytes(from: next)
        position = next.endIndex
        return next.count
    }
}
