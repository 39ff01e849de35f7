import Basics
import Engagement
import Foundation
import TestSupport
import Testing

@Suite("Timestamps")
struct TimestampTests {
    @Test("thousands of moments read and write as Foundation's")
    func agreesWithFoundation() throws {
        let formatter = ISO8601DateFormatter()
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        var random = SeededGenerator(seed: 1)
        for _ in 0..<5_000 {
            // From 1600, where Foundation's calendar is Gregorian already, to 9999.
            let seconds = Int64(random.int(-11_676_096_000...253_402_300_799))
            let date = Date(timeIntervalSince1970: Double(seconds))
            let moment = Timestamp(seconds: seconds)
            #expect(moment.iso8601 == formatter.string(from: date))
            #expect(Timestamp(moment.iso8601) == moment)
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            #expect(moment.date == CivilDate(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0))
        }
    }

    @Test(
        "the provider's spellings are read",
        arguments: [
            "2026-11-23T02:00:00+00:00", "2026-11-23T02:00:00Z", "2026-11-23T02:00:00", "2026-11-23 02:00:00",
            "2026-11-23T02:00:00.999Z",
            "2026-11-23T02:00:00.123456+00:00", "2026-11-23T04:30:00+02:30", "2026-11-22T21:00:00-05:00",
            "2026-11-23T03:00:00+0100",
            "2026-11-23T01:00:00-01",
        ])
    func reads(_ text: String) {
        #expect(Timestamp(text)?.seconds == 1_795_399_200)
        #expect(Timestamp("<\(text)>".dropFirst().dropLast())?.seconds == 1_795_399_200)
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "2026-11-23", "2026-11-23T02:00", "2026-11-23T24:00:00Z", "2026-11-23T02:60:00Z",
            "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
            "2026-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-01-32T00:00:00Z", "2026-01-00T00:00:00Z",
            "2026-11-23T02:00:00ZZ",
            "2026-11-23T02:00:00+1", "2026-11-23T02:00:00+25:00", "2026-11-23T02:00:00+00:60", "2026-11-23T02:00:00.Z",
            " 2026-11-23T02:00:00Z",
            "2026-11-23T02:00:00Z ", "23.11.2026 02:00:00", "２026-11-23T02:00:00Z", "-026-11-23T02:00:00Z",
            "1795399200",
        ])
    func refuses(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test("the leap days of four centuries are days")
    func knowsLeapYears() {
        for year in 1_800...2_200 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            #expect((Timestamp("\(year)-02-29T12:00:00Z") != nil) == isLeap)
        }
    }

    @Test("a run's id is its start without what file names dislike")
    func namesRuns() {
        let moment = Timestamp(seconds: 1_795_399_200)
        #expect(moment.runID == "2026-11-23T020000Z")
        #expect("\(moment)" == "2026-11-23T02:00:00Z")
        #expect(moment.date.text == "2026-11-23")
        #expect(Timestamp(seconds: -1).iso8601 == "1969-12-31T23:59:59Z")
    }

    @Test("a time in JSON is its text, and one that isn't is an error")
    func isCodable() throws {
        let moments = [Timestamp(seconds: 0), Timestamp(seconds: 1_795_399_200)]
        let json = try JSONEncoder().encode(moments)
        #expect(String(decoding: json, as: UTF8.self) == #"["1970-01-01T00:00:00Z","2026-11-23T02:00:00Z"]"#)
        #expect(try JSONDecoder().decode([Timestamp].self, from: json) == moments)
        #expect(throws: DecodingError.self) {
            _ = try JSONDecoder().decode([Timestamp].self, from: Data(#"["soon"]"#.utf8))
        }
    }
}
