package import Basics

/// A time in whole seconds since 1970-01-01T00:00:00Z, which is the precision of the provider.
package struct Timestamp: Hashable, Comparable, Sendable {
    package var seconds: Int64

    package init(seconds: Int64) { self.seconds = seconds }

    /// 2000-01-01T00:00:00Z. What is earlier is no date of the provider's, which is younger: a zero, or a clock that was not set.
    package static let earliest = Timestamp(seconds: 946_684_800)

    /// Nil for a time before ``earliest``.
    package var orNilBefore2000: Timestamp? { self < .earliest ? nil : self }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.seconds < right.seconds }

    /// Reads ISO 8601 as the provider writes it: `2026-11-23T02:00:00+00:00`, also with `Z`, another offset, or
    /// fractions of a second, which are dropped. Nil for anything else.
    package init?(_ text: some StringProtocol) { self.init(ascii: ArraySlice(text.utf8)) }

    /// The same from bytes, so that a reader need not make a String for the time of every row.
    package init?(ascii: ArraySlice<UInt8>) {
        var reader = DigitReader(ascii)
        guard let year = reader.number(of: 4), reader.skip(UInt8(ascii: "-")),
            let month = reader.number(of: 2), reader.skip(UInt8(ascii: "-")),
            let day = reader.number(of: 2), reader.skip(UInt8(ascii: "T")) || reader.skip(UInt8(ascii: " ")),
            let hour = reader.number(of: 2), reader.skip(UInt8(ascii: ":")),
            let minute = reader.number(of: 2), reader.skip(UInt8(ascii: ":")),
            let second = reader.number(of: 2),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        if reader.skip(UInt8(ascii: ".")) { guard reader.skipDigits() else { return nil } }
        guard let offset = reader.offset() else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        guard date.isValid else { return nil }
        let time = CivilTime(date: date, hour: hour, minute: minute, second: second)
        seconds = time.secondsSinceEpoch - Int64(offset)
    }

    /// `2026-11-23T02:00:00Z`
    package var iso8601: String { utc.iso8601 + "Z" }

    /// The id of a run that starts now: `2026-11-23T020000Z`, which is also a good file name.
    package var runID: String { iso8601.filter { $0 != ":" } }

    /// The day in UTC.
    package var date: CivilDate { utc.date }

    private var utc: CivilTime { CivilTime(secondsSinceEpoch: seconds) }
}

extension Timestamp: CustomStringConvertible {
    package var description: String { iso8601 }
}

extension Timestamp: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Timestamp(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is not an ISO 8601 time")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(iso8601)
    }
}

/// Reads digits and separators. Foundation's formatters would take longer than the rest of a row.
private struct DigitReader {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    private var isAtEnd: Bool { position == bytes.endIndex }

    mutating func number(of width: Int) -> Int? {
        guard bytes.endIndex - position >= width else { return nil }
        var value = 0
        for byte in bytes[position..<position + width] {
            guard byte >= 48, byte <= 57 else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        position += width
        return value
    }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard !isAtEnd, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// False if there is none.
    mutating func skipDigits() -> Bool {
        let start = position
        while !isAtEnd, bytes[position] >= 48, bytes[position] <= 57 { position += 1 }
        return position > start
    }

    /// Seconds east of UTC; the end of the text counts as UTC.
    mutating func offset() -> Int? {
        if isAtEnd { return 0 }
        if skip(UInt8(ascii: "Z")) { return isAtEnd ? 0 : nil }
        let sign: Int
        if skip(UInt8(ascii: "+")) { sign = 1 } else if skip(UInt8(ascii: "-")) { sign = -1 } else { return nil }
        guard let hours = number(of: 2) else { return nil }
        _ = skip(UInt8(ascii: ":"))
        let minutes = isAtEnd ? 0 : number(of: 2)
        guard let minutes, isAtEnd, hours < 24, minutes < 60 else { return nil }
        return sign * (hours * 3_600 + minutes * 60)
    }
}
