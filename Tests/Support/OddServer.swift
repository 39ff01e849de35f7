package import EmailOctopus
package import Engagement
import Foundation
import Synchronization

/// Serves an ``OddAccount`` on the loopback: version 2 of the API at its root, version 1.6 at `/api/1.6`.
package final class OddServer: Sendable {
    /// What is asked for.
    package struct Request: Hashable, Sendable {
        package var version: APIVersion
        /// Below the version's base: `/campaigns/ID/reports`.
        package var path: String
        package var query: [String: String]

        /// The report that is asked for: one of the kinds, `summary`, `links`; nil for anything else.
        package var report: String? {
            let parts = path.split(separator: "/")
            guard parts.count >= 3, parts[0] == "campaigns", parts[2] == "reports" else { return nil }
            return parts.count > 3 ? String(parts[3]) : query["status"]
        }

        /// The campaign whose report is asked for.
        package var campaign: CampaignID? {
            report == nil ? nil : path.split(separator: "/").dropFirst().first.map(String.init)
        }

        /// True for the first page of a listing.
        package var isFirstPage: Bool {
            query["starting_after"] == nil && query["last"] == nil && (query["page"] ?? "1") == "1"
        }

        /// Without limit, cursor and key: what two requests for one thing share.
        package var summary: String { report.map { "\(path.prefix(48)) \($0)" } ?? path }
    }

    package struct Reply: Sendable {
        package var status: Int
        package var headers: [String: String]
        package var body: JSONLiteral
        /// What is sent in place of status, headers and body.
        package var raw: [RawServer.Act]?

        package init(raw: [RawServer.Act]) {
            self.init(nil)
            self.raw = raw
        }

        package init(status: Int = 200, headers: [String: String] = [:], _ body: JSONLiteral) {
            self.status = status
            self.headers = headers
            self.body = body
        }
    }

    private let account: Mutex<OddAccount>
    private let log = Mutex<[Request]>([])
    /// Nil only until the server has begun to listen.
    private let server = Mutex<RawServer?>(nil)

    package init(_ account: OddAccount) throws {
        self.account = Mutex(account)
        let server = try RawServer { [weak self] head in
            guard let self else { return [.close] }
            let reply = answer(head)
            if let raw = reply.raw { return raw }
            let headers = reply.headers.merging(["Content-Type": "application/json"]) { own, _ in own }
            return [.response(reply.body.encoded, status: reply.status, headers: headers)]
        }
        self.server.withLock { $0 = server }
    }

    deinit { server.withLock { $0?.stop() } }

    package var port: UInt16 { server.withLock { $0?.port ?? 0 } }

    /// What a client of that version is given as its base address.
    package func url(_ version: APIVersion) -> String {
        "http://127.0.0.1:\(port)" + (version == .v2 ? "" : "/api/1.6")
    }

    /// What has been asked for since ``forgetRequests()``, oldest first.
    package var requests: [Request] { log.withLock { $0 } }
    package func forgetRequests() { log.withLock { $0 = [] } }

    package func change(_ body: (inout sending OddAccount) -> Void) { account.withLock { body(&$0) } }

    // MARK: Answering

    private func answer(_ head: String) -> Reply {
        let target = head.split(separator: " ").dropFirst().first ?? "/"
        var path = String(target.prefix { $0 != "?" })
        let version: APIVersion = path.hasPrefix("/api/1.6") ? .v16 : .v2
        if version == .v16 { path.removeFirst("/api/1.6".count) }
        let pairs = target.dropFirst(target.prefix { $0 != "?" }.count + 1).split(separator: "&").map { pair in
            let name = pair.prefix { $0 != "=" }
            return (Self.decoded(name), Self.decoded(pair.dropFirst(name.count + 1)))
        }
        let request = Request(version: version, path: path, query: Dictionary(pairs) { $1 })
        log.withLock { $0.append(request) }
        let account = account.withLock { $0 }
        var reply = account.reply?(request) ?? OddAnswers(account: account, port: port).reply(to: request)
        account.alter?(request, &reply.body)
        return reply
    }

    private static func decoded(_ text: Substring) -> String {
        text.replacing("+", with: " ").removingPercentEncoding ?? String(text)
    }
}
