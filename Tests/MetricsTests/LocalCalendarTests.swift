import Basics
import Engagement
import Foundation
import Testing

@testable import Metrics

@Suite("Clocks of a time zone")
struct LocalCalendarTests {
    /// Python: datetime.fromisoformat(utc).astimezone(ZoneInfo(zone)).strftime('%Y-%m-%d %H:%M %a')
    @Test(
        "local time and weekday, on both sides of the clock change",
        arguments: [
            ("2026-11-23T02:00:00Z", "UTC", "2026-11-23", 2, 0, 0),
            ("2026-11-22T23:30:00Z", "Europe/Berlin", "2026-11-23", 0, 30, 0),
            ("2026-03-29T00:59:59Z", "Europe/Berlin", "2026-03-29", 1, 59, 6),
            ("2026-03-29T01:00:00Z", "Europe/Berlin", "2026-03-29", 3, 0, 6),
            ("2026-10-25T00:30:00Z", "Europe/Berlin", "2026-10-25", 2, 30, 6),
            ("2026-10-25T01:30:00Z", "Europe/Berlin", "2026-10-25", 2, 30, 6),
            ("2026-01-01T03:00:00Z", "America/New_York", "2025-12-31", 22, 0, 2),
            ("2026-06-01T18:20:00Z", "Asia/Kathmandu", "2026-06-02", 0, 5, 1),
            ("1969-12-31T23:59:59Z", "UTC", "1969-12-31", 23, 59, 2),
        ])
    func moment(utc: String, zone: String, date: String, hour: Int, minute: Int, weekday: Int) throws {
        let calendar = LocalCalendar(try #require(TimeZone(identifier: zone)))
        let moment = calendar.moment(of: try #require(Timestamp(utc)))
        #expect(moment.date.text == date && moment.hour == hour && moment.minute == minute && moment.date.weekday == weekday)
    }

    @Test(
        "ticks are round dates, few, and within the span",
        arguments: [
            ("2026-11-20T12:00:00Z", "2026-11-24T12:00:00Z", ["21 Nov", "22 Nov", "23 Nov", "24 Nov"]),
            ("2026-10-20T00:00:00Z", "2026-11-24T12:00:00Z", ["26 Oct", "2 Nov", "9 Nov", "16 Nov", "23 Nov"]),
            ("2026-01-15T00:00:00Z", "2026-05-24T00:00:00Z", ["Feb 2026", "Mar 2026", "Apr 2026", "May 2026"]),
            ("2025-01-15T00:00:00Z", "2026-05-24T00:00:00Z", ["Apr 2025", "Jul 2025", "Oct 2025", "Jan 2026", "Apr 2026"]),
            ("2021-05-15T00:00:00Z", "2026-05-24T00:00:00Z", ["2022", "2023", "2024", "2025", "2026"]),
            ("2026-05-15T10:00:00Z", "2026-05-15T12:00:00Z", []),
        ])
    func ticks(first: String, last: String, labels: [String]) throws {
        let ticks = LocalCalendar.utc.ticks(from: try #require(Timestamp(first)), to: try #require(Timestamp(last)))
        #expect(ticks.map(\.label) == labels)
    }

    @Test("a tick is at local midnight")
    func midnight() throws {
        let calendar = LocalCalendar(try #require(TimeZone(identifier: "Europe/Berlin")))
        let ticks = calendar.ticks(
            from: try #require(Timestamp("2026-03-27T12:00:00Z")), to: try #require(Timestamp("2026-03-31T12:00:00Z")))
        #expect(
            ticks.map(\.time.iso8601) == [
                "2026-03-27T23:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "2026-03-30T22:00:00Z",
            ])
    }
}
