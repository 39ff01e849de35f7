import Engagement

extension LinkClicks {
    /// Nil without a URL. v1.6's table of fields nests the members in `link`; its example and v2 don't.
    init?(json: JSONValue) {
        let link = json["link"]
        let json = link?.isObject == true ? link ?? json : json
        guard let url = json["url"]?.string ?? link?.string else { return nil }
        self.init(url: url, total: json["clicked_total"]?.count ?? 0, unique: json["clicked_unique"]?.count ?? 0)
    }
}
