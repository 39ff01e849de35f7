import Engagement
import HTTP

extension Summary {
    /// `sent`, `complained` and `unsubscribed` are numbers, `bounced`, `opened` and `clicked` objects; each may also have the
    /// other form, and null counts as 0.
    /// - Throws: `UnreadableBody` if there is no `sent`, and so no summary.
    init(json: JSONValue) throws {
        let json = json["data"] ?? json
        guard json.has("sent") else {
            throw UnreadableBody(reason: "The response is no summary: its member sent is missing", isWhole: true)
        }
        let (bounced, opened, clicked) = (json["bounced"], json["opened"], json["clicked"])
        self.init(
            sent: try json["sent"]?.count() ?? 0, bouncedHard: try bounced?["hard"]?.count() ?? bounced?.count() ?? 0,
            bouncedSoft: try bounced?["soft"]?.count() ?? 0, openedTotal: try opened?["total"]?.count() ?? opened?.count() ?? 0,
            openedUnique: try opened?.count() ?? 0, clickedTotal: try clicked?["total"]?.count() ?? clicked?.count() ?? 0,
            clickedUnique: try clicked?.count() ?? 0, complained: try json["complained"]?.count() ?? 0,
            unsubscribed: try json["unsubscribed"]?.count() ?? 0)
    }
}
