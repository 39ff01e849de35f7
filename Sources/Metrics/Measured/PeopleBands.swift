import Basics

/// Everybody's part in every campaign, by bands of people's hashes, so that one band at a time can be put in order. Memory is
/// bounded: what it has no room for waits elsewhere.
struct PeopleBands {
    static let count = 64
    /// So many bytes stay in memory: more than 129,483 participants have.
    private static let limit = 8 << 20

    private let overflow: (any Overflow)?
    private let limit: Int
    private var writers = Array(repeating: CompactWriter(), count: count)
    private var size = 0
    /// Where the bytes of each band are that went over.
    private var outside: [[Range<Int>]] = Array(repeating: [], count: count)
    private var outsideSize = 0

    /// - Parameter overflow: nil keeps everything in memory.
    init(overflow: (any Overflow)? = nil, limit: Int = limit) {
        self.overflow = overflow
        self.limit = limit
    }

    /// - Parameters:
    ///   - people: as ``PackedPeople`` has written them.
    ///   - source: stands for the campaign.
    mutating func add(_ people: [UInt8], of source: Int) throws {
        var reader = CompactReader(people)
        while !reader.isAtEnd {
            let start = reader.place
            let band = Int(try reader.ownerOfPart().person.high >> 58)
            writers[band].append(source)
            writers[band].append(people[start..<reader.place])
        }
        size += people.count
        guard size > limit, let overflow else { return }
        for band in 0..<Self.count {
            let bytes = writers[band].bytes
            try overflow.append(bytes)
            outside[band].append(outsideSize..<outsideSize + bytes.count)
            outsideSize += bytes.count
            writers[band] = CompactWriter()
        }
        size = 0
    }

    /// For each part the number of its source, then the part.
    func bytes(of band: Int) throws -> [UInt8] {
        guard let overflow, !outside[band].isEmpty else { return writers[band].bytes }
        var bytes: [UInt8] = []
        for range in outside[band] { bytes += try overflow.bytes(at: range) }
        return bytes + writers[band].bytes
    }
}
