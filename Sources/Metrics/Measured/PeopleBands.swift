import Basics

/// Everybody's part in every campaign, by bands of people's hashes, so that one band at a time can be put in order.
struct PeopleBands {
    static let count = ByteBands.count

    private var bands: ByteBands

    /// - Parameters:
    ///   - overflow: nil keeps everything in memory.
    ///   - limit: so many bytes stay in memory: more than 129,483 participants have.
    init(overflow: (any Overflow)? = nil, limit: Int = 8 << 20) { bands = ByteBands(overflow: overflow, limit: limit) }

    /// - Parameters:
    ///   - people: as ``PackedPeople`` has written them.
    ///   - source: stands for the campaign.
    mutating func add(_ people: [UInt8], of source: Int) throws {
        var mark = CompactWriter()
        mark.append(source)
        var reader = CompactReader(people)
        while !reader.isAtEnd {
            let start = reader.place
            let band = Int(try reader.ownerOfPart().person.high >> 58)
            try bands.append(to: band) { bytes in
                bytes += mark.bytes
                bytes += people[start..<reader.place]
            }
        }
    }

    /// For each part the number of its source, then the part.
    func bytes(of band: Int) throws -> [UInt8] { try bands.bytes(of: band) }
}
