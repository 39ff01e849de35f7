package import Engagement
import Metrics

/// A campaign's rates at fixed ages, so that campaigns can be put beside each other.
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

        init(_ rate: Rate) { (value, low, high) = (rate.value, rate.low, rate.high) }
    }

    init(_ record: CampaignRecord, ages: [EqualAge]) {
        id = record.id
        title = record.campaign.title
        self.ages = ages.map { Age(day: $0.day, opened: Share($0.open), clicked: Share($0.click)) }
    }
}
