import Engagement

extension Timestamp {
    /// A time as a provider writes it: ISO 8601, also a day alone (its midnight in UTC) or with a blank before the offset; or
    /// seconds or milliseconds since 1970, as a number or as digits. Nil for anything else, and for times before 2000: databases
    /// write `1970-01-01` or `0001-01-01` where they know none.
    init?(json: JSONValue) {
        guard let time = Self.read(json)?.orNilBefore2000 else { return nil }
        self = time
    }

    /// The end of the year 9999; a greater number counts milliseconds.
    private static let latestSecond: Int64 = 253_402_300_799

    private static func read(_ json: JSONValue) -> Timestamp? {
        if json.kind == .string, let time = Timestamp(ascii: json.bytes) { return time }
        guard let text = json.text else { return nil }
        if let number = Double(text), number.magnitude < 1e15 { return sinceEpoch(Int64(number)) }
        if text.utf8.count == 10 { return Timestamp(text + "T00:00:00Z") }
        // All before the offset has 19 bytes or more; a blank further up stands between day and hour.
        guard let blank = text.lastIndex(of: " "), text[..<blank].utf8.count >= 19 else { return Timestamp(text) }
        return Timestamp(text[..<blank] + text[blank...].dropFirst())
    }

    private static func sinceEpoch(_ number: Int64) -> Timestamp {
        Timestamp(seconds: number > latestSecond ? number / 1_000 : number)
    }
}
