import Engagement
import HTTP

extension Summary {
    /// `sent`, `complained` and `unsubscribed` are numbers, `bounced`, `opened` and `clicked` objects; each may also have the
    /// other form, and null counts as 0.
    /// - Throws: `UnreadableBody` if there is no `sent`, and so no summary.
    init(json: JSONValue) throws {
        let json = json["data"] ?? json
        guard json.has("sent") else {
            throw UnreadableBody(reason: "The response is no summary: its member sent is missing")
        }
        let (bounced, opened, clicked) = (json["bounced"], json["opened"], json["clicked"])
        self.init(
            sent: json["sent"]?.count ?? 0, bouncedHard: bounced?["hard"]?.int ?? bounced?.count ?? 0,
            bouncedSoft: bounced?["soft"]?.int ?? 0, openedTotal: opened?["total"]?.int ?? opened?.count ?? 0,
            openedUnique: opened?.count ?? 0, clickedTotal: clicked?["total"]?.int ?? clicked?.count ?? 0,
            clickedUnique: clicked?.count ?? 0, complained: json["complained"]?.count ?? 0,
            unsubscribed: json["unsubscribed"]?.count ?? 0)
    }
}
