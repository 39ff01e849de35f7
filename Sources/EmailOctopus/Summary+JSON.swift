import Engagement
import HTTP

extension Summary {
    /// `sent`, `complained`, `unsubscribed` are numbers, `bounced`, `opened`, `clicked` objects; each is also read the
    /// other way round, and what is null counts as 0.
    /// - Throws: `UnreadableBody` where there is no `sent` at all, and so no summary.
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

extension LinkClicks {
    /// Nil without a URL. v1.6's field table nests the members in `link`, its example and v2 don't.
    init?(json: JSONValue) {
        let link = json["link"]
        let json = link?.isObject == true ? link ?? json : json
        guard let url = json["url"]?.string ?? link?.string else { return nil }
        self.init(url: url, total: json["clicked_total"]?.count ?? 0, unique: json["clicked_unique"]?.count ?? 0)
    }
}

extension JSONValue {
    /// A number, or an object's `unique`, else its `total`.
    fileprivate var count: Int? { int ?? self["unique"]?.int ?? self["total"]?.int }
}
