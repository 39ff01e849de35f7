import Engagement
import Testing

@testable import Sync

@Suite("Who was forgotten")
struct ForgottenFilterTests {
    private static let key = [UInt8](repeating: 7, count: 32)

    private func filter(_ tombstones: (ForgottenFilter) -> [Tombstone]) -> ForgottenFilter {
        ForgottenFilter(key: Self.key, tombstones: Set(tombstones(ForgottenFilter(key: Self.key, tombstones: []))))
    }

    @Test("An address is known in every form", arguments: ["zo\u{eb}@x.example", "zoe\u{308}@x.example", "ZO\u{cb}@X.example"])
    func forms(_ address: String) {
        let filter = filter { [$0.tombstone(ofPerson: person(of: "Zo\u{eb}@x.example") ?? "")] }
        #expect(filter.knows(address: address))
        #expect(filter.knows(contact: "c", address: address))
        #expect(!filter.knows(address: "zoe@x.example"))
    }

    /// The first release hashed what came, in lower case, and ids as they came.
    @Test("Whom the first release has forgotten stays forgotten")
    func firstRelease() {
        let asItCame = "Zoe\u{308}@X.example".lowercased()
        let id = "0B4D5BE2-1A3C-11F0-8E3A-0123456789AB"
        let filter = filter { [$0.tombstone(ofPerson: asItCame), $0.tombstone(ofContact: id)] }
        #expect(filter.knows(address: "Zoe\u{308}@X.example"))
        #expect(filter.knows(contact: canonicalID(id), address: nil))
        #expect(filter.knows(contact: id, address: nil))
        #expect(!filter.knows(contact: "0b4d5be2-1a3c-11f0-8e3a-0123456789ac", address: nil))
    }

    @Test("Nobody is known without tombstones, and nothing is redacted")
    func empty() {
        #expect(!ForgottenFilter.empty.knows(address: "a@b.example"))
        #expect(ForgottenFilter.empty.redaction.redacted("to a@b.example") == nil)
    }
}
