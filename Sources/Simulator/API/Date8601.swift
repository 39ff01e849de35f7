import Engagement

/// Times as the provider writes them: `2026-11-01T06:00:00+00:00`, whole seconds, always UTC.
enum Date8601 {
    static func civil(_ seconds: Int64) -> CivilDate {
        CivilDate(daysSinceEpoch: Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400))
    }

    static func day(_ seconds: Int64) -> String { civil(seconds).text }

    static func append(_ seconds: Int64, to bytes: inout [UInt8]) {
        let date = civil(seconds)
        let rest = Int(seconds - Int64(date.daysSinceEpoch) * 86_400)
        digits(date.year / 100, &bytes)
        digits(date.year % 100, &bytes)
        bytes.append(UInt8(ascii: "-"))
        digits(date.month, &bytes)
        bytes.append(UInt8(ascii: "-"))
        digits(date.day, &bytes)
        bytes.append(UInt8(ascii: "T"))
        digits(rest / 3_600, &bytes)
        bytes.append(UInt8(ascii: ":"))
        digits(rest / 60 % 60, &bytes)
        bytes.append(UInt8(ascii: ":"))
        digits(rest % 60, &bytes)
        bytes.append(contentsOf: "+00:00".utf8)
    }

    static func text(_ seconds: Int64) -> String {
        var bytes: [UInt8] = []
        append(seconds, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func digits(_ number: Int, _ bytes: inout [UInt8]) {
        bytes.append(UInt8(48 + number / 10))
        bytes.append(UInt8(48 + number % 10))
    }
}
