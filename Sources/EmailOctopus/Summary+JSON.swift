import Engagement
import HTTP

extension Summary {
    /// `sent`, `complained` and `unsubscribed` are numbers, `bounced`, `opened` and `clicked` objects; each may also have the
    /// other form. What is missing, null or no number is unknown.
    /// - Throws: `UnreadableBody` for something else than a summary, and for a number that can't be true.
    init(json: JSONValue) throws {
        let json = json["data"] ?? json
        // PHP writes an empty object as an array.
        let isEmpty = (json.isObject || json.isArray) && !json.values.contains { _ in true }
        guard isEmpty || ["sent", "bounced", "opened", "clicked"].contains(where: json.has) else {
            throw UnreadableBody(reason: "The response is no summary: it has neither sent nor opened nor clicked", isWhole: true)
        }
        let (bounced, opened, clicked) = (json["bounced"], json["opened"], json["clicked"])
        self.init(
            sent: try json["sent"]?.count(), bouncedHard: try Self.part(bounced?["hard"], of: bounced),
            // A number alone counts both kinds.
            bouncedSoft: try bounced?.isNumeric == true ? 0 : Self.part(bounced?["soft"], of: bounced),
            openedTotal: try Self.part(opened?["total"], of: opened), openedUnique: try Self.part(opened?["unique"], of: opened),
            clickedTotal: try Self.part(clicked?["total"], of: clicked),
            clickedUnique: try Self.part(clicked?["unique"], of: clicked),
            complained: try json["complained"]?.count(), unsubscribed: try json["unsubscribed"]?.count())
    }

    /// A member of an object, or else the number that stands in the object's place.
    private static func part(_ member: JSONValue?, of json: JSONValue?) throws(UnreadableBody) -> Int? {
        json?.isObject == true ? try member?.count() : try json?.count()
    }
}
