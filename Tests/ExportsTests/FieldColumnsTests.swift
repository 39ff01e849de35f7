import Engagement
import Testing

@testable import Exports

@Suite struct FieldColumnsTests {
    private func columns(
        _ tags: [FieldTag], _ aliases: [FieldTag: FieldTag] = [:], conflicting: Set<FieldTag> = [], reserved: [String] = []
    ) -> FieldColumns {
        FieldColumns(tags: tags, aliases: aliases, conflicting: conflicting, reserved: reserved, privacy: .full)
    }

    private func cells(_ columns: FieldColumns, _ fields: [FieldTag: FieldValue]?) -> String {
        var buffer = ByteBuffer()
        columns.append(fields, to: &buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    @Test func areInOrderOfTheirBytesWithoutTheAddress() {
        let names = columns(["b", "a", "Ä", "B", "EmailAddress", "emailaddress", "a"], conflicting: ["b"]).columns.map(\.name)
        #expect(names == ["B", "a", "b", "emailaddress", "Ä"])
    }

    @Test func avoidReservedNamesAndEachOther() {
        let names = columns(["field_status", "opened", "status"], reserved: ["status", "opened"]).columns.map(\.name)
        #expect(names == ["field_status", "field_opened", "field_field_status"])
    }

    @Test func joinSpellingsAndTakeTheFirstThatIsNotBlank() {
        let columns = columns(["kWh", "KWH", "kWhs", "x"], ["kWhs": "kWh", "KWH": "kWh"])
        #expect(columns.columns.map(\.name) == ["kWh", "x"])
        #expect(cells(columns, ["kWh": .text("1"), "KWH": .text("2")]) == ",1,")
        #expect(cells(columns, ["kWh": .text(""), "kWhs": .text("3"), "KWH": .null]) == ",3,")
        #expect(cells(columns, ["kWh": .integer(0), "kWhs": .text("3")]) == ",0,")
        #expect(cells(columns, nil) == ",,")
        #expect(cells(columns, ["unknown": .text("y")]) == ",,")
    }

    @Test("Spellings that differ only in case share a column, unless some contact held two values")
    func joinCases() {
        let tags: [FieldTag] = ["ZIP", "Zip", "zip", "City", "city"]
        let columns = columns(tags, conflicting: ["city"])
        #expect(columns.columns.map(\.name) == ["City", "ZIP", "city"])
        #expect(cells(columns, ["Zip": .text("02117"), "City": .text("A"), "city": .text("B")]) == ",A,02117,B")
        #expect(self.columns(tags, ["zip": "Zip"]).columns.map(\.name) == ["City", "Zip"])
        #expect(self.columns(["kWhs", "KWH", "kWh"], ["kWhs": "kWh"]).columns.map(\.name) == ["kWh"])
    }

    @Test func joinUnderATagThatNoListHas() {
        #expect(columns(["kWhs"], ["kWhs": "kWh"]).columns.map(\.name) == ["kWh"])
    }

    @Test func publishOnlyTheNamedFields() {
        let privacy = Privacy.pseudonyms(Pseudonyms(key: [1]), publishedFields: ["kWh", "City", "EmailAddress"])
        let columns = FieldColumns(
            tags: ["City", "EmailAddress", "FirstName", "kWh", "kWhs"], aliases: ["kWhs": "kWh"], conflicting: [], reserved: [],
            privacy: privacy)
        #expect(columns.columns.map(\.name) == ["City", "kWh"])
    }
}
