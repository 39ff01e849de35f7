/// BSON's numbers are little endian, wherever the program runs.
extension ArraySlice<UInt8> {
    func littleEndian<Number: FixedWidthInteger>(_: Number.Type, at index: Int) -> Number {
        var number: Number = 0
        for offset in stride(from: Number.bitWidth / 8 - 1, through: 0, by: -1) {
            number = number << 8 | Number(truncatingIfNeeded: self[index + offset])
        }
        return number
    }

    mutating func append<Number: FixedWidthInteger>(littleEndian number: Number) {
        for shift in stride(from: 0, to: Number.bitWidth, by: 8) { append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    mutating func store(_ number: Int32, at index: Int) {
        for offset in 0..<4 { self[index + offset] = UInt8(truncatingIfNeeded: number >> Int32(offset * 8)) }
    }
}
