package import Engagement

/// How a campaign did up to now.
package struct CampaignResult: Hashable, Sendable {
    /// In hours since sending: when results are told. The first one is told in the first night in which an hour has passed.
    static let marks = [1, 3 * 24, 7 * 24, 30 * 24]
    /// In hours: what is older is told no more.
    package static let longestAge = 37 * 24

    package var id: CampaignID
    package var title: String
    package var slug: String
    package var sentAt: Timestamp
    package var ageInHours: Int
    /// With the campaign's name.
    package var sentence: String

    package init(
        id: CampaignID, title: String, slug: String, sentAt: Timestamp, ageInHours: Int, sentence: String
    ) {
        self.id = id
        self.title = title
        self.slug = slug
        self.sentAt = sentAt
        self.ageInHours = ageInHours
        self.sentence = sentence
    }

    /// The last mark that it has passed; nil before the first one, and when it is too old.
    var mark: Int? { ageInHours < Self.longestAge ? Self.marks.last { $0 <= ageInHours } : nil }
}
