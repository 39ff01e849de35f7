import Foundation

/// Damage done at random, the same for the same seed. `make fuzz` sets OCTO_SITE_FUZZ to do more of it.
package enum Fuzz {
    /// The seeds of one property; `count` of them, times OCTO_SITE_FUZZ.
    package static func seeds(_ count: Int) -> Range<Int> {
        0..<count * max(1, ProcessInfo.processInfo.environment["OCTO_SITE_FUZZ"].flatMap { Int($0) } ?? 1)
    }

    /// Bytes with a few mistakes: some changed, cut out, put in, repeated.
    package static func damaged(_ bytes: [UInt8], _ random: inout SeededGenerator, words: [String] = []) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<random.int(1...6) {
            let place = random.int(0...bytes.count)
            switch random.int(0...5) {
            case 0 where place < bytes.count: bytes[place] = UInt8(truncatingIfNeeded: random.next())
            case 1: bytes.removeSubrange(place..<min(bytes.count, place + random.int(1...20)))
            case 2: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + random.int(1...60))], at: place)
            case 3: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
            case 4 where !words.isEmpty: bytes.insert(contentsOf: Array(random.pick(words).utf8), at: place)
            default: bytes = Array(bytes[..<place])
            }
        }
        return bytes
    }

    /// A value with one of its parts replaced by something odd.
    package static func damaged(_ value: JSONLiteral, _ random: inout SeededGenerator) -> JSONLiteral {
        switch value {
        case .object(let members) where !members.isEmpty && random.chance(80):
            let name = random.pick(members.keys.sorted())
            var members = members
            if random.chance(15) { members[name] = nil } else { members[name] = members[name].map { damaged($0, &random) } }
            return .object(members)
        case .array(var elements) where !elements.isEmpty && random.chance(80):
            let index = random.int(0...elements.count - 1)
            switch random.int(0...9) {
            case 0: elements.remove(at: index)
            case 1: elements.append(elements[index])
            default: elements[index] = damaged(elements[index], &random)
            }
            return .array(elements)
        default: return random.pick(odd)
        }
    }

    private static let odd: [JSONLiteral] = [
        .null, .bool(true), .number("0"), .number("-1"), .number("9223372036854775807"), .number("-9223372036854775808"),
        .number("4611686018427387905"), .number("1e308"), .number("1e999"), .number("0.5"), .string(""), .string("\u{0}"),
        .string("-9223372036854775808"), .string("2099-12-31T23:59:60+99:99"), .string("0000-00-00"),
        .string("1969-12-31T23:59:59Z"),
        .string("e\u{301}\u{202e}<script>alert(1)</script>"), .string("=HYPERLINK(\"x\")"), .string("../../../etc/passwd"),
        .string("anna@x.example"), .string(String(repeating: "x", count: 70_000)), .array([]), .object([:]), .array([.null]),
        .object(["id": .number("7")]), .raw("\"\\ud800\""), .raw("\"\\u0000\\u0000\""), .raw("{\"a\":1,\"a\":2}"),
        .raw(String(repeating: "[", count: 90) + String(repeating: "]", count: 90)), .raw("nul"), .raw("\"cut"),
    ]
}
