import Engagement
import HTTP

extension LinkClicks {
    /// v1.6's table of fields nests the members in `link`; its example and v2 don't.
    init(json: JSONValue) throws(UnusableElement) {
        try json.requireObject()
        let link = json["link"]
        let json = link?.isObject == true ? link ?? json : json
        guard let url = json["url"]?.string ?? link?.string else { throw UnusableElement("has no URL") }
        do {
            self.init(
                url: url, total: try json["clicked_total"]?.count() ?? 0, unique: try json["clicked_unique"]?.count() ?? 0)
        } catch {
            throw UnusableElement("has a number of clicks that can't be true")
        }
    }
}
