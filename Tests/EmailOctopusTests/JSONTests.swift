import Foundation
import TestSupport
import Testing

@testable import EmailOctopus

/// RFC 8259: exactly what it allows is read.
struct JSONTests {
    static func read(_ text: String) throws -> JSONValue { try JSONDocument(Array(text.utf8)).root }

    @Test(arguments: [
        "", " ", "{", "[", "\"", "{]", "[}", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
        "{a:1}",
        "{\"a\":1 \"b\":2}", "{,}", "tru", "truee", "nul", "TRUE", "True", "NaN", "Infinity", "-", "01", "-01", "1.",
        ".5", "1e",
        "1e+", "+1", "0x1", "1_000", "'a'", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"a\nb\"", "\"\t\"", "\"\u{0}\"", "1 2",
        "{}{}", "[]x", "// a\n1",
        "<html>", "\u{a0}1",
    ])
    func refusesWhatIsNoJSON(_ text: String) {
        #expect(throws: JSONSyntaxError.self) { try Self.read(text) }
    }

    @Test func refusesUTF16() {
        #expect(throws: JSONSyntaxError.self) { try JSONDocument([0xff, 0xfe, 0x31, 0]) }
    }

    @Test func refusesWhatIsNestedTooDeeply() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try Self.read(nested(JSONScanner.deepest))
        #expect(throws: JSONSyntaxError.self) { try Self.read(nested(JSONScanner.deepest + 1)) }
        #expect(throws: JSONSyntaxError.self) { try Self.read(String(repeating: "[{\"a\":", count: 1_000_000)) }
    }

    @Test func readsTextsOfEveryKind() throws {
        #expect(
            try Self.read(#""a\"b\\c\/d\b\f\n\r\tÄ\u00e9\u20AC\ud83d\ude00😀""#).string
                == "a\"b\\c/d\u{8}\u{c}\n\r\tÄé€😀😀")
        #expect(try Self.read(#""""#).string == "")
        #expect(try Self.read("\u{feff}[]").isArray)
        #expect(try Self.read(" \t\r\n{ \"a\" : [ 1 , 2 ] } \n")["a"]?.elements.map(\.int) == [1, 2])
    }

    @Test(arguments: [
        ("0", 0), ("-0", 0), ("10", 10), ("\"10\"", 10), ("10.0", 10), ("1e3", 1000), ("9223372036854775807", Int.max),
        ("9223372036854775808", nil), ("1.5", nil), ("\"\"", nil), ("\"ten\"", nil), ("null", nil), ("{}", nil),
        ("true", nil),
    ])
    func readsWholeNumbers(_ text: String, _ number: Int?) throws {
        #expect(try Self.read(text).int == number)
    }

    @Test func whatIsAbsentAndWhatIsNullAreTheSame() throws {
        let value = try Self.read(#"{"a": null, "b": {"c": 1}, "d": [], "b": 2}"#)
        #expect(value["a"] == nil && value["x"] == nil)
        #expect(value.has("a") && !value.has("x"))
        #expect(value["b"]?["c"]?.int == 1)
        #expect(value["b"]?["c"]?["d"] == nil)
        #expect(value["d"]?["c"] == nil)
        #expect(value.members.map(\.name) == ["a", "b", "d", "b"])
    }

    @Test func aTextCutShortAnywhereIsAnError() throws {
        let text = Array(
            #"{"data": [{"a": "x\u00e9\ud83d\ude00", "b": -1.5e3, "c": [true, false, null, {}]}], "paging": []}"#.utf8)
        _ = try JSONDocument(text)
        for length in 0..<text.count {
            #expect(throws: JSONSyntaxError.self) { try JSONDocument(Array(text[..<length])) }
        }
    }

    /// A text that is damaged at random is either read as Foundation reads it, or refused; but half a surrogate pair, and bytes that
    /// are no UTF-8, cost only the text they are in.
    @Test(arguments: 0..<20)
    func agreesWithFoundation(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            var bytes = Array(Self.randomText(&generator, depth: 4).utf8)
            let intact = try JSONDocument(bytes).root
            #expect(Self.same(intact, try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)))
            let position = Int.random(in: 0..<bytes.count, using: &generator)
            bytes[position] = generator.pick(Array("{}[]\",:\\u0e-.tfn x\u{1}".utf8))
            guard let ours = try? JSONDocument(bytes).root else { continue }
            let foundations = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            let isRepaired = String(validating: bytes, as: UTF8.self) == nil || bytes.contains("\\ud".utf8)
            #expect(foundations != nil || isRepaired, "\(String(decoding: bytes, as: UTF8.self))")
            // Foundation keeps one of two members with the same name; we keep both.
            if let foundations, !Self.repeatsAName(ours) { #expect(Self.same(ours, foundations)) }
        }
    }

    private static func randomText(_ generator: inout SeededGenerator, depth: Int) -> String {
        func list(_ item: () -> String) -> String {
            (0..<Int.random(in: 0..<4, using: &generator)).map { _ in item() }.joined(
                separator: generator.pick([",", " , "]))
        }
        let word = { (generator: inout SeededGenerator) in
            generator.pick(["", "a", "Ä€😀", "\\u00e9", "\\n", "\\\"", "\\\\", "\\ud83d\\ude00", "id", "=1+1"])
                + String(generator.next() % 1_000)
        }
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &generator) {
        case 0: return generator.pick(["null", "true", "false"])
        case 1: return String(Int64.random(in: -1_000_000...1_000_000, using: &generator))
        case 2: return generator.pick(["0.5", "-12.25", "1e3", "-2.5E-1", "0", "1.0"])
        case 3, 4: return "\"\(word(&generator))\""
        case 5:
            var inner = generator
            defer { generator = inner }
            return "[\(list { randomText(&inner, depth: depth - 1) })]"
        default:
            var inner = generator
            defer { generator = inner }
            return "{\(list { "\"\(word(&inner))\(inner.next())\": \(randomText(&inner, depth: depth - 1))" })}"
        }
    }

    private static func same(_ ours: JSONValue, _ theirs: Any) -> Bool {
        switch ours.kind {
        case .null: theirs is NSNull
        case .yes, .no: (theirs as? Bool) == ours.bool
        case .number: (theirs as? Double) == Double(ours.spelling)
        case .string, .escapedString: (theirs as? String) == ours.string
        case .array:
            (theirs as? [Any]).map { $0.count == Array(ours.elements).count && zip(ours.elements, $0).allSatisfy(same) }
                ?? false
        case .object:
            (theirs as? [String: Any]).map { dictionary in
                dictionary.count == Array(ours.members).count
                    && ours.members.allSatisfy { member in
                        dictionary[member.name].map { same(member.value, $0) } ?? false
                    }
            } ?? false
        }
    }

    private static func repeatsAName(_ value: JSONValue) -> Bool {
        let names = value.members.map(\.name)
        return Set(names).count < names.count || value.members.contains { repeatsAName($0.value) }
            || value.elements.contains(where: repeatsAName)
    }
}
