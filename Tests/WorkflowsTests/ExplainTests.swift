import Engagement
import EngagementStore
import Simulator
import Sync
import TestSupport
import Testing

@testable import Workflows

@Suite("Explaining", .serialized)
struct ExplainTests {
    private func rows(_ world: World, _ filter: ParticipantQuery.Filter) async throws -> [ParticipantRow] {
        try await world.store.withStore(.existing) { store in
            try await store.participants(ParticipantQuery(filter: filter)).collected()
        }
    }

    @Test("Every report says what is known: reported since which run, implied, retained, or nothing")
    func listings() async throws {
        try await withWorld { world in
            // A provider that lists clicks and no opens.
            let campaigns = world.server.account.sentCampaigns.map { ($0.id, Set([ReportKind.opened])) }
            world.server.update { $0.emptied = Dictionary(uniqueKeysWithValues: campaigns) }
            let first = try await world.sync().run
            world.server.advance(days: 1)
            let second = try await world.sync(isFull: true).run
            let clicked = try #require(try await rows(world, .clicked).first)
            let explanation = try await world.explain(clicked.participant.contactID)
            let participation = try #require(explanation.participations.first { $0.campaignID == clicked.campaignID })
            #expect(participation.reports.map(\.kind) == ReportKind.allCases)
            let listings = Dictionary(uniqueKeysWithValues: participation.reports.map { ($0.kind, $0.listing) })
            #expect(listings[.opened] == .impliedByClick && listings[.complained] == .notListed)
            guard case .reported(_, let since, .listed(let last)) = listings[.sent] else {
                Issue.record("sent: \(String(describing: listings[.sent]))")
                return
            }
            #expect([first.id, second.id].contains(since.id) && last == .init(number: 2, id: second.id))
            let byAddress = try await world.explain(try #require(clicked.attributes?.emailAddress).uppercased())
            #expect(byAddress.contacts.map(\.id).contains(clicked.participant.contactID))
        }
    }

    @Test("What the provider no longer lists is retained, and the journal tells since when")
    func retained() async throws {
        try await withWorld { world in
            try await world.sync()
            world.server.update { $0.forgetting = .rows }
            try await world.sync(isFull: true)
            let all = try await rows(world, .all)
            let vanished = try #require(all.first { !$0.vanished.isEmpty })
            let explanation = try await world.explain(vanished.participant.contactID)
            let reports = explanation.participations.first { $0.campaignID == vanished.campaignID }?.reports ?? []
            let retained = reports.filter { report in
                if case .reported(_, _, .retained) = report.listing { true } else { false }
            }
            #expect(Set(retained.map(\.kind)) == vanished.vanished)
            #expect(explanation.changes.contains { $0.run.number == 2 && $0.campaignID == vanished.campaignID })
        }
    }

    @Test("A record that replaced another one says why it counts")
    func precedence() async throws {
        try await withWorld { world in
            try await world.sync()
            world.server.advance(days: 3)
            let run = try await world.sync(isFull: true).run
            let replaced = try await world.store.withStore(.existing) { store in
                try await store.journal(ofRun: run.number).collected().lazy.compactMap { entry in
                    if case .attributes(let contact, _) = entry.change { contact } else { nil }
                }.first
            }
            let contact = try #require(replaced, "in three days some contact changes")
            let explanation = try await world.explain(contact)
            #expect(explanation.sightings[contact]?.run.number == run.number)
            let change = try #require(explanation.changes.first { $0.precedence != nil })
            #expect([.full, .fullRun(.init(number: run.number, id: run.id))].contains(change.precedence))
        }
    }

    @Test("An unknown contact is refused")
    func unknown() async throws {
        try await withWorld { world in
            try await world.sync()
            let error = await #expect(throws: WorkflowError.self) { try await world.explain("nobody@example.com") }
            #expect(error?.message == "The store knows no contact with the id or address nobody@example.com.")
        }
    }
}
