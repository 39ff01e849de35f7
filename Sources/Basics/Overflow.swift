/// Where bytes wait that memory has no room for.
package protocol Overflow {
    /// Appends to what is there.
    func append(_ bytes: [UInt8]) throws

    /// - Parameter range: of all that has been appended.
    func bytes(at range: Range<Int>) throws -> [UInt8]
}
