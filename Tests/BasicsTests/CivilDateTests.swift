import Basics
import Foundation
import TestSupport
import Testing

@Suite("Civil dates")
struct CivilDateTests {
    @Test("days count on and back without a gap")
    func countsDays() {
        var previous = CivilDate(daysSinceEpoch: -800_000)
        for day in -799_999...800_000 {
            let date = CivilDate(daysSinceEpoch: day)
            guard date > previous, date.daysSinceEpoch == day else {
                Issue.record("Day \(day) is \(date.text), after \(previous.text)")
                return
            }
            previous = date
        }
    }

    @Test("thousands of moments are the days and times of day that Foundation finds")
    func agreesWithFoundation() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        var random = SeededGenerator(seed: 4)
        for _ in 0..<5_000 {
            // From 1600, where Foundation's calendar is Gregorian already, to 9999.
            let seconds = Int64(random.int(-11_676_096_000...253_402_300_799))
            let time = CivilTime(secondsSinceEpoch: seconds)
            let date = Date(timeIntervalSince1970: Double(seconds))
            let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second, .weekday], from: date)
            #expect(time.date == CivilDate(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0))
            #expect(time.hour == parts.hour && time.minute == parts.minute && time.second == parts.second)
            // Foundation counts from Sunday = 1.
            #expect((time.date.weekday + 1) % 7 + 1 == parts.weekday)
            #expect(time.secondsSinceEpoch == seconds)
        }
    }

    @Test("times are ordered as their seconds, and as their texts")
    func order() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<2_000 {
            let (first, second) = (Int64(random.int(0...4_000_000_000)), Int64(random.int(0...4_000_000_000)))
            let (left, right) = (CivilTime(secondsSinceEpoch: first), CivilTime(secondsSinceEpoch: second))
            #expect((left < right) == (first < second))
            #expect((left.iso8601 < right.iso8601) == (first < second))
            #expect((left.date < right.date) == (left.date.text < right.date.text))
        }
    }

    @Test("a month has the days that it has")
    func validity() {
        for year in [1_900, 2_000, 2_023, 2_024, 2_100] {
            for month in 1...12 {
                let next =
                    month == 12 ? CivilDate(year: year + 1, month: 1, day: 1) : CivilDate(year: year, month: month + 1, day: 1)
                let length = next.daysSinceEpoch - CivilDate(year: year, month: month, day: 1).daysSinceEpoch
                for day in 0...32 { #expect(CivilDate(year: year, month: month, day: day).isValid == (1...length).contains(day)) }
            }
        }
        #expect(!CivilDate(year: 2_026, month: 0, day: 1).isValid && !CivilDate(year: 2_026, month: 13, day: 1).isValid)
    }

    @Test("years of other than four digits have a text")
    func oddYears() {
        #expect(CivilDate(year: 7, month: 1, day: 2).text == "0007-01-02")
        #expect(CivilDate(year: 12_026, month: 1, day: 2).text == "12026-01-02")
        let time = CivilTime(date: CivilDate(year: -1, month: 1, day: 2), hour: 3, minute: 4, second: 5)
        #expect(time.iso8601 == "-0001-01-02T03:04:05")
    }

    @Test("months are named as Foundation names them")
    func names() {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        #expect(MonthName.full == formatter.monthSymbols)
        #expect(MonthName.abbreviated == formatter.shortMonthSymbols)
    }
}
