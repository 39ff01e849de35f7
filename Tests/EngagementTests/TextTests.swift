import Foundation
import TestSupport
import Testing

@testable import Engagement

@Suite("Texts that look the same")
struct TextTests {
    @Test("Every form of an address is one person", arguments: 0..<100)
    func onePerson(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let letters = ["é", "å", "ñ", "ﬁ", "İ", "K", "ẛ̣", "가", "a", "Z", "ß", "ø", "\u{0}"]
        let text = (0..<6).map { _ in letters.randomElement(using: &random) ?? "" }.joined() + "@Exämple.example"
        let forms = [
            text, text.precomposedStringWithCanonicalMapping, text.decomposedStringWithCanonicalMapping,
            text.uppercased().decomposedStringWithCanonicalMapping.lowercased(),
            text.lowercased().precomposedStringWithCanonicalMapping,
        ]
        let people = Set(forms.dropLast(2).map { Array((person(of: $0) ?? "").utf8) })
        #expect(people.count == 1)
        for form in forms {
            let person = person(of: form) ?? ""
            #expect(Array(person.utf8) == Array((Engagement.person(of: person) ?? "").utf8), "a person is its own person")
            #expect(!person.utf8.contains(0))
        }
    }

    @Test("Tags that become equal keep the value that is not blank, otherwise the greater one, in any order", arguments: 0..<100)
    func tags(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let tags = ["caf\u{e9}", "cafe\u{301}", "ca\u{0}fe\u{301}", "cafe"]
        let values: [FieldValue] = [.text(""), .null, .text("a"), .text("b"), .integer(3), .list([]), .list(["x"])]
        let entries = (0..<5).map { _ in
            (tags.randomElement(using: &random) ?? "", values.randomElement(using: &random) ?? .null)
        }
        func joined(_ entries: [(String, FieldValue)]) -> [FieldTag: FieldValue] {
            entries.reduce(into: [:]) { $0.add($1.1, tag: $1.0) }
        }
        let fields = joined(entries)
        #expect(joined(entries.shuffled(using: &random)) == fields)
        for tag in fields.keys {
            #expect(Array(tag.utf8) == Array(normalizedText(tag).utf8))
            let all = entries.filter { normalizedText($0.0) == tag }.map(\.1)
            if all.contains(where: { !$0.isBlank }) { #expect(fields[tag]?.isBlank == false) }
        }
    }

    @Test("Values are equal if their bytes are")
    func equality() {
        #expect(FieldValue.text("\u{e9}") != .text("e\u{301}"))
        #expect(FieldValue.list(["\u{e9}"]) != .list(["e\u{301}"]))
        #expect(FieldValue.text("\u{e9}") == .text("\u{e9}"))
    }
}
