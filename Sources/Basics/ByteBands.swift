/// Bytes in 64 bands, so that what is too much for memory can be put in order one band at a time. Memory is bounded: what it has no room
/// for waits elsewhere.
package struct ByteBands {
    package static let count = 64

    private let overflow: (any Overflow)?
    /// So many bytes stay in memory.
    private let limit: Int
    private var bands: [[UInt8]] = Array(repeating: [], count: count)
    private var size = 0
    /// Where the bytes of each band are that went over.
    private var outside: [[Range<Int>]] = Array(repeating: [], count: count)
    private var outsideSize = 0

    /// - Parameter overflow: nil keeps everything in memory.
    package init(overflow: (any Overflow)?, limit: Int) {
        self.overflow = overflow
        self.limit = limit
    }

    /// - Parameter write: appends to the band's bytes.
    package mutating func append(to band: Int, _ write: (inout [UInt8]) -> Void) throws {
        let before = bands[band].count
        write(&bands[band])
        size += bands[band].count - before
        guard size > limit, let overflow else { return }
        for band in bands.indices where !bands[band].isEmpty {
            try overflow.append(bands[band])
            outside[band].append(outsideSize..<outsideSize + bands[band].count)
            outsideSize += bands[band].count
            bands[band] = []
        }
        size = 0
    }

    /// All that was appended to a band.
    package func bytes(of band: Int) throws -> [UInt8] {
        guard let overflow, !outside[band].isEmpty else { return bands[band] }
        var bytes: [UInt8] = []
        for range in outside[band] { bytes += try overflow.bytes(at: range) }
        return bytes + bands[band]
    }
}
