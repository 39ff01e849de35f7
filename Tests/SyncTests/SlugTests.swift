import Engagement
import Testing

@testable import Sync

@Suite("Slugs")
struct SlugTests {
    static let titles = [
        "March: what your kWh cost you", "<script>alert(1)</script>", "../../etc/passwd", "🎉🎉🎉", "שלום", "a--b  c",
        String(repeating: "long name ", count: 30), "", "-", "ÄÖÜ & co.", "newline\nin name",
    ]

    @Test("Fit into an address, whatever the name", arguments: titles)
    func shape(_ title: String) {
        let slug = Slug.make(for: Campaign(id: "4f2c9d6e-0000-11f0-8000-000000000001", name: title, status: .sent))
        #expect(slug.wholeMatch(of: #/[a-z0-9]+(-[a-z0-9]+)*/#) != nil)
        #expect(slug.count <= 80)
    }

    @Test("Keep campaigns of equal names apart")
    func distinct() {
        let first = Slug.make(for: Campaign(id: "a", name: "Same", status: .sent))
        let second = Slug.make(for: Campaign(id: "b", name: "Same", status: .sent))
        #expect(first != second)
        #expect(first.hasPrefix("same-") && second.hasPrefix("same-"))
    }

    @Test("F23: Get a longer hash where the short one is taken")
    func taken() {
        let campaign = Campaign(id: "a", name: String(repeating: "long ", count: 40), status: .sent)
        var taken: Set<String> = []
        for _ in 0..<4 {
            let slug = Slug.make(for: campaign, taken: taken)
            #expect(slug.utf8.count <= 80)
            #expect(taken.insert(slug).inserted)
        }
        #expect(taken.contains(Slug.make(for: campaign)))
    }
}
