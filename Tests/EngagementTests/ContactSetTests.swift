import Engagement
import TestSupport
import Testing

@Suite("Sets of contacts")
struct ContactSetTests {
    @Test("a set of contacts holds what a set of texts holds", arguments: 0..<20 as Range<UInt64>)
    func isASet(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var (compact, plain) = (ContactSet(), Set<String>())
        for _ in 0..<2_000 {
            let number = random.int(0...700)
            let id = random.chance(50) ? StoreSamples.contact(number) : "id \(number)"
            #expect(compact.contains(id) == plain.contains(id))
            let (isNew, isExpected) = (compact.insert(id), plain.insert(id).inserted)
            #expect(isNew == isExpected)
        }
        #expect(compact.count == plain.count)
    }

    @Test("what looks like a UUID is told from it")
    func tellsLookAlikes() {
        let id = "0123abcd-4567-89ef-0123-456789abcdef"
        let others = [
            id.uppercased(), id.replacing("-", with: ""), "0123abcd----4567" + "89ef0123456789abcdef", "0123abcd4567-89ef-0123--456789abcdef",
            id + "0", String(id.dropLast()), "-" + id.dropLast(), id.replacing("f", with: "g"), "", "0",
            String(repeating: "0", count: 36), "00000000-0000-0000-0000-000000000000",
        ]
        var set = ContactSet()
        for (index, text) in ([id] + others).enumerated() {
            let isNew = set.insert(text)
            #expect(isNew, "\(text) was taken for another")
            #expect(set.count == index + 1)
        }
    }

    @Test("a hundred thousand odd ids make as many keys")
    func doesNotCollide() {
        var set = ContactSet()
        for number in 0..<100_000 { set.insert("\(number)") }
        #expect(set.count == 100_000)
    }

    @Test("a set survives as bytes, 16 an id; a torn end is ignored")
    func survivesAsBytes() {
        var set = ContactSet()
        for number in 0..<500 { set.insert(number % 3 == 0 ? "odd \(number)" : StoreSamples.contact(number)) }
        #expect(set.bytes.count == 500 * 16)
        let again = ContactSet(bytes: set.bytes + [1, 2, 3])
        #expect(again.count == 500)
        #expect((0..<500).allSatisfy { again.contains($0 % 3 == 0 ? "odd \($0)" : StoreSamples.contact($0)) })
        #expect(ContactSet(bytes: [UInt8]()).count == 0)
    }

    @Test("a union holds both")
    func unites() {
        var (left, right) = (ContactSet(), ContactSet())
        for number in 0..<10 { left.insert("\(number)") }
        for number in 5..<20 { right.insert("\(number)") }
        left.formUnion(right)
        #expect(left.count == 20)
        #expect((0..<20).allSatisfy { left.contains("\($0)") })
    }
}
