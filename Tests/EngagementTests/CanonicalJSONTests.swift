import Engagement
import Foundation
import TestSupport
import Testing

@Suite("Canonical JSON")
struct CanonicalJSONTests {
    private static let texts = [
        "", "plain", "\"quoted\\\"", "line\r\n\tbreak", "\u{0}\u{1}\u{1F}\u{7F}", "ü مرحبا \u{1F468}\u{200D}\u{1F469}",
        "\u{2028}</script>", "a.b", "$x",
    ]

    private static func value(_ random: inout SeededGenerator) -> FieldValue {
        switch random.int(0...6) {
        case 0: .integer(random.pick([0, -1, 42, .max, .min]))
        case 1: .number(random.pick([0.5, 1, -2.25e-30, 1e300, 123_456_789.125]))
        case 2: .boolean(random.chance(50))
        case 3: .list(random.some(of: texts, percent: 30))
        case 4: .null
        default: .text(random.pick(texts))
        }
    }

    private static func fields(_ random: inout SeededGenerator) -> [FieldTag: FieldValue] {
        var fields: [FieldTag: FieldValue] = [:]
        for tag in random.some(of: texts, percent: 50) { fields[tag] = value(&random) }
        return fields
    }

    @Test(
        "one value has one spelling",
        arguments: [
            (["b": .integer(1), "a": .text("x")], #"{"a":"x","b":1}"#),
            (["Z": .boolean(true), "a": .null, "é": .boolean(false)], #"{"Z":true,"a":null,"é":false}"#),
            (
                ["l": .list(["x", "\"", "\u{1}"]), "n": .number(1), "m": .number(1.5e300)],
                #"{"l":["x","\"","\u0001"],"m":1.5e+300,"n":1.0}"#
            ),
            (["t": .text("\n\r\t\\/")], #"{"t":"\n\r\t\\/"}"#),
            (["nan": .number(.nan)], #"{"nan":null}"#), ([:], "{}"),
        ] as [([FieldTag: FieldValue], String)])
    func spells(_ fields: [FieldTag: FieldValue], _ text: String) {
        #expect(CanonicalJSON.text(of: fields) == text)
    }

    @Test("what is written is read back, each value of its own kind", arguments: 0..<500 as Range<UInt64>)
    func readsBack(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        // Tags are kept in one form, and read back in it.
        let fields = Self.fields(&random).reduce(into: [FieldTag: FieldValue]()) { $0.add($1.value, tag: $1.key) }
        let text = CanonicalJSON.text(of: fields)
        #expect(try CanonicalJSON.fields(from: text) == fields)
        var reversed: [FieldTag: FieldValue] = [:]
        for (tag, value) in fields.reversed() { reversed[tag] = value }
        #expect(CanonicalJSON.text(of: reversed) == text)
    }

    @Test("it is JSON to others, too", arguments: 0..<100 as Range<UInt64>)
    func isJSON(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let fields = Self.fields(&random)
        let object = try JSONSerialization.jsonObject(with: Data(CanonicalJSON.text(of: fields).utf8)) as? [String: Any]
        #expect(Set(try #require(object).keys) == Set(fields.keys))
        for case (let tag, .text(let text)) in fields { #expect(object?[tag] as? String == text) }
        for case (let tag, .integer(let number)) in fields {
            #expect((object?[tag] as? NSNumber)?.int64Value == number)
        }
        for case (let tag, .number(let number)) in fields {
            #expect((object?[tag] as? NSNumber)?.doubleValue == number)
        }
        for case (let tag, .list(let items)) in fields { #expect(object?[tag] as? [String] == items) }
    }

    @Test("what is cut off or no JSON is an error, never fewer fields")
    func refusesDamage() {
        let text = CanonicalJSON.text(of: [
            "text": .text("a\"\n\u{1}ü"), "list": .list(["x", "y"]), "number": .number(1.5), "integer": .integer(-7),
            "flag": .boolean(true), "null": .null,
        ])
        for length in 0..<text.utf8.count {
            let part = String(decoding: text.utf8.prefix(length), as: UTF8.self)
            #expect(throws: CanonicalJSON.ReadingError.self) { _ = try CanonicalJSON.fields(from: part) }
        }
        let others = [
            text + " ", "[]", "{\"a\":{}}", "{\"a\":1,}", "{\"a\":nul}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u00zz\"}",
            "{\"a\":1-2}", "{\"a\":-}",
            "{\"a\":1.2.3}", "{\"a\" :1}", "{a:1}",
        ]
        for text in others {
            #expect(throws: CanonicalJSON.ReadingError.self, "\(text)") { _ = try CanonicalJSON.fields(from: text) }
        }
    }

    @Test("texts are ordered by their bytes, as every store orders them")
    func ordersByBytes() {
        let ordered = ["", " ", "$", "10", "9", "A", "Z", "a", "ab", "b", "\u{7F}", "é", "\u{FF5E}", "\u{1F419}"]
        for (index, text) in ordered.enumerated() {
            for (other, word) in ordered.enumerated() { #expect(utf8Less(text, word) == (index < other)) }
        }
    }
}
