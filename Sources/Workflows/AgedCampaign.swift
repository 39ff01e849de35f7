package import Engagement
import Metrics

/// A campaign beside all others at the same age; a difference is called higher or lower only where it is more than noise.
package struct AgedCampaign: Encodable, Sendable {
    package var id: CampaignID
    package var title: String
    package var ages: [Age]

    package struct Age: Encodable, Sendable {
        /// After sending.
        package var day: Int
        package var opened: Share
        package var clicked: Share
    }

    /// A rate of delivered participants with its 95 % interval.
    package struct Share: Encodable, Sendable {
        package var value: Double?
        package var low: Double?
        package var high: Double?
        /// This rate less that of all others, with its interval; nil where there are no others of this age.
        package var againstOthers: Difference?

        init(_ rate: Rate, _ difference: RateDifference?) {
            (value, low, high) = (rate.value, rate.low, rate.high)
            againstOthers = difference.map {
                Difference(value: $0.value, low: $0.low, high: $0.high, verdict: $0.verdict.rawValue)
            }
        }
    }

    package struct Difference: Encodable, Sendable {
        package var value: Double
        package var low: Double
        package var high: Double
        /// `higher`, `lower`, or `noise`.
        package var verdict: String
    }

    init(_ record: CampaignRecord, ages: [EqualAge]) {
        id = record.id
        title = record.campaign.title
        self.ages = ages.map {
            Age(day: $0.day, opened: Share($0.open, $0.openAgainstOthers), clicked: Share($0.click, $0.clickAgainstOthers))
        }
    }
}
