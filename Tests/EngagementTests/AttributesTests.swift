import Engagement
import TestSupport
import Testing

@Suite("Records of a contact")
struct AttributesTests {
    private static func record(_ random: inout SeededGenerator) -> Attributes {
        let fields: [[FieldTag: FieldValue]?] = [
            nil, [:], ["A": .text("x")], ["A": .text("y")], ["A": .integer(1)], ["A": .number(1)], ["B": .text("x")],
            ["A": .text("x"), "B": .null],
        ]
        return Attributes(
            emailAddress: random.pick([nil, "a@example.com", "A@example.com", ""]),
            status: random.pick([nil, "subscribed", "SUBSCRIBED"]),
            fields: random.pick(fields),
            lastUpdatedAt: random.pick([nil, Timestamp(seconds: 0), Timestamp(seconds: 5)]),
            run: random.pick([1, 2]))
    }

    @Test(
        "records are in a total order: any two can be told apart, and the order closes no circle",
        arguments: 0..<2_000 as Range<UInt64>)
    func isTotallyOrdered(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let (a, b, c) = (Self.record(&random), Self.record(&random), Self.record(&random))
        #expect(!a.precedes(a))
        #expect(a == b || a.precedes(b) != b.precedes(a))
        if a == b { #expect(!a.precedes(b)) }
        if a.precedes(b), b.precedes(c) { #expect(a.precedes(c)) }
    }

    @Test("joining them is associative, commutative and idempotent", arguments: 0..<2_000 as Range<UInt64>)
    func joins(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let (a, b, c) = (Self.record(&random), Self.record(&random), Self.record(&random))
        #expect(a.joined(with: a) == a)
        #expect(a.joined(with: b) == b.joined(with: a))
        #expect(a.joined(with: b).joined(with: c) == a.joined(with: b.joined(with: c)))
        #expect([a, b].contains(a.joined(with: b)))
    }

    @Test("a full record is above a thin one, then the later update, then the later run")
    func decides() {
        let full = Attributes(emailAddress: nil, fields: [:], run: 1)
        let thin = Attributes(emailAddress: "a@example.com", lastUpdatedAt: Timestamp(seconds: 9), run: 9)
        #expect(thin.precedes(full) && !full.precedes(thin))
        let updated = Attributes(
            emailAddress: "a@example.com", fields: [:], lastUpdatedAt: Timestamp(seconds: 1), run: 1)
        let later = Attributes(emailAddress: "b@example.com", fields: [:], run: 5)
        #expect(later.precedes(updated))
        let again = Attributes(emailAddress: "c@example.com", fields: [:], lastUpdatedAt: Timestamp(seconds: 1), run: 2)
        #expect(updated.precedes(again))
        #expect(again.joined(with: updated) == again)
    }

    @Test("blanks replace, too")
    func replacesWhole() {
        let old = Attributes(emailAddress: "a@example.com", fields: ["A": .text("x"), "B": .text("y")], run: 1)
        let new = Attributes(emailAddress: "a@example.com", fields: ["A": .text("")], run: 2)
        #expect(old.joined(with: new).fields == ["A": .text("")])
    }

    @Test("a person is an address in lower case, of any script; a mailbox provider is what follows its last @")
    func namesPeople() {
        #expect(person(of: "ÅSE@Example.COM") == "åse@example.com")
        #expect(person(of: "ΝΙΚΟΣ@example.org") == person(of: "νικοσ@example.org"))
        #expect(person(of: nil) == nil)
        #expect(person(of: "") == nil)
        #expect(Attributes(emailAddress: "A@b.example", run: 1).person == "a@b.example")
        #expect(mailDomain(of: "a@b.example") == "b.example")
        #expect(mailDomain(of: "\"a@b\"@c.example") == "c.example")
        #expect(mailDomain(of: "nobody") == "")
        #expect(mailDomain(of: "nobody@") == "")
    }
}
