import Engagement
import Metrics
import Templates

/// `people/index.html`: distinct addresses by recency. Counts only; rows are in the CSVs.
struct PeoplePage {
    private let renderer: PageRenderer
    private var people: PeopleSummary { renderer.account.people }

    init(_ renderer: PageRenderer) { self.renderer = renderer }

    func render() throws -> [SiteFile] {
        let engaged = Rate(people.engaged, of: people.people)
        let clicked = Rate(people.clicked, of: people.people)
        return try renderer.render(
            .people, at: .people,
            [
                "people": .trusted(counted(people.people, "person", "people")),
                "engaged": .trusted(Format.count(people.engaged)),
                "engaged_rate": .trusted("\(Format.percent(engaged)), 95% interval \(Format.interval(engaged))"),
                "clicked": .trusted(Format.count(people.clicked)),
                "clicked_rate": .trusted("\(Format.percent(clicked)), 95% interval \(Format.interval(clicked))"),
                "participants": .trusted(counted(renderer.account.totals.counts.participants, "participant")),
                "tiers_chart": .block(ChartBlock.tiers(people)),
                "tiers": .block(tiers),
                "most_engaged": .block(
                    bins(people.byCampaignsEngaged, "Campaigns opened or clicked", of: people.engaged, "engaged people")
                ),
                "never_engaged": .block(
                    bins(
                        people.silentByCampaignsReceived, "Campaigns received", of: people.people - people.engaged,
                        "never engaged")),
                "identities": .block(identities),
                "has_files": .flag(renderer.download(SiteLayout.engagedPeople) != nil),
            ])
    }

    private var tiers: Table {
        Table(
            caption: "People by recency",
            columns: [
                .text("Last opened or clicked"), .number("People"), .number("Share", "÷ all people"), .text("Rows"),
            ],
            rows: people.byTier.map { tier, rate in
                let path = SiteLayout.people(tier)
                return [
                    .trusted(tier.title), .count(rate.numerator), .rate(rate),
                    renderer.download(path) == nil ? .empty : .link("CSV", to: SitePage.people.address(of: path)),
                ]
            },
            foot: [[.trusted("All people"), .count(people.people), .empty, .empty]])
    }

    private func bins(_ bins: [PeopleSummary.Bin], _ title: String, of whole: Int, _ name: String) -> Table {
        Table(
            caption: title, columns: [.text(title), .number("People"), .number("Share", "÷ \(name)")],
            rows: bins.filter { $0.people > 0 }.map { bin in
                [.trusted(bin.label), .count(bin.people), .rate(Rate(bin.people, of: whole), scale: 1)]
            },
            emptyText: "There are none.")
    }

    private var identities: Table {
        let audit = renderer.account.identities
        return Table(
            caption: "Contacts and people", columns: [.text("What"), .number("Count")],
            rows: [
                [.trusted("Contacts: one membership of one list each"), .count(audit.contacts)],
                [.trusted("People: distinct addresses in lower case"), .count(audit.people)],
                [.trusted("Addresses that more than one contact has"), .count(audit.sharedAddresses)],
                [
                    .trusted("Contacts whose address has changed since they were first seen"),
                    .count(audit.changedAddresses),
                ],
                [.trusted("Contacts of whom no address was ever seen"), .count(audit.withoutAddress)],
            ])
    }
}

extension RecencyTier {
    /// When a person of this tier last opened or clicked.
    var title: String {
        switch self {
        case .days30: "Within 30 days"
        case .days90: "31 to 90 days ago"
        case .days180: "91 to 180 days ago"
        case .older: "Longer ago, or undated"
        case .never: "Never"
        }
    }
}
