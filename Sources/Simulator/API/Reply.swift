/// The reply to a request, and how it is delivered.
struct Reply: Sendable {
    var status: Int
    var body: [UInt8]
    var contentType = "application/json"
    var headers: [(name: String, value: String)] = []
    var delivery = Delivery.whole

    enum Delivery: Sendable {
        case whole
        /// The connection closes without a byte.
        case dropped
        /// The connection closes after so many bytes of the body.
        case truncated(Int)
    }

    static func page(_ status: Int, _ title: String) -> Reply {
        let html =
            "<!DOCTYPE html><html><head><title>\(title)</title></head><body><h1>\(title)</h1><hr>edge</body></html>"
        return Reply(status: status, body: Array(html.utf8), contentType: "text/html; charset=UTF-8")
    }
}
