import Basics
import Engagement

/// The name, the subject and the content of a campaign.
struct CampaignTexts {
    let name: String
    let subject: String

    private static let templates: [(name: String, subject: String)] = [
        ("%M: what your kWh cost you", "{{FirstName}}, this is what your kWh cost you in %M"),
        ("%M savings check", "Your %M savings check is ready"),
        ("Three ways to a smaller bill (%M)", "Three ways to a smaller bill, {{FirstName}}"),
        ("Home energy report %M", "Your home energy report"),
        ("Is your home losing heat? (%M)", "Is your home losing heat? Find out for free"),
        ("Peak hours in %M", "When power costs most in %M, and how to avoid it"),
        ("Heat pump rebates, %M", "Rebates for heat pumps: apply by the end of %M"),
        ("%M: neighbors like you", "How your neighbors cut their bill"),
        ("Weatherization week, %M", "A free visit that pays for itself 🏠"),
        ("Your yearly cost at a glance (%M)", "{{FirstName}}, your yearly cost at a glance"),
        ("Community solar update %M", "Community solar is coming to {{City}}"),
        ("Last call: %M home energy check", "Last call for your free home energy check"),
        ("Thermostat tips for %M", "Two degrees that save $120 a year"),
    ]

    /// - Parameters:
    ///   - index: the campaign's number in order of sending.
    ///   - count: the campaigns sent before day 0; the hostile names are distributed over them.
    init(index: Int, of count: Int, sentAt: Int64) {
        let month = MonthName.full[CivilTime(secondsSinceEpoch: sentAt).date.month - 1]
        let template = Self.templates[index % Self.templates.count]
        subject = template.subject.split(separator: "%M", omittingEmptySubsequences: false).joined(separator: month)
        let step = max(2, count / (HostileText.campaignNames.count + 1))
        if index < count, index % step == step - 1, index / step < HostileText.campaignNames.count {
            name = HostileText.campaignNames[index / step]
        } else {
            name = template.name.split(separator: "%M", omittingEmptySubsequences: false).joined(separator: month)
        }
    }

    static let fromName = "Maple Grove Energy"
    static let fromAddress = "hello@maplegrove.example"

    // MARK: - Links

    /// The proportions in which the links of a campaign are clicked.
    static let linkWeights = [60, 22, 12, 6]

    /// The link for a number from 0 up to the sum of the weights.
    static func link(drawn draw: Int) -> Int {
        var rest = draw
        for (place, weight) in linkWeights.enumerated() {
            if rest < weight { return place }
            rest -= weight
        }
        return 0
    }

    static func links(index: Int) -> [String] {
        [
            "https://www.maplegrove.example/savings?utm_source=newsletter&utm_campaign=c\(index)",
            "https://www.maplegrove.example/check?email={{EmailAddress}}&campaign=\(index)",
            "https://rebates.example/apply/\(2_026 + index % 2)#step-1",
            "https://www.maplegrove.example/quote?q=\"<b>kWh</b>\"&lang=en",
        ]
    }

    /// The mail, with merge tags as the list spells them.
    func html(index: Int, list: Int) -> String {
        let tags = FieldSchema.fields(ofList: list).map(\.tag)
        let cost = tags.first { $0.lowercased().contains("cost") || $0.lowercased().contains("saving") } ?? "City"
        let links = Self.links(index: index)
        return """
            <!DOCTYPE html><html><head><meta charset="utf-8"><title>\(subject)</title></head><body style="font-family:sans-serif">
            <h1>Hello {{FirstName}},</h1><p>Homes like yours in {{\(tags.contains("City") ? "City" : tags[2])}} paid {{\(cost)}}.</p>
            <p><a href="\(links[0])">See your savings</a> · <a href="\(links[1])">Book a free check</a></p>
            <p><a href="\(links[2])">Rebates</a> · <a href="https://www.maplegrove.example/quote?q=%22kWh%22&amp;lang=en">Quote</a></p>
            <p style="font-size:12px">You get this because you signed up. <a href="{{UnsubscribeURL}}">Unsubscribe</a></p></body></html>
            """
    }
}
