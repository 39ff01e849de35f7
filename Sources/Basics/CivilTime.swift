/// A day and a time of day, to the second. It has no time zone: its maker decides which one it is in.
package struct CivilTime: Hashable, Comparable, Sendable {
    package var date: CivilDate
    /// 0 … 23
    package var hour: Int
    /// 0 … 59
    package var minute: Int
    /// 0 … 59; 60 counts as the next minute's first.
    package var second: Int

    package init(date: CivilDate, hour: Int, minute: Int, second: Int) {
        self.date = date
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// - Parameter secondsSinceEpoch: seconds since 1970-01-01T00:00:00 in the same zone, negative before.
    package init(secondsSinceEpoch: Int64) {
        let (quotient, remainder) = secondsSinceEpoch.quotientAndRemainder(dividingBy: 86_400)
        let day = remainder < 0 ? quotient - 1 : quotient
        let rest = Int(remainder < 0 ? remainder + 86_400 : remainder)
        self.init(
            date: CivilDate(daysSinceEpoch: Int(day)), hour: rest / 3_600, minute: rest / 60 % 60, second: rest % 60)
    }

    /// Seconds since 1970-01-01T00:00:00 in the same zone, negative before.
    package var secondsSinceEpoch: Int64 {
        Int64(date.daysSinceEpoch) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
    }

    /// `2026-11-23T02:00:00`, to which the zone is appended.
    package var iso8601: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(25)
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends ``iso8601`` without making a String.
    package func append(to bytes: inout [UInt8]) {
        if (0...9_999).contains(date.year) {
            Self.append(date.year / 100, to: &bytes)
            Self.append(date.year % 100, to: &bytes)
            bytes.append(UInt8(ascii: "-"))
            Self.append(date.month, to: &bytes)
            bytes.append(UInt8(ascii: "-"))
            Self.append(date.day, to: &bytes)
        } else {
            bytes.append(contentsOf: date.text.utf8)
        }
        bytes.append(UInt8(ascii: "T"))
        Self.append(hour, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Self.append(minute, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Self.append(second, to: &bytes)
    }

    package static func < (left: CivilTime, right: CivilTime) -> Bool {
        (left.date, left.hour, left.minute, left.second) < (right.date, right.hour, right.minute, right.second)
    }

    /// Two digits.
    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "0") + UInt8(number / 10 % 10))
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}
