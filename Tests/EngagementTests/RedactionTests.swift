import TestSupport
import Testing

@testable import Engagement

@Suite("Redaction of addresses in texts")
struct RedactionTests {
    private let redaction = Redaction { person(of: $0) == "anna.smith+news@victim.example" }

    @Test(
        "An address is found wherever it is, in any spelling and case",
        arguments: [
            ("anna.smith+news@victim.example", "[removed]"),
            ("For Anna.Smith+News@Victim.Example, with thanks", "For [removed], with thanks"),
            ("mailto:anna.smith+news@victim.example?subject=x", "mailto:[removed]?subject=x"),
            ("<anna.smith+news@victim.example>", "<[removed]>"),
            ("https://x.example/u?email=anna.smith%2Bnews%40victim.example&z=1", "https://x.example/u?email=[removed]&z=1"),
            ("https://x.example/u?email=anna.smith+news@victim.example", "https://x.example/u?email=[removed]"),
            (
                "https://x.example/u?next=%2Fu%3Fe%3Danna.smith%252Bnews%2540victim.example",
                "https://x.example/u?next=%2Fu%3Fe%3D[removed]"
            ),
            ("anna.smith+news@victim.example, anna.smith+news@victim.example.", "[removed], [removed]."),
            ("_anna.smith+news@victim.example_", "_[removed]_"), ("to:anna.smith+news@victim.example;", "to:[removed];"),
            ("Grüße an anna.smith+news@victim.example!", "Grüße an [removed]!"),
        ])
    func finds(_ text: String, _ redacted: String) {
        #expect(redaction.redacted(text) == redacted)
    }

    @Test(
        "Everything else stays",
        arguments: [
            "", "@", "100 %", "%40", "anna.smith@victim.example", "anna.smith+news@victim.example.org",
            "joanna.smith+news@victim.example", "anna.smith+news@victim.example2", "bob@x.example",
            "jo-anna.smith+news@victim.example", "jo.anna.smith+news@victim.example", "anna.smith+news@victim.example-x.org",
        ])
    func keeps(_ text: String) {
        #expect(redaction.redacted(text) == nil)
    }

    @Test("Redacting again changes nothing", arguments: 0..<200)
    func idempotent(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let parts = [
            "anna.smith+news@victim.example", "anna.smith%2Bnews%40victim.example", "bob@x.example", " ", ",", "é", "%", "@",
            "?e=", "/",
            "ANNA.SMITH+NEWS@VICTIM.EXAMPLE",
        ]
        let text = (0..<Int.random(in: 1...8, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
        let redacted = redaction.redacted(text) ?? text
        #expect(redaction.redacted(redacted) == nil, "\(text) became \(redacted)")
    }

    @Test("Links that become equal are added up, and fields that do keep the greater value")
    func joins() {
        let links = [
            LinkClicks(url: "https://x.example/u?e=anna.smith+news@victim.example", total: 3, unique: 2),
            LinkClicks(url: "https://x.example/", total: 1, unique: 1),
            LinkClicks(url: "https://x.example/u?e=anna.smith%2Bnews%40victim.example", total: 2, unique: 2),
        ]
        #expect(
            redaction.redacted(links) == [
                LinkClicks(url: "https://x.example/u?e=[removed]", total: 5, unique: 4),
                LinkClicks(url: "https://x.example/", total: 1, unique: 1),
            ])
        let fields: [FieldTag: FieldValue] = [
            "ReferredBy": .text("anna.smith+news@victim.example"), "Friends": .list(["b", "anna.smith+news@victim.example"]),
            "Name": .text("Bob"),
        ]
        #expect(
            redaction.redacted(fields) == [
                "ReferredBy": .text("[removed]"), "Friends": .list(["b", "[removed]"]), "Name": .text("Bob"),
            ])
        #expect(redaction.redacted(["Name": .text("Bob")] as [FieldTag: FieldValue]) == nil)
    }

    @Test("A campaign whose title changes gets another slug; one whose sender changes keeps its own")
    func slugs() {
        func record(_ name: String, from: String) -> CampaignRecord {
            CampaignRecord(
                campaign: Campaign(id: "c", name: name, status: .sent, fromAddress: from), slug: "old", firstRun: 1)
        }
        let renamed = redaction.redacted(record("To anna.smith+news@victim.example", from: "a@b.example")) { "new-\($0.title)" }
        #expect(renamed?.campaign.name == "To [removed]" && renamed?.slug == "new-To [removed]")
        let kept = redaction.redacted(record("News", from: "anna.smith+news@victim.example")) { _ in "new" }
        #expect(kept?.campaign.fromAddress == "[removed]" && kept?.slug == "old")
        #expect(redaction.redacted(record("News", from: "a@b.example")) { _ in "new" } == nil)
    }
}
