import Engagement
import HTTP
import TestSupport
import Testing

@testable import EmailOctopus

@Suite("Known records")
struct KnownRecordsTests {
    /// Rows as v1.6 writes them, whose records are drawn from a few, some of one contact.
    private func rows(_ random: inout SeededGenerator) -> [String] {
        (0..<40).map { _ in
            let id = random.int(1...6)
            let contact = random.pick([
                #"{"id": "c\#(id)", "email_address": "a\#(id)@b.example", "fields": {"City": "\#(random.int(1...2))"}}"#,
                #"{"email_address": "a@b.example", "id": "c\#(id)", "fields": []}"#,
                #"{"id": "c\#(id)", "email_address": null, "deleted": true}"#,
                #"{"email_address": "nobody@b.example"}"#, #""c\#(id)""#, "null",
            ])
            let second = random.int(10...59)
            return #"{"contact": \#(contact), "contact_id": "x\#(id)", "occurred_at": "2026-01-01T00:00:\#(second)+00:00"}"#
        }
    }

    @Test("A row says the same whether its record is known or not, but for the record", arguments: Fuzz.seeds(8))
    func known(seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let known = KnownRecords()
        var decoded: Set<ReportRow> = []
        for round in 0..<4 {
            let rows = self.rows(&random)
            let slow = try await source(.v16, page(rows), page(rows)).source.report(.sent, of: "c", after: nil)
            let fast = try await source(.v16, page(rows)).source.report(.sent, of: "c", after: nil, knowing: known)
            #expect(fast.leftOut == slow.leftOut)
            try #require(fast.rows.count == slow.rows.count)
            for (fast, slow) in zip(fast.rows, slow.rows) {
                #expect(fast.contactID == slow.contactID && fast.occurredAt == slow.occurredAt)
                if fast.isKnown {
                    // The record is one that has been decoded of this contact.
                    #expect(round > 0 && fast.contact == nil)
                    #expect(decoded.contains(ReportRow(contactID: slow.contactID, contact: slow.contact)))
                } else {
                    #expect(fast.contact == slow.contact)
                    if fast.digest != nil { decoded.insert(ReportRow(contactID: slow.contactID, contact: slow.contact)) }
                }
            }
            known.insert(fast.rows.compactMap(\.digest))
            // Whatever was given once is known from then on.
            let again = try await source(.v16, page(rows)).source.report(.sent, of: "c", after: nil, knowing: known)
            #expect(again.rows.filter { $0.isKnown != ($0.digest != nil) } == [])
        }
        known.removeAll()
        let rows = self.rows(&random)
        let forgotten = try await source(.v16, page(rows)).source.report(.sent, of: "c", after: nil, knowing: known)
        #expect(forgotten.rows.filter(\.isKnown) == [])
    }

    @Test("A record of which any byte differs is decoded")
    func anotherByte() async throws {
        let contact = #"{"id":"c","email_address":"a@b.example","fields":{"City":"Ulm"},"status":"SUBSCRIBED"}"#
        let known = KnownRecords()
        let first = try await source(.v16, page(#"{"contact":\#(contact)}"#)).source
            .report(.sent, of: "c", after: nil, knowing: known)
        known.insert(first.rows.compactMap(\.digest))
        for other in [
            contact.replacing("Ulm", with: "Uln"), contact.replacing("a@b", with: "b@b"), contact.replacing("SUB", with: "UNSUB"),
            contact.replacing(#""c""#, with: #""d""#), contact.replacing(#","status""#, with: #", "status""#),
        ] {
            let row = try #require(
                try await source(.v16, page(#"{"contact":\#(other)}"#)).source
                    .report(.sent, of: "c", after: nil, knowing: known).rows.first)
            #expect(!row.isKnown && row.contact != nil)
        }
    }

    @Test("Beyond the limit, records are decoded again instead of growing the memory")
    func limit() async throws {
        let known = KnownRecords(limit: 3)
        let rows = (1...4).map { #"{"contact": {"id": "c\#($0)", "email_address": "a@b.example"}}"# }
        let digests = try await source(.v16, page(rows)).source.report(.sent, of: "c", after: nil, knowing: known)
            .rows.compactMap(\.digest)
        for digest in digests { known.insert([digest]) }
        #expect(digests.map(known.contains) == [false, false, false, true])
    }
}
