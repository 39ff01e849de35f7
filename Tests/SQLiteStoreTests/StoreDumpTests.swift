import Engagement
import EngagementStore
import TestSupport
import Testing

/// Two stores are compared by their dumps. What a dump leaves out, no test of copying, merging or rolling back would miss.
@Suite("The dump of a store")
struct StoreDumpTests {
    /// The properties of each value that a dump spells out. A new one belongs into `StoreDump+Lines.swift`, and here.
    @Test(
        "names every property of what it spells out",
        arguments: [
            (
                labels(of: StoreSamples.attributes(1, run: 1)),
                ["emailAddress", "status", "fields", "lastUpdatedAt", "run", "key"]
            ),
            (
                labels(of: ParticipantRow(campaignID: "", participant: StoreSamples.participant(1, [], run: 1), attributes: nil)),
                ["campaignID", "participant", "attributes", "vanished"]
            ),
            (labels(of: StoreSamples.participant(1, [], run: 1)), ["contactID", "firstReported", "occurredAt"]),
            (
                labels(of: PersonRow(person: "", campaigns: 0, opened: 0, clicked: 0)),
                [
                    "person", "campaigns", "opened", "clicked", "firstCampaignAt", "lastOpenedAt", "lastClickedAt", "attributes",
                ]
            ),
            (
                labels(
                    of: OpenWalk(campaignID: "", kind: .sent, run: 1, cursor: "", pages: 0, rows: 0, seen: ContactSet())),
                ["campaignID", "kind", "run", "cursor", "pages", "rows", "seen"]
            ),
        ])
    func isComplete(properties: [String], spelledOut: [String]) { #expect(properties == spelledOut) }

    private static func labels(of value: Any) -> [String] { Mirror(reflecting: value).children.compactMap(\.label) }
}
