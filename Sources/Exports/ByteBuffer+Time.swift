import Basics
import Engagement

extension ByteBuffer {
    /// `2026-11-23T02:00:00Z`: ``Timestamp/iso8601`` without making a String, as a tenth of all cells are times.
    mutating func append(_ time: Timestamp) {
        let day = Int((time.seconds >= 0 ? time.seconds : time.seconds - 86_399) / 86_400)
        let rest = Int(time.seconds - Int64(day) * 86_400)
        append(CivilDate(daysSinceEpoch: day))
        append(UInt8(ascii: "T"))
        append(twoDigits: rest / 3_600)
        append(UInt8(ascii: ":"))
        append(twoDigits: rest / 60 % 60)
        append(UInt8(ascii: ":"))
        append(twoDigits: rest % 60)
        append(UInt8(ascii: "Z"))
    }

    /// `2026-11-23`
    mutating func append(_ date: CivilDate) {
        guard (0...9_999).contains(date.year) else { return append(raw: date.text) }
        append(twoDigits: date.year / 100)
        append(twoDigits: date.year % 100)
        append(UInt8(ascii: "-"))
        append(twoDigits: date.month)
        append(UInt8(ascii: "-"))
        append(twoDigits: date.day)
    }

    private mutating func append(twoDigits number: Int) {
        append(UInt8(ascii: "0") + UInt8(number / 10))
        append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}
