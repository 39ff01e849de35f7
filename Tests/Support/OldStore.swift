package import Engagement
package import EngagementStore
import Testing

/// What a store of the first release may hold under two spellings, and what becomes of it. Each kind of store makes one of its
/// own, with three runs: full, interrupted, full.
package enum OldStore {
    package static let campaign: CampaignID = "abcdef00-0000-4000-8000-0000000000c1"
    package static let list: ListID = "abcdef00-0000-4000-8000-0000000000f1"
    package static let contact: ContactID = "abcdef00-0000-4000-8000-0000000000a1"
    package static let upperCampaign = campaign.uppercased()
    package static let upperList = list.uppercased()
    package static let upperContact = contact.uppercased()

    /// Checks an upgraded store.
    package static func expectJoined(_ store: any EngagementStore) async throws {
        let campaigns = try await store.campaigns()
        #expect(campaigns.map(\.id) == [campaign])
        #expect(campaigns.first?.slug == "old-slug", "the address that was published first stays")
        #expect(campaigns.first?.campaign.name == "New name" && campaigns.first?.firstRun == 1)
        #expect(campaigns.first?.campaign.listIDs == [list])
        #expect(try await store.lists().map(\.id) == [list])

        let rows = try await store.participants(ParticipantQuery()).collected()
        #expect(rows.map(\.participant.contactID) == [contact, "composed", "precomposed"])
        let joined = try #require(rows.first?.participant)
        #expect(joined.firstReported[.sent] == 1 && joined.firstReported[.opened] == 3)
        #expect(joined.occurredAt[.opened] == Timestamp(seconds: 300))

        // The record of the later full run, although its stamp is of the future.
        let record = try #require(try await store.contacts(matching: contact).first?.attributes)
        #expect(record.emailAddress == "new@example.com")
        #expect(record.key == RecordKey(generation: 3, stamp: Timestamp(seconds: 3_000_000), run: 3))
        #expect(try await store.contacts(matching: "old@example.com").map(\.id) == [contact], "the journal knows the old one")
        #expect(try await store.contacts(matching: upperContact).isEmpty)

        // Two contacts of one person, whom two spellings had made two.
        let people = try await store.people(asOf: nil, excluding: []).collected()
        #expect(people.map(\.person) == ["new@example.com", "zo\u{e9}@example.com"])
        #expect(people.map(\.person.utf8.count) == [15, 16])
        #expect(try await store.contacts(matching: "ZOE\u{301}@EXAMPLE.COM").map(\.id) == ["composed", "precomposed"])
        #expect(try await store.contacts(matching: "\u{e9}va@example.com").map(\.id) == ["composed"])
        #expect(try await store.contacts(matching: "nul@example.com").map(\.attributes?.emailAddress) == ["nul@example.com"])

        #expect(try await store.forgottenCounts() == [campaign: [.sent: 2]])
        #expect(try await store.certificates().map(\.campaignID) == [campaign])
        #expect(try await store.note(.importedParticipants(of: campaign)) == "1")
        for id in [list, upperList] { #expect(try await store.note(.contactsRead(list: id, status: "subscribed")) == nil) }
        #expect(try await store.note(.contactsRead(list: "other", status: "subscribed")) == Timestamp(seconds: 3_000_000).iso8601)
        #expect(try await store.storeID()?.count == 32)
        #expect(try await store.conflictingTags() == ["city", "zip"])
        #expect(try await store.changeNumbers().store > 0)
    }
}
