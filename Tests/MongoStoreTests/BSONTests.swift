import Engagement
import TestSupport
import Testing

@testable import MongoStore

struct BSONTests {
    private let everything: BSONDocument = [
        "double": .double(-0.5), "string": "a\u{0}b ü \u{1F419}", "document": ["nested": ["deep": [1, "two", .null]]],
        "array": [], "binary": .binary([0, 1, 255]), "id": .objectID(Array(0..<12)), "true": true, "false": false,
        "date": .date(milliseconds: -1), "null": .null, "int32": .int32(.min), "int64": .int64(.max), "min": .minKey,
        "max": .maxKey,
        "timestamp": .other(type: 0x11, bytes: Array(0..<8)), "regex": .other(type: 0x0B, bytes: [97, 0, 105, 0]),
        "": "empty key",
    ]

    @Test func whatIsWrittenIsReadBack() {
        let again = BSONDocument(Array(everything.map { ($0.key, $0.value) }))
        #expect(again == everything)
        for (key, value) in everything { #expect(everything[key] == value, "\(key)") }
        #expect(everything["document", "nested"] == ["deep": [1, "two", .null]])
        #expect(everything["nothing"] == nil && !everything.isEmpty && BSONDocument().isEmpty)
    }

    /// The bytes of the specification's own example, <https://bsonspec.org/faq.html>.
    @Test func theBytesAreThoseOfTheSpecification() {
        let example: BSONDocument = ["BSON": ["awesome", .double(5.05), .int32(1986)]]
        let bytes: [UInt8] = [
            0x31, 0, 0, 0, 0x04, 0x42, 0x53, 0x4F, 0x4E, 0, 0x26, 0, 0, 0, 0x02, 0x30, 0, 0x08, 0, 0, 0, 0x61, 0x77, 0x65, 0x73,
            0x6F, 0x6D,
            0x65, 0, 0x01, 0x31, 0, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x14, 0x40, 0x10, 0x32, 0, 0xC2, 0x07, 0, 0, 0, 0,
        ]
        #expect(example.bytes == bytes)
        #expect(BSONDocument(bytes) == example)
    }

    @Test func appendingGoesOnWhereTheDocumentEnds() {
        var document: BSONDocument = ["a": 1]
        document.append("b", ["c": true])
        document.append("d", ifPresent: nil)
        #expect(document == ["a": 1, "b": ["c": true]])
        #expect(document.appending("e", .null)["e"] == .null)
    }

    /// Bytes that are no BSON end the walk; they never lead it out of bounds.
    @Test(arguments: 1...200)
    func brokenBytesAreSurvived(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var bytes = everything.bytes
        for _ in 0..<3 { bytes[Int.random(in: 4..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random) }
        var count = 0
        for (_, value) in BSONDocument(trusted: bytes) {
            count += 1
            _ = value.document?.map(\.value)
        }
        #expect(count <= bytes.count)
        #expect(BSONDocument(Array(bytes.dropLast(seed % bytes.count + 1))) == nil)
    }

    @Test(arguments: [
        ("FirstName", "FirstName"), ("a.b", "a%2Eb"), ("$x", "%24x"), ("x$y", "x$y"), ("", "%"), ("%", "%25"), ("%2E", "%252E"),
        ("50%", "50%25"), ("a\u{0}b", "a%00b"), ("..", "%2E%2E"), ("naïve \u{1F419}", "naïve \u{1F419}"), ("$", "%24"),
        ("$.%", "%24%2E%25"),
    ])
    func tagsAreNamesThatAQueryCanUse(tag: FieldTag, key: String) {
        #expect(FieldKey.encode(tag) == key)
        #expect(FieldKey.decode(key) == tag)
    }

    @Test func everyTagComesBack() {
        var random = SeededGenerator(seed: 5)
        let alphabet: [Character] = ["%", ".", "$", "2", "E", "4", "0", "\u{0}", "a", "ü"]
        for _ in 0..<2_000 {
            let tag = String((0..<Int.random(in: 0...6, using: &random)).map { _ in alphabet.randomElement(using: &random)! })
            let key = FieldKey.encode(tag)
            #expect(FieldKey.decode(key) == tag)
            #expect(!key.isEmpty && !key.contains(".") && !key.hasPrefix("$") && !key.utf8.contains(0))
        }
    }
}
