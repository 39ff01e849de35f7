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
            lastUpdatedAt: random.pick([nil, Timestamp(seconds: 0), Timestamp(seconds: 5), Timestamp(seconds: 2_082_758_400)]),
            from: RecordSource(
                run: random.pick([1, 2]), generation: random.pick([0, 1]), startedAt: random.pick([nil, Timestamp(seconds: 3)])))
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

    @Test("what a full run saw, or a later one, is above all that was seen before; a stamp counts up to the start of its run")
    func trustsNoClock() {
        func run(_ number: RunNumber, at seconds: Int64, isFull: Bool = false, state: Run.State = .proven) -> Run {
            Run(
                number: number, id: "r\(number)", startedAt: Timestamp(seconds: seconds), state: state, api: "v2", isFull: isFull)
        }
        let runs = [run(1, at: 100, isFull: true), run(2, at: 200), run(3, at: 300, isFull: true), run(4, at: 400)]
        let sources = runs.map { RecordSource($0, among: runs) }
        #expect(sources.map(\.generation) == [1, 1, 3, 3])
        let withoutThird = runs.map { $0.number == 3 ? run(3, at: 300, isFull: true, state: .rolledBack) : $0 }
        #expect(RecordSource(runs[3], among: withoutThird).generation == 1)
        var imported = runs[3]
        imported.api = Run.imported
        #expect(RecordSource(imported, among: runs).generation == 0)

        func record(_ name: String, _ seconds: Int64?, _ run: Int) -> Attributes {
            Attributes(
                emailAddress: name, fields: [:], lastUpdatedAt: seconds.map(Timestamp.init(seconds:)), from: sources[run - 1])
        }
        let future = record("z@example.com", 2_082_758_400, 2)
        #expect(future.key.stamp == Timestamp(seconds: 200) && future.lastUpdatedAt == Timestamp(seconds: 2_082_758_400))
        #expect(future.precedes(record("a@example.com", nil, 3)), "a full run counts more than any stamp")
        #expect(record("z@example.com", nil, 2).precedes(record("a@example.com", 50, 1)), "a stamp counts more than a later run")
        #expect(record("z@example.com", 50, 1).precedes(record("a@example.com", 50, 2)), "then the later run counts")
        #expect(record("a@example.com", 50, 1).precedes(record("z@example.com", 50, 1)), "then the text")
        #expect(future.saysTheSame(as: record("z@example.com", 7, 4)), "a stamp is no content")
    }

    @Test("texts that look the same and are other bytes are two texts")
    func comparesBytes() {
        let composed = Attributes(emailAddress: "zo\u{e9}@example.com", fields: ["A": .text("\u{e9}")], run: 1)
        for (address, text) in [("zoe\u{301}@example.com", "\u{e9}"), ("zo\u{e9}@example.com", "e\u{301}")] {
            let other = Attributes(emailAddress: address, fields: ["A": .text(text)], run: 1)
            #expect(!composed.saysTheSame(as: other))
            #expect(composed.precedes(other) != other.precedes(composed))
        }
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
        let spellings = ["Zo\u{e9}@Example.com", "zoe\u{301}@example.com", "ZOE\u{301}@example\0.com", "ZO\u{c9}@EXAMPLE.COM"]
        for spelling in spellings {
            #expect(utf8Equal(person(of: spelling), "zo\u{e9}@example.com"), "\(spelling)")
        }
        #expect(person(of: "\0") == nil)
        #expect(person(of: nil) == nil)
        #expect(person(of: "") == nil)
        #expect(Attributes(emailAddress: "A@b.example", run: 1).person == "a@b.example")
        #expect(mailDomain(of: "a@b.example") == "b.example")
        #expect(mailDomain(of: "\"a@b\"@c.example") == "c.example")
        #expect(mailDomain(of: "nobody") == "")
        #expect(mailDomain(of: "nobody@") == "")
    }
}
