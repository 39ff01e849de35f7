import Engagement
import TestSupport
import Testing

@testable import Exports

@Suite struct CellTests {
    private func cell(_ value: FieldValue) -> String {
        var buffer = ByteBuffer()
        buffer.append(cell: value)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("", ""), ("plain", "plain"), ("a b ", "a b "), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""),
        ("\"", "\"\"\"\""), ("\"\"", "\"\"\"\"\"\""), ("a\nb", "\"a\nb\""), ("a\r", "\"a\r\""), ("'x", "'x"),
    ])
    func quotesTextThatNeedsQuotes(_ text: String, _ expected: String) { #expect(cell(.text(text)) == expected) }

    @Test(arguments: [
        "=1", "=", "+1", "+49 170 1234567", "+491701234567", "-", "--1", "-1+2", "-1e5", "-1,234.5", "-.5", "-5.", "-1.2.3",
        "-$12", "- 1", "@x", "\tx", "-2*HYPERLINK(1)", "-１２", "＝1", "＋1", "－1", "＠x", "\u{0}=1",
    ])
    func guardsFormulas(_ text: String) throws {
        let rows = try CSVReader.rows(of: Array("\(cell(.text(text)))\r\n".utf8))
        #expect(rows == [["'" + text]])
        #expect(ByteBuffer.guarded(text) == "'" + text, "the schema names a column as its head does")
    }

    @Test(arguments: ["-1", "-12.5", "-0", "-0012", "1", "12.5", "1e5", "$1,234.56", " =1", "a=b", "ａ＝1", "'=1"])
    func leavesNumbersAndWordsUnchanged(_ text: String) throws {
        let rows = try CSVReader.rows(of: Array("\(cell(.text(text)))\r\n".utf8))
        #expect(rows == [[text]])
    }

    @Test func leavesTypedNumbersUnchanged() {
        #expect(cell(.integer(-5)) == "-5")
        #expect(cell(.integer(.min)) == "-9223372036854775808")
        #expect(cell(.number(-0.5)) == "-0.5")
        #expect(cell(.number(-1e-30)) == "-1e-30")
        #expect(cell(.number(-.infinity)) == "")
        #expect(cell(.boolean(true)) == "true")
        #expect(cell(.list(["=a", "b"])) == "\"'=a, b\"")
        #expect(cell(.null) == "")
    }

    /// An independent reader reads any text back as it was, except for the guard; and no cell that is not a number can be a formula.
    @Test(arguments: 0..<20)
    func anyTextIsReadBack(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let alphabet = [
            "\"", ",", "\r", "\n", "\t", "=", "+", "-", "@", "'", "1", "9", ".", "a", "é", "\u{301}", "😀", "א", "\0", " ", ";",
            "＝", "＠",
        ]
        var buffer = ByteBuffer()
        var texts: [[String]] = []
        for _ in 0..<200 {
            let row = (0..<5).map { _ in (0..<generator.int(0...8)).map { _ in generator.pick(alphabet) }.joined() }
            texts.append(row)
            for (index, text) in row.enumerated() {
                if index > 0 { buffer.append(ByteBuffer.comma) }
                buffer.append(cell: text)
            }
            buffer.endRow()
        }
        let rows = try CSVReader.rows(of: buffer.bytes)
        #expect(rows.count == texts.count)
        for (row, expected) in zip(rows, texts) {
            #expect(row.count == expected.count)
            for (cell, text) in zip(row, expected) { expectGuarded(cell, text) }
        }
    }

    private func expectGuarded(_ cell: String, _ text: String) {
        let isDangerous = text.unicodeScalars.first.map { "=+-@\t\r\0＝＋－＠".unicodeScalars.contains($0) } ?? false
        let isNumber = text.wholeMatch(of: /-[0-9]+(\.[0-9]+)?/) != nil
        let expected = isDangerous && !isNumber ? "'" + text : text
        #expect(Array(cell.utf8) == Array(expected.utf8))
    }

    /// Times are written without ``Timestamp/iso8601`` for speed, and must agree with it.
    @Test(arguments: 0..<5)
    func timesAgree(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<500 {
            let time = Timestamp(seconds: Int64(generator.int(-62_000_000_000...250_000_000_000)))
            var buffer = ByteBuffer()
            buffer.append(time)
            #expect(String(decoding: buffer.bytes, as: UTF8.self) == time.iso8601)
        }
    }
}
