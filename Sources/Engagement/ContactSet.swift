/// A set of contact ids at 16 bytes each (``ContactBits``). So a walk over a report of any size can be checked for duplicates in
/// a few megabytes.
package struct ContactSet: Sendable {
    private var keys: Set<ContactBits> = []

    package init() {}

    package var count: Int { keys.count }

    /// True if the id is new to the set.
    @discardableResult
    package mutating func insert(_ id: ContactID) -> Bool { keys.insert(ContactBits(id)).inserted }

    package func contains(_ id: ContactID) -> Bool { keys.contains(ContactBits(id)) }

    package mutating func formUnion(_ other: ContactSet) { keys.formUnion(other.keys) }

    package static let bytesPerID = 16

    /// The set as bytes, in no particular order: what a checkpoint keeps of an unfinished walk.
    package var bytes: [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(keys.count * Self.bytesPerID)
        for key in keys {
            for word in [key.high, key.low] {
                for shift in stride(from: 56, through: 0, by: -8) {
                    output.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
                }
            }
        }
        return output
    }

    /// Reads ``bytes`` back; an incomplete id at the end is ignored.
    package init(bytes: some Collection<UInt8>) {
        var iterator = bytes.makeIterator()
        func word() -> UInt64? {
            var value: UInt64 = 0
            for _ in 0..<8 {
                guard let byte = iterator.next() else { return nil }
                value = value << 8 | UInt64(byte)
            }
            return value
        }
        while let high = word(), let low = word() { keys.insert(ContactBits(high: high, low: low)) }
    }
}
