import Engagement
import Metrics
import Templates

/// `people/index.html`: who is behind the contacts, and the way to the audience. Counts only; rows are in the CSVs.
struct PeoplePage {
    private let renderer: PageRenderer

    init(_ renderer: PageRenderer) { self.renderer = renderer }

    func render() throws -> [SiteFile] {
        let people = renderer.account.people
        return try renderer.render(
            .people, at: .people,
            [
                "people": .trusted(counted(people.people, "person", "people")),
                "sends": .trusted(counted(renderer.account.totals.counts.participants, "email")),
                "identities": .block(identities),
            ])
    }

    private var identities: Table {
        let audit = renderer.account.identities
        return Table(
            caption: "Contacts and people", columns: [.text("What"), .number("Count")],
            rows: [
                [.trusted("Contacts: one membership of one list each"), .count(audit.contacts)],
                [.trusted("People: one address each, whatever its case"), .count(audit.people)],
                [.trusted("Addresses on several lists"), .count(audit.sharedAddresses)],
                [
                    .trusted("Contacts whose address has changed since they were first seen"),
                    .count(audit.changedAddresses),
                ],
                [.trusted("Contacts without an address"), .count(audit.withoutAddress)],
            ])
    }
}
