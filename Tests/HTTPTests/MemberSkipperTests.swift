import TestSupport
import Testing

@testable import HTTP

/// A member's values are dropped while a text arrives, and nothing else of it.
struct MemberSkipperTests {
    /// - Parameter chunk: the bytes that arrive at once.
    private func skipped(_ text: String, chunk: Int = .max) -> String {
        var (skipper, output) = (MemberSkipper(name: "content"), [UInt8]())
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: min(chunk, max(1, bytes.count))) {
            bytes[start..<min(bytes.count, start + min(chunk, bytes.count))].withUnsafeBytes { skipper.append($0, to: &output) }
        }
        return String(decoding: output, as: UTF8.self)
    }

    @Test(arguments: [
        (#"{"a": 1, "content": {"html": "<p>\"}]", "x": [1, {"y": "]"}]}, "b": 2}"#, #"{"a": 1, "content": null, "b": 2}"#),
        (#"{"content":"a\\"}"#, #"{"content":null}"#), (#"{"content" : -1.5e3 , "b":2}"#, #"{"content" : null , "b":2}"#),
        (#"[{"content":true},{"content":null}]"#, #"[{"content":null},{"content":null}]"#),
        // A value, a longer name and a name with an escape are something else.
        (#"{"a": "content", "contents": 1, "conten": 2, "c\u006fntent": 3}"#, nil), (#"["content", "content"]"#, nil),
        (#"{"a": ["content", {"b": "content"}], "c": "content"}"#, nil), (#""content""#, nil),
        // What is no JSON.
        (#"{"content":}"#, nil), (#"{"content" 7}"#, nil), ("<html>content</html>", nil), ("", nil),
        (#"{"content": "cut off"#, #"{"content": null"#), (#"{"content": {"a": [}"#, #"{"content": null"#),
    ])
    func dropsTheMembersValues(_ text: String, _ expected: String?) {
        for chunk in [1, 2, 3, 7, .max] { #expect(skipped(text, chunk: chunk) == expected ?? text) }
    }

    @Test("Any JSON arrives as it is, but for the member, in chunks of any size", arguments: 0..<40)
    func anyJSON(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<25 {
            let value = Self.value(depth: 0, &random)
            #expect(skipped(value.encoded, chunk: random.int(1...40)) == Self.without(value).encoded)
        }
    }

    @Test func aDeepTextPasses() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(skipped(deep) == deep)
    }

    private static func value(depth: Int, _ random: inout SeededGenerator) -> JSONLiteral {
        switch random.int(0...(depth > 4 ? 4 : 7)) {
        case 0: nil
        case 1: .bool(random.chance(50))
        case 2: .number("-1.5E+7")
        case 3, 4: .string(random.pick(["", "content", "\"", "\\", "{[\"content\":1", "ä\n", "\\\"content\\\": {"]))
        case 5: .array((0..<random.int(0...4)).map { _ in value(depth: depth + 1, &random) })
        default:
            .object(
                Dictionary(
                    (0..<random.int(0...4)).map { _ in
                        (random.pick(["content", "html", "a\"b", "", "contents"]), value(depth: depth + 1, &random))
                    }
                ) { $1 })
        }
    }

    private static func without(_ value: JSONLiteral) -> JSONLiteral {
        switch value {
        case .array(let elements): .array(elements.map(without))
        case .object(let members):
            .object(Dictionary(uniqueKeysWithValues: members.map { ($0.key, $0.key == "content" ? nil : without($0.value)) }))
        default: value
        }
    }
}
