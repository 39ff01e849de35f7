package import Engagement

/// How many participants first opened in one quarter of an hour of UTC, so that any time zone's hours can be told from it.
package struct QuarterHour: Hashable, Sendable {
    package let startsAt: Timestamp
    package let count: Int

    package init(startsAt: Timestamp, count: Int) {
        self.startsAt = startsAt
        self.count = count
    }
}
