import Basics

extension CanonicalJSON {
    /// A text that is no canonical JSON.
    package struct ReadingError: Error, Hashable, Sendable, CustomStringConvertible {
        /// The number of bytes before the error.
        package var offset: Int

        package var description: String { "The stored fields are no JSON from byte \(offset) on." }
    }

    /// Reads ``text(of:)`` back exactly: a number with a fraction or an exponent stays a ``FieldValue/number(_:)``. Foundation's
    /// decoder would make it an integer if possible, and is ten times slower.
    package static func fields(from text: String) throws(ReadingError) -> [FieldTag: FieldValue] {
        var text = text
        let result = text.withUTF8 { bytes -> Result<[FieldTag: FieldValue], ReadingError> in
            var reader = CanonicalReader(bytes: bytes)
            do throws(ReadingError) { return .success(try reader.object()) } catch { return .failure(error) }
        }
        return try result.get()
    }
}

/// Scans UTF-8 bytes for what ``CanonicalJSON`` writes: one flat object of scalars and lists of texts.
private struct CanonicalReader {
    let bytes: UnsafeBufferPointer<UInt8>
    var offset = 0

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func object() throws(CanonicalJSON.ReadingError) -> [FieldTag: FieldValue] {
        // A tag and its value have some 25 bytes: with a guess, a record is not hashed anew each time that its table grows.
        var fields = [FieldTag: FieldValue](minimumCapacity: bytes.count / 32)
        try expect(UInt8(ascii: "{"))
        if !skip(UInt8(ascii: "}")) {
            repeat {
                let tag = try text()
                try expect(UInt8(ascii: ":"))
                fields.add(try value(), tag: tag)
            } while skip(UInt8(ascii: ","))
            try expect(UInt8(ascii: "}"))
        }
        guard offset == bytes.count else { throw failure }
        return fields
    }

    private var failure: CanonicalJSON.ReadingError { .init(offset: offset) }

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        offset += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(CanonicalJSON.ReadingError) {
        guard skip(byte) else { throw failure }
    }

    private mutating func value() throws(CanonicalJSON.ReadingError) -> FieldValue {
        switch next {
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "["): return .list(try list())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: StaticString, _ value: FieldValue) throws(CanonicalJSON.ReadingError) -> FieldValue {
        for index in 0..<word.utf8CodeUnitCount { try expect(word.utf8Start[index]) }
        return value
    }

    private mutating func list() throws(CanonicalJSON.ReadingError) -> [String] {
        var items: [String] = []
        try expect(UInt8(ascii: "["))
        if skip(UInt8(ascii: "]")) { return items }
        repeat { items.append(try text()) } while skip(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        return items
    }

    private mutating func number() throws(CanonicalJSON.ReadingError) -> FieldValue {
        let start = offset
        var isWhole = true
        while let byte = next {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"): break
            case UInt8(ascii: "."), UInt8(ascii: "e"): isWhole = false
            default: return try number(from: start, isWhole: isWhole)
            }
            offset += 1
        }
        throw failure
    }

    private func number(from start: Int, isWhole: Bool) throws(CanonicalJSON.ReadingError) -> FieldValue {
        let digits = String(decoding: bytes[start..<offset], as: UTF8.self)
        if isWhole, let number = Int64(digits) { return .integer(number) }
        if !isWhole, let number = Double(digits) { return .number(number) }
        throw .init(offset: start)
    }

    private mutating func text() throws(CanonicalJSON.ReadingError) -> String {
        try expect(UInt8(ascii: "\""))
        let start = offset
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { offset += 1 }
        var result = String(decoding: bytes[start..<offset], as: UTF8.self)
        while !skip(UInt8(ascii: "\"")) { try appendRun(to: &result) }
        return result
    }

    /// Reads an escape, and the text up to the next one.
    private mutating func appendRun(to result: inout String) throws(CanonicalJSON.ReadingError) {
        try expect(UInt8(ascii: "\\"))
        guard let byte = next else { throw failure }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""): result += "\""
        case UInt8(ascii: "\\"): result += "\\"
        case UInt8(ascii: "n"): result += "\n"
        case UInt8(ascii: "r"): result += "\r"
        case UInt8(ascii: "t"): result += "\t"
        case UInt8(ascii: "u"):
            guard offset + 4 <= bytes.count,
                let code = Hexadecimal.value(of: Array(bytes[offset..<offset + 4])[...]).flatMap(UInt8.init(exactly:))
            else { throw failure }
            offset += 4
            result.unicodeScalars.append(Unicode.Scalar(code))
        default: throw failure
        }
        let start = offset
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { offset += 1 }
        result += String(decoding: bytes[start..<offset], as: UTF8.self)
    }
}
